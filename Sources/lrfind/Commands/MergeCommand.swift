import ArgumentParser
import Glibc
import Planning
import Reporting
import Store
import Tabular

/// `lrfind merge FOLDER`: joins the parts of a sweep that were run with `--shard`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the parts of a sweep that were run with --shard.",
    discussion: """
      Takes over what the parts in a sweep's folder have finished, decides what comes next, and writes \
      the result files, which are those of the same sweep on one machine. It can be run at any time and \
      as often as you like. What is missing is named, with the command that trains it (exit code 75); \
      what is damaged is set aside. Run it where the sweep was run: it reads the data again.
      """)

  @Argument(help: "The folder of the sweep.")
  var folder: String

  @OptionGroup(title: "Slurm") var slurm: SlurmOptions
  @OptionGroup var plot: PlotOption
  @OptionGroup var spreadsheet: SpreadsheetOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var overwrite: OverwriteOption

  mutating func run() throws {
    do {
      let request = try mergedRequest()
      let options = try sweepOptions()
      if let command = request.plan.command {
        try end(
          SweepSession(
            CommandSweep(request, command, machine: try CommandMachineOptions.parse([])),
            options: options, workers: 1, style
          ))
      }
      let machine = try MachineOptions.parse([])
      switch request.plan.kind {
      case .train:
        try end(SweepSession<TrialSweep>(request, options: options, machine: machine, style))
      case .find:
        try end(SweepSession<PointSweep>(request, options: options, machine: machine, style))
      }
    } catch {
      SweepFailure.end(error)
    }
  }

  private func end<Kind: SweepKind>(_ session: SweepSession<Kind>) throws -> Never {
    guard let request = try slurm.request(beside: session.kind.request.slurm) else {
      try session.merge()
    }
    try session.merge(submitting: request, isJob: getenv("SLURM_JOB_ID") != nil)
  }

  private var style: Style { Terminal.style(isColorWanted: !answer.noColor) }

  private func sweepOptions() throws -> SweepOptions {
    var options = try SweepOptions.parse([])
    (options.plot, options.spreadsheet) = (plot, spreadsheet)
    (options.answer, options.overwrite) = (answer, overwrite)
    return options
  }

  /// The plan that the parts are of, with the numerics that they were trained with.
  private func mergedRequest() throws -> SweepRequest {
    let shards = ShardFolder(of: folder)
    guard access(shards.planPath, F_OK) == 0 else {
      Terminal.fail(
        "\(folder.shown): no part of a sweep was run in this folder; run them first, as in: lrfind sweep "
          + "train.csv --lr 1e-4..1:13 --out \(ShellText.quoted(folder)) --shard 1/8",
        code: .missingInput)
    }
    var request = try SweepRequest(path: shards.planPath, entries: [], out: folder)
    request.numerics = try numerics(of: shards)
    return request
  }

  /// What was merged first decides; before that, what most parts were trained with.
  private func numerics(of folder: ShardFolder) throws(StoreError) -> String? {
    do throws(StoreError) {
      if let known = try SweepStore.read(folder: folder.sweep).provenance() {
        return known.numerics
      }
    } catch {
      guard case .missing = error else { throw error }
    }
    var counts: [(numerics: String, count: Int)] = []
    for shard in try folder.shards() {
      // What cannot be read is told when it is merged.
      guard let part = try? SweepStore.read(folder: folder.path(of: shard)),
        let numerics = try? part.provenance()?.numerics
      else { continue }
      if let place = counts.firstIndex(where: { $0.numerics == numerics }) {
        counts[place].count += 1
      } else {
        counts.append((numerics, 1))
      }
    }
    let most = counts.map(\.count).max()
    return counts.first { $0.count == most }?.numerics
  }
}
