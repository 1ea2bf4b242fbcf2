import Glibc

extension SweepPlot {
  /// How far the axes go beyond what they have to show, as a share of their length.
  private static let margin = 0.06

  /// All measured rates.
  package var rateScale: PlotScale {
    let all = lines.flatMap(\.points).map(\.learningRate).filter { $0 > 0 && $0.isFinite }
    let (first, last) = (all.min() ?? 1e-5, all.max() ?? 1)
    // A single rate still gets an axis of two decades.
    let pad = first < last ? pow(last / first, 0.03) : 10
    return PlotScale(low: first / pad, high: last * pad, isLogarithmic: true)
  }

  /// From the lowest mean to the untrained loss; logarithmic where that is more than a decade.
  package var lossScale: PlotScale {
    let means = lines.flatMap(\.points).compactMap(\.loss).filter(\.isFinite)
    let lowest = means.min() ?? 0
    // Intervals of two or three seeds may reach far beyond anything.
    let reach = lines.flatMap(\.points).compactMap(\.interval?.lowerBound).filter(\.isFinite).min()
    let bottom = lowest > 0 ? min(lowest, max(reach ?? lowest, 0.7 * lowest)) : lowest
    let highest = means.max() ?? 1
    let top = max(bottom, min(highest, untrainedLoss.map { max($0, bottom) } ?? highest))
    if bottom > 0, top / bottom > 10 {
      let pad = pow(top / bottom, Self.margin)
      return PlotScale(low: bottom / pad, high: top * pad, isLogarithmic: true)
    }
    let span = top > bottom ? top - bottom : max(abs(top), 1)
    let padded = bottom - Self.margin * span
    return PlotScale(
      low: bottom >= 0 ? max(0, padded) : padded, high: top + Self.margin * span,
      isLogarithmic: false)
  }
}
