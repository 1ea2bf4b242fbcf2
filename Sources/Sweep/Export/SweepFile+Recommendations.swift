import Tabular
import Tuning

extension SweepFile {
  /// `recommendations.csv`: one row a point, the best first.
  ///
  /// - Parameters:
  ///   - comparison: The points.
  ///   - others: Those that only earlier plans had. How they compare is left out.
  ///   - options: How the file is written.
  ///   - words: The name of a doubt, and its advice.
  /// - Returns: The file's bytes.
  package static func recommendationsCSV(
    _ comparison: PointComparison, beyondPlan others: [FoundPoint] = [],
    options: CSVWriter.Options = .init(), words: (Doubt) -> (name: String, advice: String)
  ) -> [UInt8] {
    var writer = SweepFile.recommendations.writer(options)
    var values = AxisValues()
    for row in comparison.rows {
      writer.point(row.point, &values, words)
      writer.integer(row.rank)
      writer.integer(row.seedCount)
      writer.number(
        row.seedCount > 0 ? Double(row.divergedCount) / Double(row.seedCount) : nil)
      writer.number(row.loss?.mean)
      writer.number(row.loss?.standardError)
      writer.number(row.loss?.low)
      writer.number(row.loss?.high)
      writer.number(row.metric)
      writer.number(row.comparison?.difference)
      writer.number(row.comparison?.low)
      writer.number(row.comparison?.high)
      writer.flag(row.comparison?.isDistinguishable)
      writer.integer(row.point.searchSteps)
      writer.integer(row.cost)
      writer.flag(true)
      writer.endRow()
    }
    for point in others {
      writer.point(point, &values, words)
      // From `rank` to `distinguishable`.
      for _ in 0..<12 { writer.missing() }
      writer.integer(point.searchSteps)
      writer.missing()
      writer.flag(false)
      writer.endRow()
    }
    return writer.bytes
  }
}

extension CSVWriter {
  /// Writes what was found for a point.
  fileprivate mutating func point(
    _ point: FoundPoint, _ values: inout AxisValues,
    _ words: (Doubt) -> (name: String, advice: String)
  ) {
    let recommendation = point.recommendation
    let doubts = recommendation.doubts.map(words)
    text(point.id)
    text(point.search)
    axes(point.configuration, &values)
    integer(point.steps)
    number(point.epochs)
    number(recommendation.low)
    number(recommendation.high)
    flag(recommendation.isConfident)
    number(recommendation.divergenceLearningRate)
    number(recommendation.constantLearningRate)
    text(doubts.map(\.name).joined(separator: " "))
    text(doubts.map(\.advice).joined(separator: ". "))
  }
}
