import Glibc

/// How many steps a descent takes in all that is still on its way after the steps that were made.
enum StepEstimate {
  /// For steps that are `rate` · slope: the sum of many small ones is the integral of
  /// dx / (rate · |f′(x)|) from here to where it counts as there.
  ///
  /// - Parameters:
  ///   - slope: f′.
  ///   - x: Where it is.
  ///   - target: The stationary point ahead; there is no other on the way.
  ///   - tolerance: How near to the target counts as there.
  ///   - rate: The learning rate, with what momentum makes of it in the long run.
  ///   - made: The steps made so far.
  /// - Returns: All steps, those made so far included.
  static func alongSlope(
    _ slope: (Double) -> Double, from x: Double, to target: Double, within tolerance: Double,
    rate: Double,
    made: Int
  ) -> Verdict.StepsNeeded {
    let distance = abs(x - target)
    let end = target + (x > target ? tolerance : -tolerance)
    guard end - rate * slope(end) != end, distance > tolerance else { return .never }
    // With the distance d = distance · e⁻ᵘ, dx is d · du: even steps in u see all scales. Simpson.
    let intervals = 2000
    let width = log(distance / tolerance) / Double(intervals)
    var sum = 0.0
    for index in 0...intervals {
      let d = distance * exp(-width * Double(index))
      let weight =
        index == 0 || index == intervals ? 1.0 : index.isMultiple(of: 2) ? 2.0 : 4.0
      sum += weight * d / abs(slope(x > target ? target + d : target - d))
    }
    return known(Double(made) + sum * width / 3 / rate)
  }

  /// For optimizers whose steps depend on more than the slope, from the distances at the ends of
  /// four equal stretches.
  ///
  /// On the first half of the way the progress grows like a power of the steps: 1 for Adam and
  /// RMSprop, 1/2 for Adagrad.
  static func fromProgress(
    start: Double, distances: [Double], within tolerance: Double, made: Int
  ) -> Verdict.StepsNeeded {
    let (half, all) = (start - distances[1], start - distances[3])
    guard all > 0, half > 0, all > half else { return .never }
    if distances[3] < start / 2 {
      return fromDistances(Array(distances.dropFirst()), within: tolerance, made: made)
    }
    return known(Double(made) * pow((start - tolerance) / all, 1 / log2(all / half)))
  }

  /// From the distances from the start at the ends of four equal stretches, of which the last is
  /// still short of a move: they grow like a power of the steps.
  static func fromMoves(_ moves: [Double], to move: Double, made: Int) -> Verdict.StepsNeeded {
    guard moves[1] > 0, moves[3] > moves[1] else { return .never }
    return known(Double(made) * pow(move / moves[3], 1 / log2(moves[3] / moves[1])))
  }

  /// From three distances, a quarter of the steps apart: the speed is taken to be c · distanceᑫ,
  /// which covers steady (q = 0), geometric (q = 1) and ever slower approaches (q > 1).
  static func fromDistances(
    _ distances: [Double], within tolerance: Double, made: Int
  ) -> Verdict.StepsNeeded {
    let (first, second, third) = (distances[0], distances[1], distances[2])
    guard first > second, second > third, third > tolerance else { return .never }
    let stretch = Double(made) / 4
    let q = exponent(of: distances)
    let scale = (second * third).squareRoot()
    let factor = (second - third) / stretch
    // ∫ dδ / (δ/scale)ᑫ from the tolerance to the last distance
    let integral =
      abs(q - 1) < 1e-6
      ? scale * log(third / tolerance)
      : scale / (1 - q) * (pow(third / scale, 1 - q) - pow(tolerance / scale, 1 - q))
    return known(Double(made) + integral / factor)
  }

  /// The power of the distance that the speed follows.
  ///
  /// - Parameter distances: Three falling distances, equally far apart in steps.
  /// - Returns: The power q; 1, a geometric approach, where the distances hardly change, for then
  ///   rounding hides it.
  static func exponent(of distances: [Double]) -> Double {
    let (first, second, third) = (distances[0], distances[1], distances[2])
    guard first - third > 1e-5 * first else { return 1 }
    // The middles of both stretches, on a logarithmic scale, are a factor √(first/third) apart.
    return log((first - second) / (second - third)) / log((first / third).squareRoot())
  }

  private static func known(_ steps: Double) -> Verdict.StepsNeeded {
    steps.isFinite && steps > 0 ? .estimated(steps) : .never
  }
}
