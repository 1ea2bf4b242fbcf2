import LinearAlgebra
import TestSupport
import Testing

/// Small products, nearly all of which are ours, against plain loops in double precision.
@Suite struct SmallProductTests {
  static let rowCounts = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16]
  static let betas = [0, 1, 0.9] as [Float]

  private enum Form: CaseIterable { case plain, transposed, timesTransposed }

  @Test(arguments: KernelSet.all, rowCounts)
  func productsMatchLoops(_ set: KernelSet, rows: Int) {
    for columns in vectorCounts {
      for (form, inner) in zip(Form.allCases, [[1, 9, 2], [3, 1, 33], [17, 2, 5]][columns % 3]) {
        check(set, form, rows: rows, columns: columns, inner: inner, beta: Self.betas[columns % 3])
      }
    }
  }

  private func check(
    _ set: KernelSet, _ form: Form, rows: Int, columns: Int, inner: Int, beta: Float
  ) {
    let a = irregular(rows * inner, salt: 1)  // (rows, inner)
    let b = irregular(inner * columns, salt: 2)  // (inner, columns)
    // With beta 0 what was there is ignored, even NaN.
    let old =
      beta == 0
      ? [Float](repeating: .nan, count: rows * columns) : irregular(rows * columns, salt: 3)
    let values = withKernelMemory { memory in
      let c = Matrix(memory.copy(old), rows: rows, columns: columns)
      let left = Matrix(memory.copy(a), rows: rows, columns: inner)
      let right = Matrix(memory.copy(b), rows: inner, columns: columns)
      switch form {
      case .plain: set.kernels.formProduct(c, left, times: right, beta: beta)
      case .transposed:
        let left = Matrix(
          memory.copy(transposed(a, rows: rows)), rows: inner, columns: rows)
        set.kernels.formProduct(c, transposed: left, times: right, beta: beta)
      case .timesTransposed:
        let right = Matrix(
          memory.copy(transposed(b, rows: inner)), rows: columns, columns: inner)
        let room = [Float](repeating: .nan, count: inner * Matrix.paddedStride(columns: columns))
        set.kernels.formProduct(
          c, left, timesTransposed: right, beta: beta, room: memory.copy(room))
      }
      return c.pointer.values(rows * columns)
    }
    let expected = (0..<rows * columns).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return (0..<inner).reduce(beta == 0 ? 0 : Double(beta) * Double(old[index])) {
        $0 + Double(a[row * inner + $1]) * Double(b[$1 * columns + column])
      }
    }
    #expect(
      worstError(values, expected, floor: 1) < 5e-6,
      "\(form), \(rows) × \(columns) × \(inner), beta \(beta)")
  }

  /// What is not finite in a lane's rows stays there, whatever rows it is computed beside.
  @Test(arguments: KernelSet.all, [Float.nan, .infinity])
  func whatIsNotFiniteStaysInItsRows(_ set: KernelSet, value: Float) {
    let (rows, columns, inner) = (13, 37, 6)
    func product(_ a: [Float]) -> [Float] {
      withKernelMemory { memory in
        let c = memory.copy([Float](repeating: 0, count: rows * columns))
        set.kernels.formProduct(
          Matrix(c, rows: rows, columns: columns),
          Matrix(memory.copy(a), rows: rows, columns: inner),
          times: Matrix(
            memory.copy(irregular(inner * columns, salt: 2)), rows: inner, columns: columns))
        return c.values(rows * columns)
      }
    }
    let a = irregular(rows * inner, salt: 1)
    var spoilt = a
    for index in 10 * inner..<11 * inner { spoilt[index] = value }
    let (clean, dirty) = (product(a), product(spoilt))
    for index in clean.indices {
      if index / columns == 10 {
        #expect(!dirty[index].isFinite)
      } else {
        #expect(dirty[index] == clean[index])
      }
    }
  }
}
