extension ChangeLog {
  /// The neighbours that a loss is compared with.
  private static let neighbours = 8
  /// How far from their mean an outlier lies, in their standard deviations.
  private static let deviations = 6.0
  /// How far from their mean an outlier lies at least, as a share of it.
  private static let share = 0.2
  /// The largest share of a curve that can be outliers; what has more of them is heavy-tailed.
  private static let mostOutliers = 0.05

  /// Sets single losses aside that lie far from all around them.
  ///
  /// The first loss is often logged as 0, or of a batch that no other resembles. Left in place it
  /// makes the start of the curve look like its minimum, and all that follows like divergence. A
  /// high first loss stays: curves may begin high and fall at once. So does what stands behind the
  /// minimum, where nothing tells an outlier from divergence, and a curve with many of them.
  ///
  /// - Parameters:
  ///   - points: One training, in the order of the rate.
  ///   - isSmoothed: Whether the losses are averages; nil where that is not known.
  /// - Returns: The other points.
  mutating func setAside(
    _ points: [RecordedCurve.Point], isSmoothed: Bool?
  ) -> [RecordedCurve.Point] {
    let finite = points.indices.filter { points[$0].loss.isFinite }
    let losses = finite.map { points[$0].loss }
    guard losses.count > Self.neighbours else { return points }
    // Low first losses of that fault are mended, not left out.
    if isSmoothed != false, losses.withLightningBiasUndone != nil { return points }
    let candidates = Set(losses.indices.dropLast().filter { losses.standsApart(at: $0) })
    // Behind the minimum training is on its way to diverge.
    let minimum = losses.indices.filter { !candidates.contains($0) }
      .min { losses[$0] < losses[$1] }
    let apart = candidates.filter { $0 < minimum ?? 0 }
    guard !apart.isEmpty,
      apart.count <= max(1, Int(Self.mostOutliers * Double(losses.count)))
    else { return points }
    let places = Set(apart.map { finite[$0] })
    for place in places { outliers.add(1, from: points[place].learningRate) }
    return points.indices.filter { !places.contains($0) }.map { points[$0] }
  }

  /// The neighbours of a place, as many on either side as the ends leave room for.
  fileprivate static func window(around place: Int, count: Int) -> Range<Int> {
    let start = max(0, min(place - neighbours / 2, count - neighbours - 1))
    return start..<(start + neighbours + 1)
  }

  fileprivate static func isApart(_ distance: Double, mean: Double, deviation: Double) -> Bool {
    abs(distance) > deviations * deviation && abs(distance) > share * abs(mean)
  }
}

extension [Double] {
  /// Whether the value at a place lies far from those around it; at the first place, below them.
  fileprivate func standsApart(at place: Int) -> Bool {
    let around = ChangeLog.window(around: place, count: count).filter { $0 != place }
      .map { self[$0] }
    let mean = around.mean
    let variance = around.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(around.count)
    let distance = self[place] - mean
    if place == 0, distance > 0 { return false }
    return ChangeLog.isApart(distance, mean: mean, deviation: variance.squareRoot())
  }
}
