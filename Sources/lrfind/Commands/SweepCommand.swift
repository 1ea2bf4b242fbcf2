import ArgumentParser
import Planning
import Reporting
import Running
import Tabular

/// `lrfind sweep FILE …`: trains every point of a search space, and goes on where it was stopped.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train over learning rates, schedules, optimizers, batch sizes and seeds.",
    discussion: """
      Takes the training data and the axes, or a plan: 'lrfind sweep plan.yaml', whose keys are the \
      names of the options. Every finished trial is recorded in the folder at once; the same command \
      goes on with what is missing, and one with more values runs only what is new. Ctrl-C stops it \
      in order (exit code 75). For a training command of your own see 'lrfind sweep --command --help'.
      """)

  @Argument(help: "The training data, or a plan that ends in .yaml.")
  var file: String?

  @OptionGroup(title: "Plan") var plan: PlanOptions
  @OptionGroup(title: "Data") var data: PreparationOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Sweep") var options: SweepOptions

  mutating func validate() throws {
    if let status = options.status {
      let given = plan.entries + data.entries
      if file != nil || !given.isEmpty {
        throw ValidationError("--status reads the plan from \(status); leave out everything else")
      }
    } else if file == nil {
      throw ValidationError(
        "give the training data and --lr, as in: lrfind sweep train.csv --lr 1e-4..1:13; or a plan")
    }
  }

  mutating func run() throws {
    if let folder = options.status {
      throw SweepStatus(folder: folder, options: options).show(style).exitCode
    }
    let request: SweepRequest
    do {
      request = try SweepRequest(
        path: file ?? "", entries: plan.entries + data.entries, out: options.out)
    } catch {
      SweepFailure.end(error)
    }
    if let path = options.savePlan { throw Self.save(request, to: path, options).exitCode }
    if let command = request.plan.command {
      throw sweep(command, request).exitCode
    }
    switch request.plan.kind {
    case .train: throw sweep(TrialSweep.self, request).exitCode
    case .find: throw sweep(PointSweep.self, request).exitCode
    }
  }

  private func sweep<Kind: TableSweepKind>(_ kind: Kind.Type, _ request: SweepRequest) -> ExitStatus
  {
    do {
      return try SweepSession<Kind>(request, options: options, machine: machine, style)
        .run(machine: machine.typed)
    } catch {
      SweepFailure.end(error)
    }
  }

  /// Runs a plan with a command of the user's own.
  private func sweep(_ command: CommandSource, _ request: SweepRequest) -> ExitStatus {
    do {
      // Its programs share the machine among themselves, so that one runs at a time unless said.
      let workers = machine.workers ?? 1
      return try SweepSession(
        CommandSweep(request, command, machine: try CommandMachineOptions.parse([])),
        options: options,
        workers: workers, style
      ).run(machine: machine.typed)
    } catch {
      SweepFailure.end(error)
    }
  }

  private var style: Style { Terminal.style(isColorWanted: !options.answer.noColor) }

  /// Writes the plan of a request.
  static func save(
    _ request: SweepRequest, to path: String, _ options: SweepOptions
  ) -> ExitStatus {
    if !options.overwrite.force, request.wouldReplacePlan(at: path) {
      Terminal.fail(
        "\(path): holds another plan, which may have been edited; give another name, or --force to "
          + "replace it", code: .cannotWrite)
    }
    do throws(OutputError) {
      try NamedFile.write(
        Array(request.savedPlan.utf8), to: path, protecting: request.inputs,
        force: options.overwrite.force, isOurs: SweepRequest.isSavedPlan)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
    if !options.isSilent {
      Terminal.note(
        "plan: \(path); "
          + (SweepRequest.isPlanFile(path)
            ? "run it with: lrfind sweep \(ShellText.quoted(path))"
            : "to be run by lrfind sweep its name has to end in .yaml or .yml"))
    }
    return .done
  }
}
