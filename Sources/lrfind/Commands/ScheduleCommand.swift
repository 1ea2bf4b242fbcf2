import ArgumentParser
import Experiment
import Reporting
import Tabular
import Training

/// `lrfind schedule SPEC…`: the values of schedules.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Print what schedules do to the learning rate, as CSV or as a chart.",
    discussion: """
      Schedules, with their keys and defaults; … has no default and must be given, as in \
      \(neededKeys.joined(separator: ", ")):
      \(catalogue)
      Durations are shares of the budget (30%), epochs (5ep) or steps (500); --lr is always the peak, \
      and min, end and base are fractions of it. A warmup, as in cosine:warmup=10%, puts a linear rise \
      before the schedules that do not rise by themselves. patience and cooldown count looks at the \
      validation loss, of which a training has \(EvaluationRule.checkpointCount); train, find and sweep say how \
      many steps lie between two.
      """)

  @Argument(help: ArgumentHelp("The schedules.", valueName: "name[:key=value,…]"))
  var schedules: [String]

  @Option(
    parsing: .unconditional, help: "The peak of the learning rate.",
    transform: NumberDomain.learningRate.read)
  var lr: Double

  @Option(
    parsing: .unconditional, help: "The steps of the training.", transform: tabulatedSteps.read)
  var steps: Int

  @Option(
    parsing: .unconditional,
    help: "The steps of an epoch; needed where a schedule counts in epochs.",
    transform: tabulatedSteps.read)
  var stepsPerEpoch: Int?

  @OptionGroup var optimizer: OptimizerOption

  @Flag(help: "Draw a chart instead of printing CSV.")
  var chart = false

  @Option(help: ArgumentHelp("Write the CSV to a file.", valueName: "file"))
  var out: String?

  @OptionGroup var plot: PlotOption
  @OptionGroup var spreadsheet: SpreadsheetOptions
  @OptionGroup var color: ColorOption
  @OptionGroup var overwrite: OverwriteOption

  /// A row of each is written.
  private static let tabulatedSteps = NumberDomain(1...10_000_000)

  mutating func validate() throws {
    if overwrite.force, out == nil, plot.plot == nil {
      throw ValidationError("--force has no meaning without --out or --plot")
    }
    if chart, out == nil { try spreadsheet.refuse(for: "for --chart without --out") }
    if color.noColor, !chart { throw ValidationError("--no-color has no meaning without --chart") }
    _ = try resolved()
  }

  mutating func run() throws {
    let optimizer = try optimizer.choice().optimizer
    let curves = try curves(under: optimizer)
    plot.check(protecting: [], force: overwrite.force)
    for curve in curves { warn(about: curve) }
    if chart {
      Terminal.answer(ScheduleChart(curves).lines(Terminal.style(isColorWanted: !color.noColor)))
    }
    deliver(curves, under: optimizer)
    let status = plot.deliver(isQuiet: false) {
      try FigurePlot(curves).write(to: $0, force: overwrite.force)
    }
    if let status { throw status.exitCode }
  }

  /// Writes or prints the table.
  private func deliver(_ curves: [ScheduleCurve], under optimizer: Optimizer) {
    guard out != nil || !chart else { return }
    let csv = ScheduleTable(curves, optimizer: optimizer).csv(spreadsheet.form)
    guard let out else { return Terminal.answer(csv) }
    do {
      try NamedFile.write(
        csv, to: out, force: overwrite.force, isOurs: ScheduleTable.isScheduleCSV)
      Terminal.note("schedule: \(out)")
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }
}
