import Tabular

extension SweepFile {
  /// `summary.csv`: one row a configuration, the best first.
  ///
  /// - Parameters:
  ///   - summary: What the trials say.
  ///   - others: What those say that only earlier plans had. How they compare is left out: a rank is
  ///     one among the trials of a plan.
  ///   - options: How the file is written.
  /// - Returns: The file's bytes.
  package static func summaryCSV(
    _ summary: SweepSummary, beyondPlan others: SweepSummary? = nil,
    options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = SweepFile.summary.writer(options)
    var values = AxisValues()
    let count = summary.entries.count
    for (index, entry) in (summary.entries + (others?.entries ?? [])).enumerated() {
      let isInPlan = index < count
      writer.axes(entry.configuration, &values)
      writer.integer(entry.steps)
      if isInPlan { writer.integer(entry.rank) } else { writer.missing() }
      writer.integer(entry.seedCount)
      writer.number(entry.divergedShare)
      writer.number(entry.loss?.mean)
      writer.number(entry.loss?.standardError)
      writer.number(entry.loss?.low)
      writer.number(entry.loss?.high)
      writer.number(entry.trainLoss)
      writer.number(entry.metric)
      let comparison = isInPlan ? entry.comparison : nil
      writer.number(comparison?.difference)
      writer.number(comparison?.low)
      writer.number(comparison?.high)
      writer.flag(comparison?.isDistinguishable)
      writer.flag(isInPlan ? entry.isBestRate : nil)
      writer.text(isInPlan ? entry.edge?.rawValue ?? "" : "")
      writer.cost(isInPlan ? entry.sensitivity.threefold : .unknown)
      writer.cost(isInPlan ? entry.sensitivity.tenfold : .unknown)
      writer.integer(entry.horizon)
      writer.flag(isInPlan)
      writer.endRow()
    }
    return writer.bytes
  }
}

extension CSVWriter {
  /// Writes what a wrong rate costs, and whether it diverges.
  fileprivate mutating func cost(_ cost: RateSensitivity.Cost) {
    switch cost {
    case .unknown:
      missing()
      missing()
    case .loss(let loss):
      number(loss)
      flag(false)
    case .diverges:
      missing()
      flag(true)
    }
  }
}
