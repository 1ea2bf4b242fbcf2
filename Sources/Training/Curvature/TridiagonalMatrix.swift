/// A symmetric tridiagonal matrix, small enough to be taken apart at once.
package struct TridiagonalMatrix: Sendable {
  package var diagonal: [Double]
  /// The elements beside the diagonal, one less.
  package var offDiagonal: [Double]

  package init(diagonal: [Double], offDiagonal: [Double]) {
    precondition(!diagonal.isEmpty && offDiagonal.count == diagonal.count - 1)
    self.diagonal = diagonal
    self.offDiagonal = offDiagonal
  }

  /// The largest eigenvalue and its eigenvector of length 1.
  ///
  /// Cyclic Jacobi rotations (Golub and Van Loan, *Matrix Computations*, 8.5): slow, but short, and
  /// every eigenvalue comes out to machine precision relative to the largest.
  ///
  /// - Returns: Nil where an element is not finite.
  /// - Complexity: O(n³)
  package func largestEigenpair() -> (value: Double, vector: [Double])? {
    let n = diagonal.count
    guard diagonal.allSatisfy(\.isFinite), offDiagonal.allSatisfy(\.isFinite) else { return nil }
    var a = [Double](repeating: 0, count: n * n)
    var vectors = a
    for i in 0..<n {
      a[i * n + i] = diagonal[i]
      vectors[i * n + i] = 1
      if i + 1 < n {
        a[i * n + i + 1] = offDiagonal[i]
        a[(i + 1) * n + i] = offDiagonal[i]
      }
    }
    let size = a.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for _ in 0..<Self.mostSweeps where Self.offDiagonalNorm(a, n) > size * 1e-15 {
      for p in 0..<n {
        for q in p + 1..<n where a[p * n + q] != 0 {
          Self.rotate(&a, &vectors, n, p, q)
        }
      }
    }
    let best = (0..<n).max { a[$0 * n + $0] < a[$1 * n + $1] } ?? 0
    return (a[best * n + best], (0..<n).map { vectors[$0 * n + best] })
  }

  /// Jacobi's method converges quadratically; a dozen sweeps are more than it ever takes.
  private static let mostSweeps = 60

  private static func offDiagonalNorm(_ a: [Double], _ n: Int) -> Double {
    var sum = 0.0
    for i in 0..<n {
      for j in 0..<n where i != j { sum += a[i * n + j] * a[i * n + j] }
    }
    return sum.squareRoot()
  }

  /// Makes the element (p, q) zero, and takes the rotation into the vectors.
  private static func rotate(
    _ a: inout [Double], _ vectors: inout [Double], _ n: Int, _ p: Int, _ q: Int
  ) {
    let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
    let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in 0..<n {
      let (x, y) = (a[k * n + p], a[k * n + q])
      a[k * n + p] = c * x - s * y
      a[k * n + q] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (a[p * n + k], a[q * n + k])
      a[p * n + k] = c * x - s * y
      a[q * n + k] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (vectors[k * n + p], vectors[k * n + q])
      vectors[k * n + p] = c * x - s * y
      vectors[k * n + q] = s * x + c * y
    }
  }
}
