import Glibc

extension LossPlot {
  /// How far the axes go beyond what they have to show, as a share of their length.
  private static let margin = 0.05
  /// The least ratio of the highest to the lowest shown loss that makes the axis logarithmic.
  static let logarithmicRatio = 20.0
  /// The same where full trainings are shown: what they end with is told apart at the low end, far below where they begin.
  private static let decidedRatio = 4.0
  /// The share of raw losses that may lie beyond the frame on either side: outliers must not
  /// decide how large everything else is.
  private static let outlierShare = 0.02

  /// The learning rates that are shown: as far as the range test got, and all that is marked.
  package var rateScale: PlotScale {
    let recorded = max(smoothed.count, losses.map(\.count).max() ?? 0)
    let marked = [recommended, range?.lowerBound, range?.upperBound, divergence].compactMap(\.self)
    let all = learningRates.prefix(recorded) + marked + confirmed.map(\.learningRate)
    let usable = all.filter { $0 > 0 && $0.isFinite }
    let (first, last) = (usable.min() ?? 1e-5, usable.max() ?? 1)
    // A single rate still gets an axis of two decades.
    let pad = first < last ? pow(last / first, 0.02) : 10
    return PlotScale(low: first / pad, high: last * pad, isLogarithmic: true)
  }

  /// The losses that are shown.
  ///
  /// The frame reaches from the lowest loss to a little above where training starts: the highest of
  /// the untrained loss, the noise of the raw losses up to the curve's minimum, and what the short
  /// trainings ended with, unless they diverged. A diverging tail leaves the frame at its top. The axis is logarithmic when this spans more than a decade.
  package var lossScale: PlotScale {
    let curve = smoothed.filter(\.isFinite)
    let validation = confirmed.compactMap(\.loss).filter(\.isFinite)
    let minimum = smoothed.indices.filter { smoothed[$0].isFinite }.min {
      smoothed[$0] < smoothed[$1]
    }
    let raw = losses.flatMap { $0.prefix((minimum ?? $0.count) + 1) }.filter(\.isFinite).sorted()
    let outliers = Int(Double(raw.count) * Self.outlierShare)
    let start = curve.first ?? raw.last ?? validation.max() ?? 1
    let noise = raw.isEmpty ? start : raw[raw.count - 1 - outliers]
    let top = max(start, noise, validation.max() ?? start)
    // Single batches of a range test may lie far below what full trainings end with, and would press that together.
    let lowestRaw = raw.isEmpty || isDecided ? top : raw[outliers]
    let bottom = min((curve + validation).min() ?? top, lowestRaw)

    let lowestDrawn = (curve + validation).filter { $0 > 0 }.min()
    if let lowest = lowestDrawn,
      top / lowest > (isDecided ? Self.decidedRatio : Self.logarithmicRatio),
      (curve + validation).allSatisfy({ $0 > 0 })
    {
      let floor = max(bottom, lowest / 10)
      let pad = pow(top / floor, Self.margin)
      return PlotScale(low: floor / pad, high: top * pad, isLogarithmic: true)
    }
    let span = top > bottom ? top - bottom : max(abs(top), 1)
    let padded = bottom - Self.margin * span
    return PlotScale(
      low: bottom >= 0 ? max(0, padded) : padded, high: top + 1.6 * Self.margin * span,
      isLogarithmic: false)
  }
}
