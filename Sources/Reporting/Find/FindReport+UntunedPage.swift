import Statistics
import Tabular
import Training

extension FindReport {
  /// What optimizers without tuning end with beside the recommended rate, as a page shows it; none where that was
  /// not asked for.
  var untunedTables: [PageTable] {
    guard let untuned else { return [] }
    let columns: [ResultColumn<UntunedComparison.Contender>] = [
      .text("optimizer", "with its parameters") { $0.optimizer.specification },
      .number("learning_rate", "that it was trained at") { $0.rate.learningRate },
      .text("schedule", "that it was trained under") { "\($0.schedule ?? .constant)" },
      .number("loss", "the mean validation loss at the end, where it did not diverge") {
        $0.rate.loss
      },
      .integer("diverged", "how many trainings diverged") { $0.rate.divergedCount },
      .number("difference", "its loss less that of the tuned rate, in the same trainings") {
        self.other($0, in: untuned)?.difference.mean
      },
      .number("low", "the lower end of the 95 % interval of that") {
        self.other($0, in: untuned)?.difference.low
      },
      .number("high", "the upper end") { self.other($0, in: untuned)?.difference.high },
      .text("judged", "beside the tuned rate") {
        if isTuned($0, in: untuned) { return "tuned" }
        return self.other($0, in: untuned)?.judgement(of: untuned.replicates.count) ?? ""
      },
    ]
    let names = [
      (column: "optimizer", words: "optimizer"), (column: "learning_rate", words: "learning rate"),
      (column: "schedule", words: "schedule"), (column: "loss", words: "validation loss"),
      (column: "diverged", words: "diverged"), (column: "difference", words: "loss − tuned loss"),
      (column: "low", words: "from"), (column: "high", words: "to"),
      (column: "judged", words: "judged"),
    ]
    let heading = untunedHeading(untuned)
    return [
      PageTable(
        id: "u", title: "Untuned optimizers",
        caption: ([heading.prefix(1).uppercased() + heading.dropFirst()]
          + untunedSentences(untuned)).map { "\($0)." }.joined(separator: " "),
        ResultTable(columns), columns: names, rows: [untuned.tuned] + untuned.contenders
      ) { index, contender in
        (number: index + 1, isDiverged: contender.rate.divergedCount > 0)
      }
    ]
  }
}
