import LinearAlgebra
import Testing

/// The three products against plain loops, with strides, and with what `beta` asks for.
@Suite struct MatrixProductTests {
  struct Shape: Sendable {
    var rows: Int
    var columns: Int
    var inner: Int
  }

  static let shapes = [
    Shape(rows: 1, columns: 1, inner: 1), Shape(rows: 1, columns: 7, inner: 5),
    Shape(rows: 7, columns: 1, inner: 3), Shape(rows: 5, columns: 9, inner: 1),
    Shape(rows: 32, columns: 64, inner: 30), Shape(rows: 33, columns: 17, inner: 65),
    Shape(rows: 128, columns: 40, inner: 100), Shape(rows: 3, columns: 200, inner: 129),
  ]

  /// A matrix as a block within wider rows that hold a marker, so that a stride is needed.
  private struct Strided {
    static let marker: Float = -777
    var values: [Float]
    var rows: Int
    var columns: Int
    var padding: Int

    init(rows: Int, columns: Int, padding: Int, salt: Int) {
      self.rows = rows
      self.columns = columns
      self.padding = padding
      let content = irregular(rows * columns, salt: salt)
      values = (0..<rows).flatMap { row in
        content[row * columns..<(row + 1) * columns]
          + [Float](repeating: Self.marker, count: padding)
      }
    }

    subscript(row: Int, column: Int) -> Double {
      Double(values[row * (columns + padding) + column])
    }

    func matrix(in memory: KernelMemory) -> Matrix {
      Matrix(memory.copy(values), rows: rows, columns: columns, stride: columns + padding)
    }
  }

  /// Checks a product.
  ///
  /// - Parameters:
  ///   - shape: The shape of the product.
  ///   - old: The content before, (rows, columns).
  ///   - beta: The factor of the old content; 0 ignores it.
  ///   - product: Forms it.
  ///   - term: One of the `inner` products that add up to an element.
  private func check(
    _ shape: Shape, old: Strided, beta: Float, product: (Matrix, KernelMemory) -> Void,
    term: (_ row: Int, _ column: Int, _ k: Int) -> Double
  ) {
    let values = withKernelMemory { memory in
      let output = old.matrix(in: memory)
      product(output, memory)
      return output.pointer.values(old.values.count)
    }
    var after = old
    after.values = values
    for row in 0..<shape.rows {
      for column in 0..<shape.columns {
        let sum = (0..<shape.inner).reduce(beta == 0 ? 0 : Double(beta) * old[row, column]) {
          $0 + term(row, column, $1)
        }
        // Each of the terms is below 1, and each addition rounds.
        #expect(abs(after[row, column] - sum) < 1e-6 * Double(shape.inner + 2))
      }
      let padding = values[(row * (shape.columns + old.padding) + shape.columns)...]
        .prefix(old.padding)
      #expect(padding.allSatisfy { $0 == Strided.marker })
    }
  }

  private func old(_ shape: Shape, padding: Int, beta: Float) -> Strided {
    var old = Strided(rows: shape.rows, columns: shape.columns, padding: padding, salt: 9)
    if beta == 0 {
      for index in old.values.indices where old.values[index] != Strided.marker {
        old.values[index] = .nan
      }
    }
    return old
  }

  @Test(arguments: shapes, [0, 3])
  func productMatchesLoops(_ shape: Shape, padding: Int) {
    let a = Strided(rows: shape.rows, columns: shape.inner, padding: padding, salt: 1)
    let b = Strided(rows: shape.inner, columns: shape.columns, padding: 2 * padding, salt: 2)
    check(
      shape, old: old(shape, padding: padding, beta: 0), beta: 0,
      product: { $0.formProduct(a.matrix(in: $1), times: b.matrix(in: $1)) },
      term: { row, column, k in a[row, k] * b[k, column] })
  }

  @Test(arguments: shapes, [0, 3])
  func productWithTransposedMatchesLoops(_ shape: Shape, padding: Int) {
    let a = Strided(rows: shape.rows, columns: shape.inner, padding: padding, salt: 3)
    let b = Strided(rows: shape.columns, columns: shape.inner, padding: 2 * padding, salt: 4)
    check(
      shape, old: old(shape, padding: padding, beta: 0), beta: 0,
      product: { $0.formProduct(a.matrix(in: $1), timesTransposed: b.matrix(in: $1)) },
      term: { row, column, k in a[row, k] * b[column, k] })
  }

  @Test(arguments: shapes, [0, 1, 0.9] as [Float])
  func productOfTransposedMatchesLoops(_ shape: Shape, beta: Float) {
    for padding in [0, 3] {
      let a = Strided(rows: shape.inner, columns: shape.rows, padding: padding, salt: 5)
      let b = Strided(rows: shape.inner, columns: shape.columns, padding: 2 * padding, salt: 6)
      check(
        shape, old: old(shape, padding: padding, beta: beta), beta: beta,
        product: {
          $0.formProduct(transposed: a.matrix(in: $1), times: b.matrix(in: $1), beta: beta)
        },
        term: { row, column, k in a[k, row] * b[k, column] })
    }
  }

  /// A lane's weights are rows of the right factor: NaN there reaches that lane's columns alone,
  /// and the other columns are what they are without it, to the last bit.
  @Test(arguments: [Float.nan, .infinity], [1, 5, 16])
  func whatIsNotFiniteStaysInItsColumns(_ value: Float, width: Int) {
    let (rows, inner, lanes) = (19, 13, 4)
    func product(of weights: [Float]) -> [Float] {
      withKernelMemory { memory in
        let output = memory.copy([Float](repeating: 0, count: rows * lanes * width))
        Matrix(output, rows: rows, columns: lanes * width).formProduct(
          Matrix(memory.copy(irregular(rows * inner, salt: 1)), rows: rows, columns: inner),
          timesTransposed: Matrix(memory.copy(weights), rows: lanes * width, columns: inner))
        return output.values(rows * lanes * width)
      }
    }
    let weights = irregular(lanes * width * inner, salt: 2)
    var spoilt = weights
    for index in 2 * width * inner..<3 * width * inner { spoilt[index] = value }  // lane 2
    let (clean, dirty) = (product(of: weights), product(of: spoilt))
    for index in clean.indices {
      if index / width % lanes == 2 {
        #expect(!dirty[index].isFinite)
      } else {
        #expect(dirty[index] == clean[index])
      }
    }
  }

  @Test func blocksAreViews() {
    withKernelMemory { memory in
      let matrix = Matrix(memory.copy((0..<20).map { Float($0) }), rows: 4, columns: 5)
      let block = matrix.block(row: 1, column: 2, rows: 3, columns: 2)
      #expect(block.pointer[0] == 7)
      #expect(block.pointer[2 * block.stride + 1] == 18)
      block.pointer[1] = -1
      #expect(matrix.pointer[8] == -1)
    }
  }
}
