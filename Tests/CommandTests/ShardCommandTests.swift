import Foundation
import Store
import TestSupport
import Testing

/// Sweeps that are run in parts, by hand: what is merged is what one machine would have given.
struct ShardCommandTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path
  private static let grid = [
    iris, "--lr", "1e-3..10:6", "--seeds", "4", "--steps", "20", "--hidden", "8",
  ]
  private static let logged = #"sh -c "echo epoch=1 loss={lr}; echo epoch=2 loss=0{wd}{lr}""#

  /// Sweeps of one round and of several.
  private static let sweeps: [(name: String, arguments: [String])] = [
    ("grid", grid),
    (
      "halving",
      [iris, "--lr", "1e-3..100:9", "--optimizer", "sgd,adam", "--seeds", "2", "--steps", "90"]
        + ["--hidden", "8", "--search", "halving"]
    ),
    (
      "edges",
      [iris, "--lr", "1e-4..1e-2:3", "--seeds", "2", "--steps", "30", "--hidden", "8"]
        + ["--extend-edges"]
    ),
    (
      "find",
      [iris, "--kind", "find", "--optimizer", "sgd,adam", "--schedule", "constant,cosine"]
        + ["--epochs", "2", "--hidden", "8", "--effort", "quick"]
    ),
    ("command", ["--command", logged, "--axis", "wd=1,2", "--lr", "0.1,0.2,0.3"]),
  ]

  private static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Run {
    try Program.run(["sweep"] + arguments + ["--quiet"], in: folder)
  }

  /// The result files but the times.
  private static func files(_ name: String, in folder: TemporaryFolder) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent(name).path)
    var files: [String: Data] = [:]
    for file in names where file.hasSuffix(".csv") && file != "timings.csv" {
      files[file] = try folder.read("\(name)/\(file)")
    }
    return files
  }

  /// Runs all parts of each round, the last one first, and merges them.
  private static func merged(
    _ arguments: [String], shards count: Int, in folder: TemporaryFolder
  ) throws -> Int32 {
    for _ in 1...8 {
      for index in (1...count).reversed() {
        let part = try run(
          arguments + ["--out", "parts", "--shard", "\(index)/\(count)"], in: folder)
        #expect(part.status == 0, "\(part.errors)")
      }
      let merge = try Program.run(["merge", "parts", "--quiet"], in: folder)
      if merge.status != 75 { return merge.status }
      #expect(merge.errors.contains("lrfind sweep parts/shards/plan.yaml --out parts --shard"))
    }
    Issue.record("the sweep has no end")
    return 75
  }

  @Test(arguments: sweeps.indices, [1, 3])
  func `parts that are merged give the bytes of one machine`(place: Int, count: Int) throws {
    let folder = try TemporaryFolder()
    let arguments = Self.sweeps[place].arguments
    let one = try Self.run(arguments + ["--out", "one"], in: folder)
    let status = try Self.merged(arguments, shards: count, in: folder)
    #expect(status == one.status)
    let files = try Self.files("parts", in: folder)
    #expect(files.count >= 4)
    #expect(try files == Self.files("one", in: folder))
    // Merged once more, nothing changes.
    #expect(try Program.run(["merge", "parts", "--quiet"], in: folder).status == status)
    #expect(try Self.files("parts", in: folder) == files)
  }

  @Test func `what is missing is named, with the command that runs only it`() throws {
    let folder = try TemporaryFolder()
    for index in [1, 3] {
      _ = try Self.run(Self.grid + ["--out", "night", "--shard", "\(index)/4"], in: folder)
    }
    let merge = try Program.run(["merge", "night"], in: folder)
    #expect(merge.status == 75)
    #expect(merge.errors.contains("2 of 4 pieces are not done, in 2 shards of 4"))
    #expect(
      merge.errors.contains(
        "for i in 2 4; do lrfind sweep night/shards/plan.yaml --out night --shard $i/4; done"))
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.output.contains("shards of 4: 2 finished, 2 not begun; 12 trials done in them"))
    for index in [2, 4] {
      let part = try Program.run(
        ["sweep", "night/shards/plan.yaml", "--shard", "\(index)/4"], in: folder)
      #expect(part.status == 0, "\(part.errors)")
    }
    #expect(try Program.run(["merge", "night"], in: folder).status == 0)
    let json = try Program.run(["sweep", "--status", "night", "--json"], in: folder).json
    let shards = try #require(json["shards"] as? [[String: Any]])
    #expect(shards.first?["finished"] as? Int == 4)
  }

  @Test func `a damaged part is set aside, and run anew`() throws {
    let folder = try TemporaryFolder()
    let one = try Self.run(Self.grid + ["--out", "one"], in: folder)
    #expect(one.status == 0)
    for index in [1, 2] {
      _ = try Self.run(Self.grid + ["--out", "night", "--shard", "\(index)/2"], in: folder)
    }
    let path = "night/shards/2-of-2/sweep.sqlite"
    let whole = try folder.read(path)
    // A digit of a loss, which SQLite does not notice; and a torn file.
    let store = try SweepStore.read(folder: folder.url.appendingPathComponent("one").path)
    let losses = try store.results(curves: false).compactMap(\.validationLoss)
    let places = losses.compactMap { loss in
      whole.firstRange(of: withUnsafeBytes(of: loss.bitPattern.bigEndian) { Data($0) })
    }
    var changed = whole
    changed[try #require(places.first).upperBound - 1] ^= 1
    for (number, broken) in [changed, whole.prefix(whole.count / 2)].enumerated() {
      try folder.write(broken, to: path)
      let merge = try Program.run(["merge", "night"], in: folder)
      #expect(merge.status == 75)
      let place = "night/shards/2-of-2.damaged-\(number + 1)"
      #expect(merge.errors.contains("nothing of it was merged, and it was set aside as \(place)"))
      #expect(merge.errors.contains("lrfind sweep night/shards/plan.yaml --out night --shard"))
      #expect(try folder.read("\(place)/sweep.sqlite") == broken)
      _ = try Self.run(Self.grid + ["--out", "night", "--shard", "2/2"], in: folder)
    }
    #expect(try Program.run(["merge", "night", "--quiet"], in: folder).status == 0)
    #expect(try Self.files("night", in: folder) == Self.files("one", in: folder))
  }

  @Test func `a part of another sweep, and one that cannot be read, are refused`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.run(Self.grid + ["--out", "night", "--shard", "1/2"], in: folder)
    _ = try Self.run(Self.grid + ["--seed", "5", "--out", "other", "--shard", "2/2"], in: folder)
    let night = folder.url.appendingPathComponent("night/shards")
    try FileManager.default.copyItem(
      at: folder.url.appendingPathComponent("other/shards/2-of-2"),
      to: night.appendingPathComponent("2-of-2"))
    let foreign = try Program.run(["merge", "night"], in: folder)
    #expect(foreign.status == 65, "\(foreign.errors)")
    #expect(foreign.errors.contains("night/shards/2-of-2: its trials were run with other data"))
    // A pipe instead of a store: it would be waited for.
    let file = night.appendingPathComponent("2-of-2/sweep.sqlite")
    try FileManager.default.removeItem(at: file)
    #expect(mkfifo(file.path, 0o600) == 0)
    let pipe = try Program.run(["merge", "night"], in: folder)
    #expect(pipe.status != 0 && pipe.errors.contains("it is a pipe"), "\(pipe.errors)")
  }

  @Test func `a part that is killed goes on, and repeats nothing`() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      Self.iris, "--lr", "1e-3..10:8", "--seeds", "6", "--steps", "3000", "--hidden", "16",
      "--workers", "1",
    ]
    let store = folder.url.appendingPathComponent("parts/shards/1-of-1").path
    for signal in [SIGKILL, SIGTERM] {
      let before = (try? SweepStore.read(folder: store).timings().count) ?? 0
      let process = Program.process(
        ["sweep"] + arguments + ["--out", "parts", "--shard", "1/1", "--quiet"], in: folder)
      try process.run()
      while process.isRunning,
        ((try? SweepStore.read(folder: store).timings().count) ?? 0) <= before
      {
        usleep(2000)
      }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      if signal == SIGTERM, process.terminationReason == .exit {
        #expect([0, 75].contains(process.terminationStatus))
      }
    }
    let kept = try SweepStore.read(folder: store).timings().map(\.id)
    #expect(!kept.isEmpty)
    let seconds = try SweepStore.read(folder: store).timings().map(\.timing)
    #expect(try Self.run(arguments + ["--out", "parts", "--shard", "1/1"], in: folder).status == 0)
    let after = try SweepStore.read(folder: store).timings()
    for (id, timing) in zip(kept, seconds) {
      #expect(after.first { $0.id == id }?.timing == timing, "it was trained again")
    }
    #expect(try Self.run(arguments + ["--out", "one"], in: folder).status == 0)
    #expect(try Program.run(["merge", "parts", "--quiet"], in: folder).status == 0)
    #expect(try Self.files("parts", in: folder) == Self.files("one", in: folder))
  }

  @Test func `a plan that is widened between merges is merged too`() throws {
    let folder = try TemporaryFolder()
    let wider = Self.grid.map { $0 == "4" ? "6" : $0 }
    for arguments in [Self.grid, wider] {
      #expect(try Self.run(arguments + ["--out", "one"], in: folder).status == 0)
      #expect(try Self.merged(arguments, shards: 2, in: folder) == 0)
    }
    #expect(try Self.files("parts", in: folder) == Self.files("one", in: folder))
  }

  @Test(arguments: ["0/3", "4/3", "1/0", "3", "a/b", "1/3/3", "+1/3", "01/3", "1/99999999"])
  func `what is no part of a whole is refused`(text: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(["sweep"] + Self.grid + ["--shard", text], in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("'\(text)' is no part of a whole"))
    #expect(run.errors.count { $0 == "\n" } == 1)
  }

  @Test func `a folder without parts has nothing to merge`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(["merge", "nowhere"], in: folder)
    #expect(run.status == 66)
    #expect(run.errors.contains("nowhere: no part of a sweep was run in this folder"))
  }

  @Test func `what is not merged yet is said`() throws {
    let folder = try TemporaryFolder()
    for index in 1...2 {
      let part = ["--out", "parts", "--shard", "\(index)/2"]
      #expect(try Self.run(Self.grid + part, in: folder).status == 0)
      if index == 2 { break }
      for command in [["report", "parts"], ["export", "parts", "--to", "hiplot"]] {
        let run = try Program.run(command, in: folder)
        #expect(run.status == 66, "\(run.errors)")
        #expect(run.errors.hasSuffix("is not merged yet: lrfind merge parts\n"), "\(run.errors)")
      }
      let status = try Program.run(["sweep", "--status", "parts"], in: folder)
      #expect(status.status == 0 && status.output.contains("lrfind merge parts"))
      #expect(try Program.run(["merge", "parts", "--quiet"], in: folder).status == 75)
      let merged = try Program.run(["report", "parts"], in: folder)
      #expect(merged.status == 0 && !merged.errors.contains("merge"), "\(merged.errors)")
    }
    let again = try Program.run(["report", "parts"], in: folder)
    #expect(again.status == 0 && again.errors.contains("lrfind merge parts"), "\(again.errors)")
    #expect(
      try Program.run(["sweep", "--status", "parts"], in: folder).output.contains("lrfind merge"))
    #expect(try Program.run(["merge", "parts", "--quiet"], in: folder).status == 0)
    #expect(
      try !Program.run(["sweep", "--status", "parts"], in: folder).output.contains("lrfind merge"))
  }
}
