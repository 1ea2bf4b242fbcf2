import ArgumentParser
import Experiment
import Glibc
import Planning
import Platform
import Reporting
import Store
import Tabular

/// `lrfind export FOLDER --to …`: a sweep in the form of another program's viewer.
struct ExportCommand: ParsableCommand {
  /// The programs.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case optuna, tensorboard, hiplot, mlflow

    /// What is written into the folder unless another name is given.
    fileprivate var name: String {
      switch self {
      case .optuna: "optuna.db"
      case .tensorboard: "tensorboard"
      case .hiplot: "hiplot.csv"
      case .mlflow: "mlflow.db"
      }
    }

    /// How it is opened there.
    fileprivate func hint(_ path: String) -> String {
      let path = ShellText.quoted(path)
      switch self {
      case .optuna: return "optuna-dashboard sqlite:///\(path)"
      case .tensorboard: return "tensorboard --logdir \(path)"
      case .hiplot: return "hiplot, and give it the path \(path)"
      case .mlflow: return "mlflow ui --backend-store-uri sqlite:///\(path)"
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a sweep in the form of another program's viewer.",
    discussion: """
      Takes the folder of a sweep, finished or running, which is only read. optuna: a study that \
      optuna-dashboard opens. tensorboard: a folder with an event file a trial, for its curves and its \
      HParams page. hiplot: a CSV. mlflow: an experiment with a run a trial. Trials that diverged are there as such.
      """)

  @Argument(help: "The folder of a sweep.")
  var folder: String

  @Option(help: "What it is written for: optuna, tensorboard, hiplot or mlflow.")
  var to: Format

  @Option(
    help: ArgumentHelp(
      "The file, or for tensorboard the folder (default: optuna.db, tensorboard, hiplot.csv or "
        + "mlflow.db in the sweep's folder).", valueName: "path"))
  var out: String?

  @Flag(name: .shortAndLong, help: "Say nothing of success.")
  var quiet = false

  @OptionGroup var overwrite: OverwriteOption

  mutating func validate() throws {
    if out == "" { throw ValidationError("--out: the name is empty; give a path") }
  }

  func run() throws {
    let path = out ?? "\(folder)/\(to.name)"
    do {
      try SweepBelongings.refuse(path, and: ["runs"])
      let store = try SweepStore.told(in: folder)
      let set = try store.trialSet()
      // What it was made of, under whatever name or link.
      let inputs =
        try [store.path] + SweepFile.allCases.map { "\(folder)/\($0.name)" } + store.inputs
      switch to {
      case .optuna:
        try write(
          OptunaStudy(set).bytes(), to: path, protecting: inputs, isOurs: OptunaStudy.isOurs)
      case .hiplot:
        try write(HiPlotTable.csv(set), to: path, protecting: inputs, isOurs: HiPlotTable.isOurs)
      case .mlflow:
        try write(MLflowRuns(set).bytes(), to: path, protecting: inputs, isOurs: MLflowRuns.isOurs)
      case .tensorboard: try writeEvents(of: set, to: path, protecting: inputs)
      }
    } catch let error as OutputError {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    } catch {
      SweepFailure.end(error)
    }
    if !quiet { Terminal.note("export: \(path.shown); open it with: \(to.hint(path))") }
  }

  private func write(
    _ bytes: [UInt8], to path: String, protecting inputs: [String],
    isForcedToDisk: Bool = true, isOurs: (ArraySlice<UInt8>) -> Bool
  ) throws(OutputError) {
    try ResultFile.write(
      bytes, to: path, protecting: inputs, force: overwrite.force,
      isForcedToDisk: isForcedToDisk, isOurs: isOurs)
  }

  /// A folder a trial, as TensorBoard takes folders for runs. Thousands of files that can be made again are
  /// not forced to the disk one by one.
  private func writeEvents(
    of set: TrialSet, to path: String, protecting inputs: [String]
  ) throws(OutputError) {
    if !overwrite.force { try EventFolderCheck(path: path).refuseOthers(than: set.trials) }
    let events = TensorBoardEvents(set)
    let isNew = try OutputFolder.make(path)
    var made: [(folder: String, file: String)] = []
    do throws(OutputError) {
      for trial in set.trials {
        let run = "\(path)/\(trial.id)"
        let file = "\(run)/\(TensorBoardEvents.fileName)"
        if try OutputFolder.make(run) { made.append((run, file)) }
        try write(
          events.file(of: trial), to: file, protecting: inputs, isForcedToDisk: false,
          isOurs: TensorBoardEvents.isOurs)
      }
    } catch {
      // A part of the trials would look like all of them.
      for (folder, file) in made {
        unlink(file)
        rmdir(folder)
      }
      if isNew { rmdir(path) }
      throw error
    }
  }
}

extension SweepStore {
  /// The finished trials of the plan in force, with their curves.
  fileprivate func trialSet() throws(StoreError) -> TrialSet {
    let trials = try results(curves: true)
    let found = try commandPlan()?.source
    let command = try found == nil ? plan()?.command : found
    let axes = Axis.of(trials.map(\.configuration))
    var set = TrialSet(
      name: folder.split(separator: "/").last.map(String.init) ?? folder, axes: axes,
      trials: trials, measure: trials.lazy.compactMap(\.measure).first ?? "validation_loss",
      isMaximized: command?.choice.isMaximized ?? false)
    if let plan = try commandPlan() { set.stopped = plan.stopped(of: trials) }
    return set
  }
}

extension CommandPlan {
  /// The ids of runs that ended before those of the longest rung: a search trains none to the end, but for
  /// what told the length of one.
  fileprivate func stopped(of trials: [TrialResult]) -> Set<String> {
    let runs = trials.filter { length != nil || $0.horizon > 1 }
    let longest = runs.map(\.steps).max()
    return Set(runs.lazy.filter { $0.steps != longest }.map(\.id))
  }
}
