import Statistics
import Tabular

extension FindReport {
  /// What the user's rates cost against the recommended one, as a page shows it; none where nothing was compared.
  var comparisonTables: [PageTable] {
    guard let comparison, !comparison.others.isEmpty else { return [] }
    let columns: [ResultColumn<RateComparison.Rate>] = [
      .number("learning_rate", "that was trained with") { $0.learningRate },
      .number("loss", "the mean validation loss at the end, where it did not diverge") { $0.loss },
      .integer("diverged", "how many trainings diverged") { $0.divergedCount },
      .number("metric", "the mean accuracy, or R²") { $0.metric },
      .number("difference", "its loss less that of the recommended rate, in the same trainings") {
        self.other($0, in: comparison)?.difference.mean
      },
      .number("low", "the lower end of the 95 % interval of that") {
        self.other($0, in: comparison)?.difference.low
      },
      .number("high", "the upper end") { self.other($0, in: comparison)?.difference.high },
    ]
    let names = [
      (column: "learning_rate", words: "learning rate"),
      (column: "loss", words: "validation loss"), (column: "diverged", words: "diverged"),
      (column: "metric", words: dataset.loss.metric.words),
      (column: "difference", words: "loss − recommended loss"), (column: "low", words: "from"),
      (column: "high", words: "to"),
    ]
    let sentences = [comparisonHeading(comparison)] + comparisonSentences(comparison)
    return [
      PageTable(
        id: "r", title: "Compared rates",
        caption: sentences.map { "\($0.prefix(1).uppercased())\($0.dropFirst())." }
          .joined(separator: " "),
        ResultTable(columns), columns: names, rows: comparison.rates
      ) { index, rate in (number: index + 1, isDiverged: rate.divergedCount > 0) }
    ]
  }

  private func other(_ rate: RateComparison.Rate, in comparison: RateComparison) -> RatePair? {
    rate.learningRate == comparison.recommended.learningRate ? nil : comparison.pair(of: rate)
  }
}
