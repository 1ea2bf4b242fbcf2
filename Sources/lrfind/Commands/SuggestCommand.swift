import ArgumentParser
import CurveFiles
import Reporting
import Tabular
import Tuning

/// `lrfind suggest CURVE`: the recommendation rules on a curve recorded elsewhere.
struct SuggestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggest a learning rate from a range test that was recorded elsewhere.",
    discussion: """
      Reads learning rates and losses as PyTorch, Lightning, fastai and Keras users write them: a \
      CSV with two such columns, JSON such as {"lr": [...], "loss": [...]}, JSON lines, Hugging \
      Face's trainer_state.json, or an event file of TensorBoard. Columns are found by names such as \
      lr, learning_rate, optimizer/lr-SGD or log10_lr, and loss, train/loss or train_loss_step. Where \
      a log has them in different rows (Lightning's CSVLogger, W&B), the rows of a step are joined; \
      two files with a column each, as TensorBoard exports them, are joined on Step. Exits with 0 \
      when the answer is confident and with 3 when it is only the best estimate, or there is none.
      """)

  @Argument(
    help: ArgumentHelp(
      "The curve: CSV, JSON, JSON lines or a TensorBoard event file, plain or gzipped; - for "
        + "standard input. Or two files: the learning rates, then the losses.",
      valueName: "curve"))
  var curves: [String] = []

  @Option(
    help: ArgumentHelp(
      "The column or key with the learning rates (default: found by its name).",
      valueName: "column"))
  var lrColumn: String?

  @Option(
    help: ArgumentHelp(
      "The column or key with the losses (default: found by its name).", valueName: "column"))
  var lossColumn: String?

  @OptionGroup(title: "Output") var output: AnswerOptions
  @OptionGroup(title: "Output") var plot: PlotOption
  @OptionGroup(title: "Output") var overwrite: OverwriteOption

  func validate() throws {
    if overwrite.force, plot.plot == nil {
      throw ValidationError("--force has no meaning without --plot")
    }
    guard (1...2).contains(curves.count) else {
      throw ValidationError(
        curves.isEmpty
          ? "give the file with the curve, such as lrfind suggest curve.csv"
          : "\(curves.count) files are given; give one with both columns, or one with the learning "
            + "rates and one with the losses")
    }
  }

  func run() throws {
    plot.check(protecting: curves, force: overwrite.force)
    let report: SuggestReport
    do {
      report = try read()
    } catch let error as DataError {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
    let suggestion = report.suggestion
    if output.json {
      Terminal.answer(json: report.json)
    } else if output.quiet {
      if let rate = suggestion.estimate?.learningRate {
        Terminal.answer([Decimal.significant(rate)])
      }
      for doubt in suggestion.doubts {
        Terminal.warn("\(report.file.source): not confident: \(doubt.advice)")
      }
    } else {
      Terminal.answer(report.summary(Terminal.style(isColorWanted: !output.noColor)))
    }
    throw (draw(report) ?? (suggestion.isConfident ? .done : .notConfident)).exitCode
  }

  /// Draws the plot where one is wanted.
  private func draw(_ report: SuggestReport) -> ExitStatus? {
    guard plot.plot != nil else { return nil }
    guard let picture = report.plot else {
      Terminal.warn("--plot: no learning rate can be read off this curve, so nothing is drawn")
      return nil
    }
    return plot.deliver(isQuiet: output.json || output.quiet) {
      try picture.write(to: $0, protecting: curves, force: overwrite.force)
    }
  }

  private func read() throws -> SuggestReport {
    try SuggestReport(
      of: CurveFile(
        path: curves[0], lossPath: curves.dropFirst().first, learningRateColumn: lrColumn,
        lossColumn: lossColumn))
  }
}

extension SuggestReport {
  /// The suggestion for a curve that was read.
  ///
  /// - Parameter file: The curve.
  /// - Throws: `DataError` where nothing can be read off it.
  init(of file: CurveFile) throws(DataError) {
    do throws(CurveProblem) {
      let cleaned = try CleanedCurve(file.curve)
      self.init(
        file: file, cleaned: cleaned,
        suggestion: CurveSuggestion(cleaned, trainings: file.wholeTrainings),
        version: Version.number)
    } catch {
      throw DataError(.unusableData, source: file.source, error.message)
    }
  }
}
