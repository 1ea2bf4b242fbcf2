/// The largest eigenvalue of a symmetric matrix that is known by its products alone (Lanczos,
/// 1950).
///
/// Every new vector is made orthogonal to all before it, twice, so that rounding brings up no
/// ghosts, that is copies of eigenvalues that were found already. When the vectors fill their
/// room, it starts anew from the best combination of them.
package enum Lanczos {
  /// What was found.
  package struct Eigenvalue: Sendable, Hashable {
    /// The largest algebraic eigenvalue.
    package var value: Double
    /// ‖A·x − value·x‖ for the vector x of length 1 that was found: an eigenvalue lies that near,
    /// and where it is well apart from the others the error is about the square of it.
    package var residual: Double
    /// The products that it took.
    package var productCount: Int
    /// Whether the residual is within the tolerance.
    package var hasConverged: Bool
  }

  /// How much room the vectors may take, in doubles.
  private static let room = 1 << 25

  /// Finds the largest algebraic eigenvalue.
  ///
  /// - Parameters:
  ///   - start: A vector that is not orthogonal to what is looked for; a random one never is.
  ///   - tolerance: The residual at which it ends, as a share of the value.
  ///   - mostVectors: How many vectors are kept before it starts anew, at least 2.
  ///   - mostProducts: After how many products it gives up.
  ///   - product: A·v.
  /// - Returns: The eigenvalue, or nil where a product is not finite.
  /// - Complexity: A product and O(vectors · dimension) for each step.
  package static func largestEigenvalue(
    start: [Double], tolerance: Double, mostVectors: Int = 64, mostProducts: Int = 200,
    product: ([Double]) -> [Double]
  ) -> Eigenvalue? {
    let limit = max(2, min(mostVectors, max(8, room / max(start.count, 1)), start.count))
    var first = start
    guard normalise(&first) > 0 else { return nil }
    var spent = 0
    while true {
      var basis = [first]
      var diagonal: [Double] = []
      var beside: [Double] = []
      while true {
        var next = product(basis[basis.count - 1])
        spent += 1
        diagonal.append(dot(next, basis[basis.count - 1]))
        orthogonalise(&next, to: basis)
        let length = normalise(&next)
        let projection = TridiagonalMatrix(diagonal: diagonal, offDiagonal: beside)
        guard length.isFinite, let (value, vector) = projection.largestEigenpair() else {
          return nil
        }
        // The residual of the Ritz vector: the last component of its coordinates, times the length.
        let residual = abs(length * vector[vector.count - 1])
        let hasConverged = residual <= tolerance * abs(value)
        if hasConverged || length == 0 || spent >= mostProducts {
          return Eigenvalue(
            value: value, residual: residual, productCount: spent, hasConverged: hasConverged)
        }
        if basis.count == limit {
          first = combine(basis, vector)
          _ = normalise(&first)
          break
        }
        beside.append(length)
        basis.append(next)
      }
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  /// Makes the length 1, unless it is 0, and returns what it was.
  private static func normalise(_ vector: inout [Double]) -> Double {
    let length = dot(vector, vector).squareRoot()
    guard length > 0, length.isFinite else { return length }
    for index in vector.indices { vector[index] /= length }
    return length
  }

  /// Gram and Schmidt twice is enough (Kahan and Parlett).
  private static func orthogonalise(_ vector: inout [Double], to basis: [[Double]]) {
    for _ in 0..<2 {
      for other in basis {
        let share = dot(vector, other)
        for index in vector.indices { vector[index] -= share * other[index] }
      }
    }
  }

  private static func combine(_ basis: [[Double]], _ weights: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: basis[0].count)
    for (vector, weight) in zip(basis, weights) {
      for index in sum.indices { sum[index] += weight * vector[index] }
    }
    return sum
  }
}
