import ArgumentParser
import Descent
import Reporting
import Tabular

/// `lrfind descend POLYNOMIAL`: gradient descent on a polynomial of one variable.
struct DescendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descend",
    abstract: "Show what a learning rate does, on a polynomial of one variable.",
    discussion: """
      Descends on the polynomial in double precision, with each learning rate, and says what \
      becomes of it: it converges, crawls, bounces or explodes. 'lrfind descend "x^2" --from 2 \
      --lr 1,0.5,1.5,0.0001' is a good start. Powers are written x^2 or x**2, products 3x or 3*x; \
      the highest degree is 50.
      """)

  @OptionGroup(title: "Descent") var options: DescentOptions
  @OptionGroup(title: "Output") var output: StepTableOptions

  mutating func run() throws {
    let descent = try options.resolved()
    let runs = try options.resolvedRates().map { descent.run(learningRate: $0) }
    let report = DescentReport(descent, runs: runs, version: Version.number)
    if output.csv {
      Terminal.answer(report.stepsCSV(output.spreadsheet.form))
    } else if output.json {
      Terminal.answer(json: report.json)
    } else {
      Terminal.answer(report.summary(Terminal.style(isColorWanted: !output.noColor)))
    }
    guard let path = output.out else { return }
    do {
      try ResultFile.write(
        report.stepsCSV(output.spreadsheet.form), to: path, force: output.force,
        isOurs: DescentReport.isStepsCSV)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
    if !output.csv, !output.json { Terminal.note("steps: \(path)") }
  }
}
