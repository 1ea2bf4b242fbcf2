import ArgumentParser
import Descent
import Reporting
import Tabular

/// `lrfind descend FORMULA`: gradient descent on a function of one or two variables.
struct DescendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descend",
    abstract: "Show what a learning rate does, on a function of one or two variables.",
    discussion: """
      Descends on the function in double precision, with each learning rate from each start, and says \
      what becomes of it: it converges, crawls, bounces or explodes. 'lrfind descend --tour' walks \
      through the classic examples; begin with 'lrfind descend "x^2" --from 2 --lr 1,0.5,1.5,0.0001'. \
      A formula has numbers, one or two letters as variables, + - * / ^, parentheses, pi, e, \
      sin, cos, tan, exp, log (to the base e), sqrt and abs; 2(x+1) and 5x^3 are products.
      """)

  @OptionGroup(title: "Descent") var options: DescentOptions

  @Flag(help: "Walk through the classic examples, with a few words on each.")
  var tour = false

  @OptionGroup(title: "Output") var output: StepTableOptions

  mutating func validate() throws {
    if tour {
      guard options.isEmpty else {
        throw ValidationError(
          "--tour brings its own formulas and rates; leave out all but --no-color")
      }
      guard !output.json, !output.csv, output.out == nil, output.plot.plot == nil else {
        throw ValidationError("--tour is told in words; leave out --json, --csv, --out and --plot")
      }
    } else {
      _ = try options.resolved()
    }
  }

  mutating func run() throws {
    let style = Terminal.style(isColorWanted: !output.noColor)
    guard !tour else {
      return Terminal.answer(
        DescentTour(version: Version.number).lines(style))
    }
    output.plot.check(protecting: [], force: output.force)
    let (request, rates) = try options.resolved()
    let status: ExitStatus?
    switch request {
    case .line(let descents):
      let runs = descents.flatMap { descent in rates.map { descent.run(learningRate: $0) } }
      let report = DescentReport(descents[0], runs: runs, version: Version.number)
      status = deliver(
        summary: { report.summary(style) }, json: { report.json },
        csv: { report.stepsCSV($0) }, plot: report.plot)
    case .plane(let descents):
      let runs = descents.flatMap { descent in rates.map { descent.run(learningRate: $0) } }
      let report = PlaneReport(runs, version: Version.number)
      status = deliver(
        summary: { report.summary(style) }, json: { report.json },
        csv: { report.stepsCSV($0) }, plot: report.plot)
    }
    throw (status ?? .done).exitCode
  }

  /// Prints what is asked for and writes the files.
  ///
  /// - Returns: How the program ends where one could not be written, else nil.
  private func deliver(
    summary: () -> [String], json: () -> String, csv: (CSVWriter.Options) -> [UInt8],
    plot: @autoclosure () -> FigurePlot
  ) -> ExitStatus? {
    let isRead = !output.csv && !output.json
    if output.csv {
      Terminal.answer(csv(output.spreadsheet.form))
    } else if output.json {
      Terminal.answer(json: json())
    } else {
      Terminal.answer(summary())
    }
    let status = output.plot.deliver(isQuiet: !isRead) {
      try plot().write(to: $0, force: output.force)
    }
    guard let path = output.out else { return status }
    do {
      try NamedFile.write(
        csv(output.spreadsheet.form), to: path, force: output.force,
        isOurs: DescentReport.isStepsCSV)
    } catch {
      Terminal.note("lrfind: error: \(error)")
      return error.kind.exitStatus
    }
    if isRead { Terminal.note("steps: \(path)") }
    return status
  }
}
