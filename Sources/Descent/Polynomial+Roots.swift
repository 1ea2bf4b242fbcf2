import Glibc

extension Polynomial {
  /// The real roots, each once, rising; none for a constant.
  ///
  /// Between two neighbouring roots of the derivative a polynomial rises or falls all the way, and
  /// so has one root there or none. That leads down to degree 1. Where the derivative has a root
  /// and the value is 0 but for rounding, a root of higher multiplicity is taken to be.
  ///
  /// - Complexity: O(degree³)
  package var realRoots: [Double] {
    guard degree > 0 else { return [] }
    guard degree > 1 else { return [-coefficients[0] / coefficients[1] + 0] }
    let bound = rootBound
    let turns = derivative.realRoots.filter { abs($0) < bound }
    let isRoot = turns.map { abs(value(at: $0)) <= roundingError(at: $0) }
    let places = [-bound] + turns + [bound]
    let signs =
      [signFarOut(side: -1)]
      + zip(turns, isRoot).map { $1 ? 0 : value(at: $0) > 0 ? 1 : -1 } + [signFarOut(side: 1)]
    var roots: [Double] = []
    for index in places.indices {
      if index > 0, signs[index - 1] * signs[index] < 0 {
        roots.append(bisect(places[index - 1], places[index], signAtLow: signs[index - 1]))
      }
      if signs[index] == 0 { roots.append(places[index]) }
    }
    return roots
  }

  /// A number beyond the magnitudes of all roots: 2 · max |cᵢ/cₙ|^(1/(n-i)) (Fujiwara's bound), and
  /// a little more.
  private var rootBound: Double {
    let largest = coefficients.dropLast().enumerated().map {
      pow(abs($0.element / leading), 1 / Double(degree - $0.offset))
    }.max()
    return min(.greatestFiniteMagnitude / 4, 2.1 * (largest ?? 0) + .leastNormalMagnitude)
  }

  /// The root between two places of different sign, to the last bit.
  private func bisect(_ low: Double, _ high: Double, signAtLow: Int) -> Double {
    var (low, high) = (low, high)
    while true {
      let middle = low / 2 + high / 2
      guard middle > low, middle < high else { break }
      let value = value(at: middle)
      if value == 0 { return middle + 0 }
      if (value > 0) == (signAtLow > 0) { low = middle } else { high = middle }
    }
    return (abs(value(at: low)) < abs(value(at: high)) ? low : high) + 0
  }
}
