import Tabular

extension SweepFile {
  /// `summary.csv`: one row a configuration, the best first.
  ///
  /// - Parameters:
  ///   - summary: What the trials say.
  ///   - options: How the file is written.
  /// - Returns: The file's bytes.
  package static func summaryCSV(
    _ summary: SweepSummary, options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = SweepFile.summary.writer(options)
    var values = AxisValues()
    for entry in summary.entries {
      writer.axes(entry.configuration, &values)
      writer.integer(entry.steps)
      writer.integer(entry.rank)
      writer.integer(entry.seedCount)
      writer.number(entry.divergedShare)
      writer.number(entry.loss?.mean)
      writer.number(entry.loss?.standardError)
      writer.number(entry.loss?.low)
      writer.number(entry.loss?.high)
      writer.number(entry.trainLoss)
      writer.number(entry.metric)
      writer.number(entry.comparison?.difference)
      writer.number(entry.comparison?.low)
      writer.number(entry.comparison?.high)
      writer.flag(entry.comparison?.isDistinguishable)
      writer.flag(entry.isBestRate)
      writer.text(entry.edge?.rawValue ?? "")
      writer.cost(entry.sensitivity.threefold)
      writer.cost(entry.sensitivity.tenfold)
      writer.integer(entry.horizon)
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
