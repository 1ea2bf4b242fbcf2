/// What the trainings of a rung gave, rate by rate.
package struct RungScores: Sendable {
  /// The length of its trainings.
  package let length: Int
  /// The mean loss at the end over the seeds; nil where one diverged.
  private var losses: [Int: Double?] = [:]
  private var firsts: [Int: Double] = [:]
  /// The loss of each seed.
  package private(set) var bySeed: [Int: [Double]] = [:]

  init(length: Int) { self.length = length }

  mutating func add(_ outcomes: [RungSearch.Outcome], at place: Int) {
    var (ends, starts): ([Double], [Double]) = ([], [])
    for outcome in outcomes {
      guard case .loss(let end, let first) = outcome else { continue }
      ends.append(end)
      if first.isFinite { starts.append(first) }
    }
    losses[place] = .some(ends.count == outcomes.count ? ends.mean.ifFinite : nil)
    if !starts.isEmpty { firsts[place] = starts.mean }
    bySeed[place] = ends
  }

  /// The places that were trained, from low to high.
  package var places: [Int] { losses.keys.sorted() }

  func hasTrained(_ place: Int) -> Bool { losses[place] != nil }
  func hasDiverged(_ place: Int) -> Bool { losses[place].map { $0 == nil } ?? false }

  /// The mean loss of a rate; nil where it was not trained, or diverged.
  package func loss(at place: Int) -> Double? { losses[place] ?? nil }

  /// The first loss that the lowest rate logged: as good as untrained.
  var untrained: Double? { places.lazy.compactMap { firsts[$0] }.first }

  /// The place with the lowest loss, of equal ones the lowest; nil where all diverged.
  package var best: Int? {
    places.filter { loss(at: $0) != nil }.min {
      (loss(at: $0) ?? .infinity, $0) < (loss(at: $1) ?? .infinity, $1)
    }
  }

  /// Whether training diverged at a rate, or ended as far above where it began as it got below it
  /// elsewhere: a loss need not overflow to be lost.
  ///
  /// - Parameters:
  ///   - place: The rate.
  ///   - untrained: The loss before training; nil where it is not known.
  /// - Returns: Whether it was lost.
  func hasLeft(_ place: Int, untrained: Double?) -> Bool {
    guard let loss = loss(at: place) else { return hasDiverged(place) }
    guard let untrained, let lowest = best.flatMap(loss(at:)) else { return false }
    return loss > untrained + max(untrained - lowest, abs(untrained))
  }

  /// The lowest place above the best from which training was lost; nil where it was not.
  func edge(untrained: Double?) -> Int? {
    let best = best ?? .min
    return places.first { $0 > best && hasLeft($0, untrained: untrained) }
  }

  /// The places beside the best that are not known; below all where everything diverged.
  func wantedNeighbours(within allowed: ClosedRange<Int>) -> [Int] {
    guard let best else {
      return places.first.map { [$0 - 1, $0 - 2] }?.filter(allowed.contains) ?? []
    }
    return [best - 1, best + 1].filter { allowed.contains($0) && !hasTrained($0) }
  }

  /// Where the best lies between rates: the bottom of the parabola through the best and its neighbours,
  /// at most half a place away; the best itself where it has not both, or training was lost at one, which
  /// says where it is lost and not how fast the loss rises.
  func bottom(untrained: Double?) -> Double? {
    guard let best else { return nil }
    guard let (low, middle, high) = valley(untrained: untrained) else { return Double(best) }
    let curvature = low - 2 * middle + high
    guard curvature > 0 else { return Double(best) }
    return Double(best) + min(max((low - high) / (2 * curvature), -0.5), 0.5)
  }

  /// How fast the loss rises beside its bottom, where both neighbours of the best are known.
  func curvature(untrained: Double?) -> Double? {
    guard let (low, middle, high) = valley(untrained: untrained), low - 2 * middle + high > 0
    else { return nil }
    return low - 2 * middle + high
  }

  /// The loss between rates, or beyond them as it went on there, on straight lines; nil where fewer than
  /// two are known.
  func loss(along place: Double, untrained: Double?) -> Double? {
    let known = places.filter { !hasLeft($0, untrained: untrained) }
    guard known.count > 1 else { return nil }
    let above = known.firstIndex { Double($0) > place } ?? known.count - 1
    let (from, to) = (known[max(0, above - 1)], known[max(1, above)])
    guard let low = loss(at: from), let high = loss(at: to) else { return nil }
    return low + (place - Double(from)) / Double(to - from) * (high - low)
  }

  /// The losses at the best and beside it.
  private func valley(untrained: Double?) -> (low: Double, middle: Double, high: Double)? {
    guard let best, let middle = loss(at: best),
      !hasLeft(best - 1, untrained: untrained), !hasLeft(best + 1, untrained: untrained),
      let low = loss(at: best - 1), let high = loss(at: best + 1)
    else { return nil }
    return (low, middle, high)
  }
}

extension [RungScores] {
  /// The loss before training, as the shortest trainings show it.
  var untrained: Double? { first?.untrained }

  /// The lowest place from which training was lost in any of them; nil where it was not.
  var edge: Int? { compactMap { $0.edge(untrained: untrained) }.min() }
}
