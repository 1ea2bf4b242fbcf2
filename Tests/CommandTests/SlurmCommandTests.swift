import Foundation
import Planning
import Platform
import Running
import TestSupport
import Testing

/// `--slurm`, with programs in the place of Slurm's that note what they are told: the real daemons are
/// for `scripts/test-slurm`.
struct SlurmCommandTests {
  private static let sweep = [
    "sweep", Program.datasets.appendingPathComponent("iris.csv").path, "--lr", "1e-3..10:6",
    "--seeds", "4", "--steps", "20", "--hidden", "8",
  ]

  /// A cluster that takes every job, and runs none.
  private final class Cluster {
    let folder: TemporaryFolder
    private let programs: String

    init(in folder: TemporaryFolder, queue: String = "") throws {
      self.folder = folder
      programs = folder.url.appendingPathComponent("bin").path
      try FileManager.default.createDirectory(
        atPath: programs, withIntermediateDirectories: true)
      let notes = folder.url.appendingPathComponent("told").path
      for (name, body) in [
        ("scontrol", "echo 'MaxArraySize            = 4'; echo 'MaxJobCount = 100'"),
        ("squeue", "printf '\(queue)'"),
        (
          "sbatch",
          #"printf '%s\0' "$@" >>'\#(notes)'; printf '\n' >>'\#(notes)'; echo $$"#
        ),
      ] {
        let path = "\(programs)/\(name)"
        try Data("#!/bin/sh\n\(body)\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
    }

    func run(_ arguments: [String]) throws -> Program.Run {
      try Program.run(
        arguments, in: folder,
        environment: ["PATH": "\(programs):/usr/bin:/bin", "SLURM_JOB_ID": ""])
    }

    /// The arguments of each `sbatch`.
    func told() throws -> [[String]] {
      String(decoding: try folder.read("told"), as: UTF8.self).split(separator: "\0\n").map {
        $0.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
      }
    }
  }

  @Test func `rounds are arrays of tasks that the cluster allows, and a job behind them`() throws {
    let cluster = try Cluster(in: TemporaryFolder())
    let run = try cluster.run(
      Self.sweep + ["--out", "night", "--slurm", "--slurm-tasks", "4", "--slurm-partition", "long"]
        + ["--slurm-array-limit", "2", "--slurm-option", "account=physics"])
    #expect(run.status == 0, "\(run.errors)")
    let told = try cluster.told()
    #expect(
      told.map { $0.first { $0.hasPrefix("--array=") } } == ["--array=1-3%2", "--array=1%2", nil])
    #expect(told[0].suffix(3) == ["night/slurm/array.sh", "0", "4"])
    #expect(told[1].suffix(3) == ["night/slurm/array.sh", "3", "4"])
    for arguments in told {
      #expect(arguments.contains("--partition=long") && arguments.contains("--account=physics"))
    }
    #expect(told[2].contains { $0.hasPrefix("--dependency=afterany:") })
    #expect(run.output.contains("scancel "))
  }

  @Test func `the status tells what is in the queue, also before a part was begun`() throws {
    let folder = try TemporaryFolder()
    let sweep = Self.sweep + ["--out", "night", "--slurm", "--slurm-tasks", "4"]
    #expect(try Cluster(in: folder).run(sweep).status == 0)
    let jobs = String(decoding: try folder.read("night/slurm/jobs"), as: UTF8.self)
    let job = try #require(jobs.split(separator: "\n").first)
    let status = ["sweep", "--status", "night"]
    func queue(_ text: String) throws -> Program.Run {
      let bin = folder.url.appendingPathComponent("bin/squeue")
      try Data("#!/bin/sh\n\(text)\n".utf8).write(to: bin)
      return try Program.run(
        status, in: folder,
        environment: ["PATH": "\(folder.url.path)/bin:/usr/bin:/bin", "SLURM_JOB_ID": ""])
    }
    let waiting = try queue(
      "printf '\(job) PENDING\n\(job) RUNNING\n\(job) PENDING\n99999999 RUNNING\n'")
    #expect(waiting.status == 0)
    #expect(
      waiting.output.contains(
        "in Slurm's queue: 2 tasks pending, 1 task running (jobs \(job))"), "\(waiting.output)")
    let down = try queue("echo 'squeue: error: down' >&2; exit 1")
    #expect(down.status == 0 && down.output.contains("Slurm's queue is not known: squeue: "))
  }

  @Test(
    arguments: [
      "$(touch BROKEN)", "`touch BROKEN`", "'; touch BROKEN; '", "\"; touch BROKEN; \"", "-x",
      "a b%j#", "\u{202E}x",
    ])
  func `nothing that is typed breaks out of the quoting`(text: String) throws {
    let cluster = try Cluster(in: TemporaryFolder())
    let run = try cluster.run(
      Self.sweep + ["--out=\(text)", "--slurm", "--slurm-option=comment=\(text)"])
    if text.contains("\u{202E}") {
      #expect(run.status == 64 && run.errors.contains("is not an option of sbatch and its value"))
      return
    }
    #expect(run.status == 0, "\(run.errors)")
    #expect(try cluster.told().allSatisfy { $0.contains("--comment=\(text)") })
    // The scripts, with a program that only notes what it is told.
    let scripts = cluster.folder.url.appendingPathComponent("\(text)/slurm").path
    for (name, last) in [("array.sh", "1/4"), ("merge.sh", "--slurm-option=comment=\(text)")] {
      var script = try String(contentsOfFile: "\(scripts)/\(name)", encoding: .utf8)
      let program = try #require(
        script.firstMatch(of: /[^ \n]*\/lrfind (?=sweep|merge)/)?.output)
      script = script.replacingOccurrences(of: program, with: #"printf '%s\0' "#)
      let noted = try Program.run(
        ["-c", script, "x", "0", "4"], in: cluster.folder,
        environment: ["SLURM_ARRAY_TASK_ID": "1"],
        through: ["/bin/bash", "-c", "shift; exec bash \"$@\"", "x"])
      let words = noted.output.split(separator: "\0").map(String.init)
      #expect(words.last == last, "\(noted.errors)")
      #expect(words.contains { $0.hasPrefix(text) })
    }
    #expect(
      !FileManager.default.fileExists(
        atPath: cluster.folder.url.appendingPathComponent("BROKEN").path))
  }

  @Test func `a dry run prints the scripts and submits nothing`() throws {
    let cluster = try Cluster(in: TemporaryFolder())
    let run = try cluster.run(Self.sweep + ["--out", "night", "--slurm", "--dry-run"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("night/slurm/array.sh:"))
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("sbatch ") } ?? ""
    #expect(line.contains("--parsable --job-name=lrfind --array=1"))
    #expect(line.contains("/slurm/array.sh"), "a command stays on one line, however long")
    #expect(run.output.contains("Nothing was submitted or written."))
    #expect(throws: (any Error).self) { try cluster.told() }
  }

  @Test func `jobs that are in the queue are not submitted twice`() throws {
    let folder = try TemporaryFolder()
    let cluster = try Cluster(in: folder)
    #expect(try cluster.run(Self.sweep + ["--out", "night", "--slurm"]).status == 0)
    let job = try #require(
      String(decoding: try folder.read("night/slurm/jobs"), as: UTF8.self).split(separator: "\n")
        .first)
    let busy = try Cluster(in: folder, queue: "\(job) RUNNING\\n")
    let run = try busy.run(Self.sweep + ["--out", "night", "--slurm"])
    #expect(run.status == 73)
    #expect(run.errors.contains("its jobs \(job) are still in the queue"))
  }

  @Test func `a cluster that is not there is told`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      Self.sweep + ["--out", "night", "--slurm"], in: folder, environment: ["PATH": "/nowhere"])
    #expect(run.status == 66)
    #expect(run.errors.contains("scontrol: there is no such program"))
  }

  @Test(
    arguments: [
      (["--slurm-time", "1h"], "is not a time as Slurm writes it"),
      (["--slurm-option", "array=1"], "is what lrfind itself tells sbatch"),
      (["--slurm-option", "x"], "is not an option of sbatch"),
      (["--slurm-cpus", "0"], "--slurm-cpus"), (["--slurm-gpus", "1"], "uses no cards"),
      (["--slurm-tasks", "60"], "give at most 50"),
      (["--shard", "1/2"], "has no meaning with --slurm"),
    ])
  func `what Slurm would not understand is refused`(more: [String], words: String) throws {
    let cluster = try Cluster(in: TemporaryFolder())
    let run = try cluster.run(Self.sweep + ["--out", "night", "--slurm"] + more)
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.count { $0 == "\n" } == 1)
  }

  @Test func `a plan says the same below slurm`() throws {
    let cluster = try Cluster(in: TemporaryFolder())
    try cluster.folder.write(
      """
      data: \(Program.datasets.appendingPathComponent("iris.csv").path)
      lr: 1e-3..10:6
      steps: 20
      slurm:
        partition: long
        tasks: 2
        option: [account=physics, qos=low]

      """, to: "plan.yaml")
    let run = try cluster.run(
      ["sweep", "plan.yaml", "--out", "night", "--slurm", "--slurm-partition", "short"])
    #expect(run.status == 0, "\(run.errors)")
    let told = try cluster.told()
    for argument in ["--partition=short", "--account=physics", "--qos=low"] {
      #expect(told[0].contains(argument))
    }
    let plan = String(decoding: try cluster.folder.read("night/shards/plan.yaml"), as: UTF8.self)
    #expect(!plan.contains("slurm"))
  }

  @Test func `tasks have as many workers as Slurm gives them processors`() {
    let job = ["SLURM_JOB_ID": "7", "SLURM_CPUS_ON_NODE": "4"]
    #expect(ProcessorCount.inJob { job[$0] } == 4)
    #expect(ProcessorCount.inJob { job.merging(["SLURM_CPUS_PER_TASK": "2"]) { $1 }[$0] } == 2)
    #expect(ProcessorCount.inJob { ["SLURM_CPUS_PER_TASK": "2"][$0] } == nil)
  }

  @Test(arguments: [1, 3, 4, 6, 7, 1000])
  func `every task has a number that the cluster allows`(count: Int) {
    let cluster = SlurmCluster(configuration: "MaxArraySize = 4\nMaxJobCount=100 \n")
    let numbers = cluster.arrays(of: Array(1...count)).flatMap { array in
      array.tasks.split(separator: ",").flatMap { range in
        let ends = range.split(separator: "-").compactMap { Int($0) }
        #expect(ends.allSatisfy { (1...3).contains($0) })
        return (ends[0]...ends[ends.count - 1]).map { array.offset + $0 }
      }
    }
    #expect(numbers == Array(1...count))
    #expect(cluster.arrays(of: [1, 3, 4, 5]).map(\.tasks) == ["1,3", "1-2"])
  }
}
