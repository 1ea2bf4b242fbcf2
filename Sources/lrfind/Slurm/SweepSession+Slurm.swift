import FoundationEssentials
import Glibc
import LinearAlgebra
import Planning
import Reporting
import Running
import Store
import Tabular

/// `--slurm`: rounds of a sweep as job arrays, each followed by a job that joins it and submits the next.
extension SweepSession {
  /// Says what would be submitted; scripts and commands as they are.
  func slurmDryRun(_ request: SlurmRequest, machine: [String]) throws -> [Answer] {
    let folder = ShardFolder(of: kind.request.folder)
    let scripts = SlurmScripts(folder: folder.sweep)
    var cluster = SlurmCluster.usual
    var remarks: [String] = []
    do throws(ClusterError) {
      cluster = try SlurmCluster.present()
    } catch {
      remarks = ["  (\(error.problem); the usual limits are taken)"]
    }
    let scratch = try SweepStore.scratch(
      of: kind.request.presentStore(kind.provenance), folder: folder.sweep)
    let round = try kind.decide(in: scratch)
    guard !round.pieces.isEmpty else { return [.words(["Nothing is left to be trained."])] }
    let arrays = try slurmRound(round, request, on: cluster)
    let program = Self.program
    func file(_ path: String, _ text: String) -> [String] {
      ["\(path):"] + text.split(separator: "\n").map { "  | \($0)" } + [""]
    }
    let commands =
      arrays.arrays.map { scripts.submission(of: $0, count: arrays.count, request) } + [
        scripts.submission(ofMergeAfter: ["JOB"], request)
      ]
    let array = SlurmScripts.array(program: program, folder: folder, machine: machine)
    let merge = SlurmScripts.merge(program: program, folder: folder.sweep, request: request)
    return [
      .words(kind.summary(style) + ["", arrays.heading] + remarks + [""]),
      .verbatim(
        file(scripts.arrayPath, array) + file(scripts.mergePath, merge)
          + commands.map { $0.map(ShellText.quoted).joined(separator: " ") }),
      .words(["", "Nothing was submitted or written."]),
    ]
  }

  /// Joins what is there, and submits what is left.
  ///
  /// - Throws: `PlanError`, `StoreError` or `ClusterError`.
  func submit(_ request: SlurmRequest, machine: [String]) throws -> Never {
    let folder = ShardFolder(of: kind.request.folder)
    guard !folder.sweep.contains("\\") else { throw ClusterError.badName(folder: folder.sweep) }
    let scripts = SlurmScripts(folder: folder.sweep)
    let cluster = try SlurmCluster.present()
    let waiting = try SlurmCluster.queue(scripts.jobs).map(\.job)
    if !waiting.isEmpty {
      throw ClusterError.inQueue(folder: folder.sweep, jobs: Set(waiting).sorted())
    }
    // Before anything is submitted, so that a folder that cannot be written is known.
    try scripts.write(
      array: SlurmScripts.array(program: Self.program, folder: folder, machine: machine),
      merge: SlurmScripts.merge(program: Self.program, folder: folder.sweep, request: request))
    try kind.request.savePlan(in: folder)
    guard try folder.shards().isEmpty else {
      // What was run before is joined first.
      try merge(submitting: request, isJob: false)
    }
    let scratch = try SweepStore.scratch(
      of: kind.request.presentStore(kind.provenance), folder: folder.sweep)
    let round = try kind.decide(in: scratch)
    guard !round.pieces.isEmpty else { try merge() }
    if !options.isSilent { Terminal.answer(kind.summary(style) + [""]) }
    try submit(slurmRound(round, request, on: cluster), request, scripts)
    _exit(ExitStatus.done.rawValue)
  }

  /// Joins the parts, and submits what is left.
  ///
  /// - Parameters:
  ///   - request: What tasks ask for.
  ///   - isJob: Whether it is the job behind an array: where that brought nothing new, the same again
  ///     would be submitted for ever.
  /// - Throws: `PlanError`, `StoreError` or `ClusterError`.
  func merge(submitting request: SlurmRequest, isJob: Bool) throws -> Never {
    let folder = ShardFolder(of: kind.request.folder)
    let scripts = SlurmScripts(folder: folder.sweep)
    let store = try kind.request.openStore(kind.provenance, journal: .rollback)
    let merged = try merge(into: store, from: folder)
    let remainder = try SweepRemainder(merged.round, merged.refused, in: folder)
    guard remainder.status != nil, !isJob || merged.added > 0 else {
      deliver(store, .finished, remainder: remainder)
    }
    for line in remainder.lines.dropLast(2) { Terminal.note("lrfind: \(line)") }
    store.close()
    let cluster = try SlurmCluster.present()
    try submit(slurmRound(merged.round, request, on: cluster), request, scripts)
    _exit(ExitStatus.done.rawValue)
  }

  private func slurmRound(
    _ round: SweepRound, _ request: SlurmRequest, on cluster: SlurmCluster
  ) throws(PlanError) -> SlurmRound {
    try SlurmRound(
      round, request, on: cluster, isCommand: kind.request.plan.command != nil)
  }

  private func submit(
    _ round: SlurmRound, _ request: SlurmRequest, _ scripts: SlurmScripts
  ) throws {
    var jobs: [String] = []
    do {
      for array in round.arrays {
        jobs.append(
          try SlurmCluster.submit(scripts.submission(of: array, count: round.count, request)))
        try scripts.note(jobs: [jobs[jobs.count - 1]])
      }
      let merge = try SlurmCluster.submit(scripts.submission(ofMergeAfter: jobs, request))
      try scripts.note(jobs: [merge])
      guard !options.isSilent else { return }
      let all = (jobs + [merge]).joined(separator: " ")
      let name = ShellText.quoted(scripts.folder)
      Terminal.answer([
        round.heading + ": " + jobs.joined(separator: ", ") + "; then job \(merge) joins them",
        "  watch:  lrfind sweep --status \(name)",
        "  logs:   \(scripts.path.shown)", "  cancel: scancel \(all)",
        "  resume: the same command again",
      ])
    } catch {
      if !jobs.isEmpty {
        Terminal.note(
          "lrfind: these jobs were submitted, and nothing will join them: \(jobs.joined(separator: " ")); "
            + "cancel them with: scancel \(jobs.joined(separator: " "))")
      }
      throw error
    }
  }

  /// The file of this program.
  private static var program: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "lrfind" }
    defer { free(path) }
    return String(cString: path)
  }
}
