/// The factor R of a small symmetric positive definite matrix A = R · Rᵀ, lower triangular.
struct Cholesky {
  private var factor: [[Double]]

  /// - Parameter matrix: The matrix; only its lower triangle is read.
  /// - Complexity: O(n³)
  init(_ matrix: [[Double]]) {
    factor = matrix
    for row in matrix.indices {
      for column in 0...row {
        var sum = matrix[row][column]
        for k in 0..<column { sum -= factor[row][k] * factor[column][k] }
        factor[row][column] =
          row == column
          ? max(sum, .leastNormalMagnitude).squareRoot() : sum / factor[column][column]
      }
    }
  }

  /// R⁻¹ · vector; its squared length is vectorᵀ · A⁻¹ · vector.
  func whitened(_ vector: [Double]) -> [Double] {
    var result = vector
    for row in vector.indices {
      for k in 0..<row { result[row] -= factor[row][k] * result[k] }
      result[row] /= factor[row][row]
    }
    return result
  }

  /// A⁻¹ · vector.
  func solution(_ vector: [Double]) -> [Double] {
    var result = whitened(vector)
    for row in vector.indices.reversed() {
      for k in row + 1..<max(row + 1, vector.count) { result[row] -= factor[k][row] * result[k] }
      result[row] /= factor[row][row]
    }
    return result
  }
}
