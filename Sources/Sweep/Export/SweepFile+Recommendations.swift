import Tabular
import Tuning

extension SweepFile {
  /// `recommendations.csv`: one row a point, the best first.
  ///
  /// - Parameters:
  ///   - comparison: The points.
  ///   - options: How the file is written.
  ///   - words: The name of a doubt, and its advice.
  /// - Returns: The file's bytes.
  package static func recommendationsCSV(
    _ comparison: PointComparison, options: CSVWriter.Options = .init(),
    words: (Doubt) -> (name: String, advice: String)
  ) -> [UInt8] {
    var writer = SweepFile.recommendations.writer(options)
    var values = AxisValues()
    for row in comparison.rows {
      let recommendation = row.point.recommendation
      let doubts = recommendation.doubts.map(words)
      writer.text(row.point.id)
      writer.text(row.point.search)
      writer.axes(row.point.configuration, &values)
      writer.integer(row.point.steps)
      writer.number(row.point.epochs)
      writer.number(recommendation.low)
      writer.number(recommendation.high)
      writer.flag(recommendation.isConfident)
      writer.number(recommendation.divergenceLearningRate)
      writer.number(recommendation.constantLearningRate)
      writer.text(doubts.map(\.name).joined(separator: " "))
      writer.text(doubts.map(\.advice).joined(separator: ". "))
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
      writer.endRow()
    }
    return writer.bytes
  }
}
