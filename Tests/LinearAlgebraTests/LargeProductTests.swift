import LinearAlgebra
import Testing

/// OpenBLAS's products, some of which are made in pieces, and those that choose between it and a kernel
/// of ours, against double precision.
@Suite struct LargeProductTests {
  /// Rows, columns, inner: just under and over a million multiplications, pieces that do not come out
  /// even, and columns so few that OpenBLAS makes the product.
  static let shapes = [
    (100, 100, 100), (101, 100, 100), (131, 63, 784), (131, 128, 784), (10, 130, 64), (3, 900, 33),
    (40, 33, 18), (63, 3, 32), (17, 1, 40), (33, 7, 130),
  ]

  @Test(arguments: shapes, [0, 1] as [Float])
  func allFormsMatch(_ shape: (rows: Int, columns: Int, inner: Int), beta: Float) {
    let (rows, columns, inner) = shape
    let (a, b) = (irregular(rows * inner, salt: 1), irregular(inner * columns, salt: 2))
    let old = irregular(rows * columns, salt: 3)
    let expected = old.indices.map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return (0..<inner).reduce(Double(beta * old[index])) {
        $0 + Double(a[row * inner + $1]) * Double(b[$1 * columns + column])
      }
    }
    let kernels = KernelFamily.current.elementKernels
    for form in 0..<6 {
      let values = withKernelMemory { memory in
        let c = memory.copy(old)
        let result = Matrix(c, rows: rows, columns: columns)
        let left = memory.copy(form % 3 == 2 ? transposed(a, rows: rows) : a)
        let right = memory.copy(form % 3 == 1 ? transposed(b, rows: inner) : b)
        switch form {
        case 0:
          result.formProduct(
            Matrix(left, rows: rows, columns: inner),
            times: Matrix(right, rows: inner, columns: columns), beta: beta)
        case 1:
          result.formProduct(
            Matrix(left, rows: rows, columns: inner),
            timesTransposed: Matrix(right, rows: columns, columns: inner), beta: beta)
        case 2:
          result.formProduct(
            transposed: Matrix(left, rows: inner, columns: rows),
            times: Matrix(right, rows: inner, columns: columns), beta: beta)
        case 3:
          kernels.formProduct(
            result, Matrix(left, rows: rows, columns: inner),
            times: Matrix(right, rows: inner, columns: columns), beta: beta)
        case 4:
          let room = [Float](repeating: .nan, count: inner * Matrix.paddedStride(columns: columns))
          kernels.formProduct(
            result, Matrix(left, rows: rows, columns: inner),
            timesTransposed: Matrix(right, rows: columns, columns: inner), beta: beta,
            room: memory.copy(room))
        default:
          kernels.formProduct(
            result, transposed: Matrix(left, rows: inner, columns: rows),
            times: Matrix(right, rows: inner, columns: columns), beta: beta)
        }
        return c.values(old.count)
      }
      #expect(worstError(values, expected, floor: 1) < 2e-5, "form \(form)")
    }
  }
}
