import Foundation
import TestSupport
import Testing

/// `sweep --command`, with scripts for a shell that are done at once.
struct TrainingSweepTests {
  static let script = """
    echo "$1 $2 $3 $4" >> made.txt
    awk -v lr=$1 -v n=$2 -v wd=$3 -v s=$4 'BEGIN {
      if (lr >= 1) { print "val_loss=nan"; exit 1 }
      d = log(lr) / log(10) + 2
      for (e = 1; e <= n; e++)
        print "epoch=" e " val_loss=" 1 / (1 + e) + d * d / 10 + (wd - 0.01) ^ 2 * 50 + s / 100
    }'

    """
  static let options = [
    "sweep", "--command", "sh train.sh {lr} {epochs} {wd} {seed}", "--axis", "wd=0,0.01,0.1",
    "--lr", "1e-3..1:4", "--epochs", "9", "--seeds", "2", "--out", "s",
  ]

  static func folder(_ script: String = script) throws -> TemporaryFolder {
    try TrainingCommandTests.folder(script)
  }

  @Test func everyCombinationIsRun() throws {
    let folder = try Self.folder()
    let run = try Program.run(Self.options + ["--json"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try TrainingCommandTests.runs(in: folder).count == 24)
    let best = try #require(run.json["best"] as? [String: Any])
    #expect(best["learning_rate"] as? Double == 0.01 && best["wd"] as? String == "0.01")
    #expect(run.json["loss"] as? String == "val_loss")
    let trials = String(decoding: try folder.read("s/trials.csv"), as: UTF8.self)
    #expect(trials.hasPrefix("trial,learning_rate,wd,seed,steps,status,"))
    let summary = String(decoding: try folder.read("s/summary.csv"), as: UTF8.self)
    #expect(summary.hasPrefix("learning_rate,wd,steps,rank,"))
    let words = try Program.run(Self.options, in: folder).output
    #expect(words.contains("best: learning rate 0.01, wd 0.01\n  val_loss "))
    #expect(words.contains("24 of 24 trials of 9 epochs"))
    #expect(try TrainingCommandTests.runs(in: folder).count == 24)
  }

  /// More rates run only what is new.
  @Test func aWiderSweepRunsWhatIsNew() throws {
    let folder = try Self.folder()
    #expect(try Program.run(Self.options, in: folder).status == 0)
    let wider = Self.options.map { $0 == "1e-3..1:4" ? "1e-4..1:5" : $0 }
    #expect(try Program.run(wider, in: folder).status == 0)
    let runs = try TrainingCommandTests.runs(in: folder)
    #expect(runs.count == 30 && Set(runs).count == 30)
    #expect(runs.suffix(6).allSatisfy { $0.hasPrefix("0.0001 ") })
  }

  /// A loss beyond what can be computed with is one that diverged, and can be read again.
  @Test(arguments: ["2e+303", "-2e+303", "1e400"])
  func aLossMayBeHuge(_ loss: String) throws {
    let folder = try Self.folder(
      "echo val_loss=\(loss); echo val_loss=\(loss); echo made >> made.txt\n")
    let command = ["sweep", "--command", "sh train.sh {lr}", "--lr", "0.1", "--out", "s"]
    for _ in 0..<2 {
      let run = try Program.run(command, in: folder)
      #expect(run.status == 4, "\(run.errors)")
    }
    #expect(try TrainingCommandTests.runs(in: folder).count == 1)
  }

  @Test func halvingRunsFewerForLonger() throws {
    let folder = try Self.folder()
    let run = try Program.run(Self.options + ["--search", "halving"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("halving: 12 configurations for 1 epoch, 4 for 3, 2 for 9"))
    #expect(run.output.contains("best: learning rate 0.01, wd 0.01"))
    let lengths = try TrainingCommandTests.runs(in: folder).map { $0.split(separator: " ")[1] }
    #expect(lengths.count { $0 == "1" } == 24 && lengths.count { $0 == "9" } == 4)
  }

  /// A sweep that is killed while it runs, and gone on with, leaves the same files as one that is not,
  /// and makes no run anew that had ended.
  @Test func aKilledSweepIsGoneOnWith() throws {
    let whole = try Self.folder()
    #expect(try Program.run(Self.options, in: whole).status == 0)
    // The seventh run waits until somebody reads, and for ever.
    let folder = try Self.folder(
      "if [ $(wc -l < made.txt) = 6 ]; then echo waiting > pipe; exec sleep 1000; fi\n"
        + Self.script)
    try folder.write("", to: "made.txt")
    let pipe = folder.url.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let process = Program.process(Self.options + ["--quiet"], in: folder)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let reader = open(pipe, O_RDONLY)
    defer { close(reader) }
    var bytes = [UInt8](repeating: 0, count: 64)
    #expect(read(reader, &bytes, bytes.count) > 0)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try folder.write(Self.script, to: "train.sh")
    #expect(try Program.run(Self.options, in: folder).status == 0)
    let runs = try TrainingCommandTests.runs(in: folder)
    #expect(runs.count == 24 && Set(runs).count == 24)
    for name in ["trials.csv", "summary.csv", "curves.csv"] {
      #expect(try folder.read("s/\(name)") == whole.read("s/\(name)"))
    }
  }

  @Test func aTimeLimitEndsItInOrder() throws {
    let folder = try Self.folder("exec sleep 1000\n")
    let run = try Program.run(Self.options + ["--time-limit", "1s"], in: folder)
    #expect(run.status == 75 && run.errors.contains("stopped by the time limit"))
    try folder.write(Self.script, to: "train.sh")
    #expect(try Program.run(Self.options, in: folder).status == 0)
    #expect(
      try Program.run(["sweep", "--status", "s"], in: folder).output.hasPrefix("s: finished"))
  }

  /// A sweep of a hundred runs that a time limit ends, and that is gone on with, leaves the same files as
  /// one that is not, and makes no run twice.
  @Test func aTimeLimitCostsNoRun() throws {
    let hundred = [
      "sweep", "--command", "sh train.sh {lr} {epochs} {wd} {seed}", "--axis", "wd=0,0.01,0.03,0.1",
      "--lr", "1e-3..1:5", "--epochs", "4", "--seeds", "5", "--out", "s",
    ]
    let whole = try Self.folder()
    #expect(try Program.run(hundred, in: whole).status == 0)
    let gate = "if [ ! -e open ] && [ $(wc -l < made.txt) -ge 40 ]; then exec sleep 1000; fi\n"
    let folder = try Self.folder(gate + Self.script)
    try folder.write("", to: "made.txt")
    #expect(try Program.run(hundred + ["--time-limit", "2s"], in: folder).status == 75)
    let before = try TrainingCommandTests.runs(in: folder).count
    #expect(before <= 40)
    try folder.write("", to: "open")
    #expect(try Program.run(hundred + ["--workers", "3"], in: folder).status == 0)
    let runs = try TrainingCommandTests.runs(in: folder)
    #expect(runs.count == 100 && Set(runs).count == 100)
    for name in ["trials.csv", "summary.csv", "curves.csv"] {
      #expect(try folder.read("s/\(name)") == whole.read("s/\(name)"), "\(name)")
    }
  }

  @Test func aPlanFileSaysTheSame() throws {
    let folder = try Self.folder()
    #expect(try Program.run(Self.options + ["--save-plan", "plan.yaml"], in: folder).status == 0)
    let run = try Program.run(["sweep", "plan.yaml"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Program.run(["sweep", "plan.yaml", "--gpus", "0"], in: folder).status == 0)
    #expect(try TrainingCommandTests.runs(in: folder).count == 24)
  }

  @Test(arguments: [
    (["--axis", "wd"], "--axis: 'wd' is not a name and its values"),
    (["--axis", "seed=1"], "--axis: 'seed' is no axis of the command's own"),
    (["--axis", "x=1,,2"], "has an empty value"), (["--axis", "x=1,1"], "has a value twice"),
    (["--axis", "x=1"], "--command: it has no {x}"),
    (["--lr", "1e-3..1"], "--lr: a grid needs the number of rates"),
    (["--search", "random"], "take grid or halving"),
    (["--optimizer=adam"], "--optimizer: it is about the training that is built in"),
  ])
  func aMistakeIsOneLine(_ arguments: [String], _ problem: String) throws {
    let usual = arguments.contains("--lr") ? [] : ["--lr", "0.1"]
    let run = try Program.run(
      ["sweep", "--command", "sh train.sh {lr}"] + usual + arguments, in: Self.folder())
    #expect(run.status == 64)
    #expect(run.errors.contains(problem), "\(run.errors)")
  }

  @Test func anAxisIsNoColumnOfTheFiles() throws {
    let run = try Program.run(
      [
        "sweep", "--command", "sh train.sh {lr} {rank}", "--axis", "rank=1,2", "--lr", "0.1",
      ], in: Self.folder())
    #expect(run.status == 64 && run.errors.contains("take another one, such as my_rank"))
  }
}
