import Tabular
import Tuning

extension SuggestReport {
  /// The page of a curve that was recorded.
  ///
  /// - Parameter commandLine: How it is had again.
  /// - Returns: The page.
  package func page(commandLine: String) -> Page {
    let plain = Style(hasColor: false)
    let estimate = suggestion.estimate
    let seen =
      "\(file.lossColumn.shown(atMost: 60)) over \(file.learningRateColumn.shown(atMost: 60))"
    let (element, key) = drawing.picture(description: seen)
    let table = PageTable(
      id: "c", title: "The rules",
      caption: "What the valley rule reads is suggested; the others are for comparison.",
      Self.ruleTable,
      columns: [
        (column: "rule", words: "rule"), (column: "learning_rate", words: "learning rate"),
        (column: "meaning", words: "looks for"),
      ],
      rows: readings
    ) { index, _ in (number: index + 1, isDiverged: false) }
    return Page(
      title: Page.title(of: file.source),
      subtitle: heading(plain).joined(separator: "; ").shown(atMost: 600),
      answer: estimate.map { "learning rate \(Decimal.significant($0.learningRate))" }
        ?? "no learning rate can be read off this curve",
      confidence: suggestion.isConfident
        ? "confident, as far as a curve tells" : "not confident: see what speaks against it",
      isConfident: suggestion.isConfident,
      sentences: (estimate.map { ["range \(Decimal.range($0.low, $0.high))"] } ?? [])
        + [divergence] + trainingWords,
      warnings: suggestion.doubts.map(\.advice),
      figures: [
        Page.Figure(
          id: "loss", title: "Loss over the learning rate",
          caption: seen
            + (file.wholeTrainings.isEmpty
              ? "." : ", and the validation losses of whole trainings."),
          picture: element,
          key: key)
      ], tables: [table],
      facts: [Page.Fact(name: "points", value: Decimal.grouped(file.pointCount))],
      listings: [Page.Fact(name: "The command", value: commandLine.shown)], version: version)
  }

  /// What whole trainings in the file say, by which `find` decided; else that there are none.
  private var trainingWords: [String] {
    let best = file.wholeTrainings.filter { $0.loss != nil }
      .min { ($0.loss ?? .infinity) < ($1.loss ?? .infinity) }
    guard let best, let loss = best.loss else {
      return ["a curve alone says less than training does: prefer lrfind find"]
    }
    return [
      "what is said above is read off the range test alone; in whole trainings with "
        + "\(file.wholeTrainings.count) rates, by which find decided, the lowest mean validation loss was "
        + "\(Decimal.significant(loss)), at \(Decimal.significant(best.learningRate)); what find makes of "
        + "them is on the page of find --report"
    ]
  }

  /// What a terminal and a page show.
  var drawing: ChartDrawing { curvePlot.drawing }

  /// What the rules read.
  var readings: [RuleReading] {
    suggestion.readings.map {
      RuleReading(name: $0.rule.title, learningRate: $0.learningRate, meaning: $0.rule.meaning)
    }
  }

  static let ruleTable = ResultTable<RuleReading>([
    .text("rule", "the name of the rule") { $0.name },
    .number("learning_rate", "what it reads") { $0.learningRate },
    .text("meaning", "what it looks for") { $0.meaning },
  ])

  /// What one rule reads.
  struct RuleReading: Sendable {
    var name: String
    var learningRate: Double?
    var meaning: String
  }
}
