import Foundation
import Store
import TestSupport
import Testing

/// `lrfind sweep` as a person runs it, and as nights go.
struct SweepCommandTests {
  /// 96 trials in 12 groups.
  private static func arguments(workers: Int = 1, steps: Int = 1500) -> [String] {
    [
      "sweep", Program.datasets.appendingPathComponent("iris.csv").path, "--lr", "1e-3..10:8",
      "--optimizer", "sgd,adam", "--seeds", "6", "--steps", "\(steps)", "--hidden", "8",
      "--out", "night", "--workers", "\(workers)",
    ]
  }

  private static func store(in folder: TemporaryFolder) throws -> SweepStore {
    try SweepStore.read(folder: folder.url.appendingPathComponent("night").path)
  }

  /// Starts a sweep and waits until so many trials are recorded.
  ///
  /// - Returns: The process, which may have ended by then.
  private static func start(in folder: TemporaryFolder, until trials: Int) throws -> Process {
    let process = Program.process(arguments(), in: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forUpdating: folder.write(Data(), to: "errors"))
    try process.run()
    process.wait { (try? store(in: folder).counts().done).map { $0 >= trials } ?? false }
    return process
  }

  @Test(arguments: [1, 30, 70])
  func `a killed sweep goes on to the bytes of an undisturbed one`(trials: Int) throws {
    let folder = try TemporaryFolder()
    let process = try Self.start(in: folder, until: trials)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let before = try Self.store(in: folder).timings().map { "\($0)" }
    #expect(before.count >= trials && before.count < 96)
    let resumed = try Program.run(Self.arguments(workers: 2), in: folder)
    #expect(resumed.status == 0, "\(resumed.errors)")
    // What was recorded kept its times, so it did not run again.
    #expect(try Set(Self.store(in: folder).timings().map { "\($0)" }).isSuperset(of: before))

    let calm = try TemporaryFolder()
    #expect(try Program.run(Self.arguments(workers: 3), in: calm).status == 0)
    let expected = try calm.read("night/trials.csv")
    #expect(expected.count { $0 == 0x0A } == 97)
    #expect(try folder.read("night/trials.csv") == expected)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it in order, and says how to go on`(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let process = try Self.start(in: folder, until: 8)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    let errors = String(decoding: try folder.read("errors"), as: UTF8.self)
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 75, "\(errors)")
    #expect(errors.contains("go on with: lrfind sweep "), "\(errors)")
    let rows = try folder.read("night/trials.csv").count { $0 == 0x0A } - 1
    #expect(try rows == Self.store(in: folder).counts().done)
  }

  @Test func `a time limit ends it in order`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      Self.arguments(steps: 100_000) + ["--time-limit", "0.05s"], in: folder)
    #expect(run.status == 75, "\(run.errors)")
    #expect(run.errors.contains("stopped by the time limit; go on with: lrfind sweep "))
  }

  @Test func `a dry run writes nothing, and knows what is done`() throws {
    let folder = try TemporaryFolder()
    let dry = try Program.run(Self.arguments(steps: 50) + ["--dry-run"], in: folder)
    #expect(dry.status == 0 && folder.contents.isEmpty, "\(dry.errors)")
    #expect(dry.output.contains("96 trials: 16 configurations × 6 seeds"))
    #expect(dry.output.contains("0 done in night, 96 to be trained in 12 groups"))
    #expect(try Program.run(Self.arguments(steps: 50), in: folder).status == 0)
    let later = try Program.run(Self.arguments(steps: 50) + ["--dry-run"], in: folder)
    #expect(later.output.contains("96 done in night, 0 to be trained in 0 groups"))
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.status == 0 && status.output.contains("96 of 96 trials"))
    #expect(status.output.contains("finished"))
  }

  @Test func `a saved plan runs to the same trials`() throws {
    let folder = try TemporaryFolder()
    let saved = try Program.run(Self.arguments(steps: 20) + ["--save-plan", "p.yaml"], in: folder)
    #expect(saved.status == 0 && folder.contents == ["p.yaml"], "\(saved.errors)")
    #expect(try Program.run(["sweep", "p.yaml"], in: folder).status == 0)
    let first = try folder.read("night/trials.csv")
    let again = try Program.run(Self.arguments(steps: 20), in: folder)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.store(in: folder).recordedTrials().count == 96)
    #expect(try folder.read("night/trials.csv") == first)
  }

  @Test func `a saved plan that was edited is kept`() throws {
    let folder = try TemporaryFolder()
    let save = Self.arguments() + ["--save-plan", "p.yaml"]
    for _ in 1...2 { #expect(try Program.run(save, in: folder).status == 0) }
    let saved = try folder.read("p.yaml")
    let edited = saved + Data("weight-decay: 0.01\n".utf8)
    try folder.write(edited, to: "p.yaml")
    let run = try Program.run(save, in: folder)
    #expect(run.status == 73 && run.output.isEmpty)
    #expect(
      run.errors == "lrfind: error: p.yaml: holds another plan, which may have been edited; give "
        + "another name, or --force to replace it\n")
    #expect(try folder.read("p.yaml") == edited)
    #expect(try Program.run(save + ["--force"], in: folder).status == 0)
    #expect(try folder.read("p.yaml") == saved)
  }

  @Test(arguments: [[], ["--kind", "find"]])
  func `batch sizes that are all of the rows are refused`(kind: [String]) throws {
    let folder = try TemporaryFolder()
    let rates = kind.isEmpty ? ["--lr", "0.1"] : []
    let run = try Program.run(
      ["sweep", Program.datasets.appendingPathComponent("iris.csv").path, "--batch-size"]
        + ["16,120,1000"] + rates + kind, in: folder)
    #expect(run.status == 64 && run.output.isEmpty && folder.contents.isEmpty)
    #expect(
      run.errors == "lrfind: error: batch sizes 120, 1000 train the same, each on all 120 training "
        + "rows at once; give only one of them\n")
  }

  @Test(arguments: [
    (
      ["--seeds", "3"],
      "--seeds: has no meaning beside a plan; leave it out, and write it into p.yaml, as in 'seeds: 3'"
    ),
    (
      ["--seeds", "3", "--lr", "0.1", "--lr", "1"],
      "--lr, --seeds: have no meaning beside a plan; leave them out, and write them into p.yaml"
    ),
  ])
  func `settings beside a plan are told where they go`(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("data: iris.csv\nlr: 0.1\n", to: "p.yaml")
    let run = try Program.run(["sweep", "p.yaml"] + options, in: folder)
    #expect(run.status == 64 && run.output.isEmpty && folder.contents == ["p.yaml"])
    #expect(run.errors == "lrfind: error: \(message)\n")
  }

  @Test func `a wrong plan is refused whole`() throws {
    let folder = try TemporaryFolder()
    try folder.write("data: iris.csv\nlr: 0\nseed: -1\nscedule: cosine\ntask: clas\n", to: "p.yaml")
    let run = try Program.run(["sweep", "p.yaml"], in: folder)
    #expect(run.status == 64 && folder.contents == ["p.yaml"])
    for line in [
      "p.yaml:2: lr: ", "p.yaml:3: seed: ", "p.yaml:4: there is no key", "p.yaml:5: task: ",
    ] {
      #expect(run.errors.contains("lrfind: error: \(line)"), "\(run.errors)")
    }
  }

  @Test func `other data in the same folder is refused`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.arguments(steps: 5), in: folder).status == 0)
    let other = try Program.run(Self.arguments(steps: 5) + ["--drop", "1"], in: folder)
    #expect(other.status == 65)
    #expect(other.errors.contains("were run with other data"), "\(other.errors)")
  }

  @Test(arguments: [
    (["--seed", "1"], "--seed 0", "--seed 1"),
    (
      ["--drop", "1", "--drop", "2", "--validation", "0.3"],
      "--validation 0.2 without --drop", "--validation 0.3 --drop 1 --drop 2"
    ),
    (["--no-header"], "without --no-header", "--no-header"),
  ])
  func `options that make the data another are named`(
    options: [String], there: String, now: String
  ) throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.arguments(steps: 5), in: folder).status == 0)
    let find = Self.arguments(steps: 5).filter { $0 != "--lr" && $0 != "1e-3..10:8" }
    let message = "other data: there \(there), now \(now); "
    for arguments in [
      Self.arguments(steps: 5), Self.arguments(steps: 5) + ["--dry-run"],
      find + ["--kind", "find"], find + ["--kind", "find", "--dry-run"],
    ] {
      let run = try Program.run(arguments + options, in: folder)
      #expect(run.status == 65)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test func `a table that was changed is named by what it holds`() throws {
    let folder = try TemporaryFolder()
    let arguments = ["sweep", "data.csv", "--lr", "0.1", "--steps", "5", "--out", "night"]
    try folder.write(BadInput.good, to: "data.csv")
    #expect(try Program.run(arguments, in: folder).status == 0)
    try folder.write(BadInput.good + "1.5,2,u\n", to: "data.csv")
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("other data: there data.csv (d"), "\(run.errors)")
  }
}
