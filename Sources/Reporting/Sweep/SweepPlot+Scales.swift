import Glibc

extension SweepPlot {
  /// How far the axes go beyond what they have to show, as a share of their length.
  private static let margin = 0.06
  /// How far the frame goes beyond the means for intervals, on either side, in spans of the means; if
  /// that is less than the median interval, as far as that: one wild interval must not decide how
  /// large everything else is.
  private static let intervalRoom = 2.0

  /// All measured rates.
  package var rateScale: PlotScale {
    let all = lines.flatMap(\.points).map(\.learningRate).filter { $0 > 0 && $0.isFinite }
    let (first, last) = (all.min() ?? 1e-5, all.max() ?? 1)
    // A single rate still gets an axis of two decades.
    let pad = first < last ? pow(last / first, 0.03) : 10
    return PlotScale(low: first / pad, high: last * pad, isLogarithmic: true)
  }

  /// From the lowest mean to the untrained loss; logarithmic where that is more than a decade. The
  /// intervals are held too, as far as the means keep enough of the height.
  package var lossScale: PlotScale {
    let means = lines.flatMap(\.points).compactMap(\.loss).filter(\.isFinite)
    let lowest = means.min() ?? 0
    // Intervals of two or three seeds may reach far beyond anything.
    let intervals = lines.flatMap(\.points).compactMap(\.interval)
    let reach = intervals.map(\.lowerBound).filter(\.isFinite).min()
    let bottom = lowest > 0 ? min(lowest, max(reach ?? lowest, 0.7 * lowest)) : lowest
    let highest = means.max() ?? 1
    let top = max(bottom, min(highest, untrainedLoss.map { max($0, bottom) } ?? highest))
    if bottom > 0, top / bottom > 10 {
      let pad = pow(top / bottom, Self.margin)
      return PlotScale(low: bottom / pad, high: top * pad, isLogarithmic: true)
    }
    let widths = intervals.map { $0.upperBound - $0.lowerBound }.filter(\.isFinite).sorted()
    let median = widths.isEmpty ? 0 : widths[widths.count / 2]
    let room = max(Self.intervalRoom * (top - lowest), median)
    // No loss is below 0, and what is above the untrained loss is of no interest.
    let floor = max(min(lowest, 0), lowest - room)
    let ceiling = min(max(top, untrainedLoss ?? .infinity), top + room)
    let low = min(lowest, max(reach ?? lowest, floor))
    let above = intervals.map(\.upperBound).filter(\.isFinite).max()
    let high = max(top, min(above ?? top, ceiling))
    let span = high > low ? high - low : max(abs(high), 1)
    let padded = low - Self.margin * span
    return PlotScale(
      low: low >= 0 ? max(0, padded) : padded, high: high + Self.margin * span,
      isLogarithmic: false)
  }
}
