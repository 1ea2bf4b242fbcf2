extension SweepReport {
  /// How many configurations came to which rung of halving, and what that cost; empty where every
  /// training was whole.
  var rungLines: [String] {
    let rungs = Dictionary(grouping: summary.entries, by: \.rungsAbove).sorted { $0.key > $1.key }
    guard rungs.count > 1 else { return [] }
    var reached = summary.entries.count
    var parts: [String] = []
    for (_, entries) in rungs {
      let steps = entries.map(\.steps)
      let (low, high) = (steps.min() ?? 0, steps.max() ?? 0)
      let range = low == high ? "" : "\(Decimal.grouped(low)) to "
      parts.append(
        parts.isEmpty
          ? "\(Decimal.count(reached, "configuration")) for \(range)\(Decimal.count(high, command?.unit ?? "step"))"
          : "\(Decimal.grouped(reached)) for \(range)\(Decimal.grouped(high))")
      reached -= entries.count
    }
    let share = Decimal.significant(Double(summary.steps) / Double(summary.fullSteps), digits: 2)
    return [
      "halving: \(parts.joined(separator: ", "))",
      "  \(Decimal.count(summary.steps, "training \(command?.unit ?? "step")")), \(share) of training all to the end",
    ]
  }

  /// Where rates were added beyond the ends of the axis.
  var extensionLines: [String] {
    guard case .extended(let axis) = rates, let low = axis.first, let high = axis.last else {
      return []
    }
    let cells = Dictionary(grouping: summary.entries.map(\.configuration), by: \.setting)
    let tried = cells.mapValues { $0.map(\.learningRate) }
    let extended = tried.values.filter { $0.contains { $0 < low || $0 > high } }
    guard !extended.isEmpty else { return isLastRound ? ["no best rate stood at an edge"] : [] }
    let all = extended.joined()
    let ends = [
      all.min().flatMap { $0 < low ? "down to \(Decimal.significant($0))" : nil },
      all.max().flatMap { $0 > high ? "up to \(Decimal.significant($0))" : nil },
    ]
    let settings = cells.count == 1 ? "" : " for \(extended.count) of \(cells.count) settings"
    return [
      "edges: rates were added\(settings), \(ends.compactMap { $0 }.joined(separator: " and "))"
    ]
  }
}
