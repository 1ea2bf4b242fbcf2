import Experiment
import Tabular
import Tuning

extension CommandReport {
  /// The page of a search for the rate of a command.
  ///
  /// - Parameters:
  ///   - state: Where it stands.
  ///   - facts: What was run.
  ///   - listings: The plan.
  /// - Returns: The page.
  package func page(
    state: String, facts: [(name: String, value: String)], listings: [(name: String, value: String)]
  ) -> Page {
    let figures = drawing.map { drawing in
      let seen =
        "The \(drawing.yLabel) of the shortest runs over the learning rate, and that of longer ones"
      let (element, key) = drawing.picture(description: seen)
      return [
        Page.Figure(
          id: "loss", title: "Loss over the learning rate",
          caption: seen + ". The band is the range"
            + (drawing.marks.edge == nil ? "" : ", the dashed line where runs diverge") + ".",
          picture: element, key: key)
      ]
    }
    return Page(
      title: plan.template.text.shown(atMost: Page.longestText), subtitle: state,
      answer: answer.map { "learning rate \(Decimal.significant($0.learningRate))" }
        ?? progressLine,
      confidence: answer == nil
        ? "nothing to recommend yet"
        : isConfident
          ? "confident: nothing speaks against it"
          : "not confident: see what speaks against it",
      isConfident: isConfident,
      sentences: answer.map {
        ["range \(Decimal.range($0.low, $0.high))"] + details($0)
      } ?? [],
      warnings: doubts.map(\.words), figures: figures ?? [], tables: [runRows],
      facts: facts.map { Page.Fact(name: $0, value: $1) },
      listings: listings.map { Page.Fact(name: $0, value: $1) }, version: version)
  }

  /// One row a run.
  var runSummary: ResultTable<TrialResult> {
    ResultTable([
      .text("trial", "the run: the name of its folder and log below `runs`") { $0.id },
      .number("learning_rate", "that it was given") { $0.configuration.learningRate },
      .integer("seed", "that it was given") { Int($0.seed) },
      .integer("length", "the epochs or steps that it was told, or after which it was ended") {
        $0.steps
      },
      .number("loss", "at the end, as its log has it") { [plan] in
        $0.validationLoss.map(plan.choice.loss)
      },
      .text("status", "`ok`, or `diverged`") { $0.status.rawValue },
    ])
  }

  private var runRows: PageTable {
    PageTable(
      id: "c", title: "Runs", caption: "In the order in which they were decided.", runSummary,
      columns: [
        (column: "learning_rate", words: "learning rate"), (column: "length", words: "length"),
        (column: "seed", words: "seed"), (column: "loss", words: measure ?? "loss"),
        (column: "status", words: "status"), (column: "trial", words: "trial"),
      ], rows: decision.results
    ) { index, run in (number: index + 1, isDiverged: run.status == .diverged) }
  }
}
