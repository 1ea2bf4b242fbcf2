import Foundation
import Store
import TestSupport
import Testing

/// `lrfind sweep` with rounds that depend on results, as a person runs it.
struct SweepRoundsCommandTests {
  /// 96 and then 36 and 12 trials; 24 trials, and more beyond the edges.
  static let searches: [[String]] = [
    ["--lr", "1e-3..10:8", "--search", "halving"], ["--lr", "1e-3..1e-2:2", "--extend-edges"],
  ]

  private static func arguments(_ search: [String], workers: Int = 1, steps: Int = 1500)
    -> [String]
  {
    [
      "sweep", Program.datasets.appendingPathComponent("iris.csv").path, "--optimizer", "sgd,adam",
      "--seeds", "6", "--steps", "\(steps)", "--hidden", "8", "--out", "night", "--workers",
      "\(workers)",
    ] + search
  }

  private static func store(in folder: TemporaryFolder) throws -> SweepStore {
    try SweepStore.read(folder: folder.url.appendingPathComponent("night").path)
  }

  /// Runs a sweep and kills it when so many trials are recorded.
  private static func kill(
    _ search: [String], in folder: TemporaryFolder, at trials: Int
  ) throws {
    let process = Program.process(arguments(search), in: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.wait { (try? store(in: folder).counts().done).map { $0 >= trials } ?? false }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test(arguments: searches)
  func `a sweep that is killed in every round gives the bytes of an undisturbed one`(
    search: [String]
  ) throws {
    let folder = try TemporaryFolder()
    for trials in [1, 20, 50, 100, 110] { try Self.kill(search, in: folder, at: trials) }
    let before = try Self.store(in: folder).timings().map { "\($0)" }
    let resumed = try Program.run(Self.arguments(search, workers: 2), in: folder)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try Set(Self.store(in: folder).timings().map { "\($0)" }).isSuperset(of: before))
    let calm = try TemporaryFolder()
    let undisturbed = try Program.run(Self.arguments(search, workers: 3), in: calm)
    #expect(undisturbed.status == 0 && undisturbed.output == resumed.output)
    for file in ["trials", "summary", "curves"] {
      #expect(try folder.read("night/\(file).csv") == calm.read("night/\(file).csv"))
    }
  }

  @Test func `halving is planned, run, told and gone on with`() throws {
    let folder = try TemporaryFolder()
    let search = Self.searches[0]
    let dry = try Program.run(Self.arguments(search, steps: 90) + ["--dry-run"], in: folder)
    #expect(dry.output.contains("144 trials on 3 rungs, each with 6 seeds"), "\(dry.errors)")
    #expect(dry.output.contains("rung 2: 6 configurations, 30 steps"))
    #expect(folder.contents.isEmpty)
    let saved = try Program.run(
      Self.arguments(search, steps: 90) + ["--save-plan", "p.yaml"], in: folder)
    #expect(saved.status == 0, "\(saved.errors)")
    let run = try Program.run(["sweep", "p.yaml"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("144 of 144 trials of up to 90 steps (30 epochs), 16 config"))
    #expect(run.output.contains("halving: 16 configurations for 10 steps, 6 for 30, 2 for 90"))
    let rows = try folder.read("night/trials.csv").count { $0 == 0x0A } - 1
    #expect(rows == 144)
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.output.contains("night: finished"))
    let later = try Program.run(["sweep", "p.yaml", "--dry-run"], in: folder)
    #expect(later.output.contains("144 done in night, 0 to be trained"))
  }

  /// What is advised where a best rate is the last one that was tried or drawn.
  @Test(arguments: [
    (
      ["--search", "random", "--trials", "4", "--lr", "0.1..1"],
      ["--search", "random", "--trials", "6", "--lr", "0.1..1"], 24
    ),
    (
      ["--search", "quasirandom", "--trials", "4", "--lr", "0.1..1"],
      ["--search", "quasirandom", "--trials", "6", "--lr", "0.1..1"], 24
    ),
    (
      ["--search", "quasirandom", "--trials", "4", "--lr", "0.1..1"],
      ["--search", "quasirandom", "--trials", "4", "--lr", "0.1..10"], 0
    ),
    // 2 · 4, 3 and 1 configurations, of which the first rung and what is kept of it are there.
    (
      ["--search", "halving", "--lr", "0.1,0.2,0.4,0.8"],
      ["--search", "halving", "--lr", "0.1,0.2,0.4,0.8,1.6"], 48
    ),
  ])
  func `more draws add to what is there, other ends of the rates do not`(
    first: [String], more: [String], done: Int
  ) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.arguments(first, steps: 30), in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let dry = try Program.run(Self.arguments(more, steps: 30) + ["--dry-run"], in: folder)
    let counted = dry.output.split(separator: "\n").first { $0.contains(" done in night") }
    let number = counted?.split(separator: " ").first.flatMap { Int($0) } ?? -1
    #expect(first.contains("halving") ? number >= done : number == done, "\(dry.output)")
  }

  @Test func `extended edges are told, also afterwards`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.arguments(Self.searches[1], steps: 30), in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("24 trials, and more where a best rate stands at an edge"))
    #expect(run.output.contains("edges: rates were added for 2 of 2 settings, up to "))
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.output.contains("edges: rates were added for 2 of 2 settings, up to "))
  }

  @Test(arguments: [
    (["--lr", "0.1,1", "--rungs", "2"], "--rungs: only search halving has rungs"),
    (
      ["--lr", "0.1,1", "--search", "halving", "--extend-edges"],
      "--extend-edges: it widens a grid; it has no meaning for halving"
    ),
    (
      ["--lr", "0.1,1", "--search", "halving", "--rungs", "9"],
      "a training of 1500 steps is too short for 9 rungs of factor 3"
    ),
    (
      ["--lr", "1e-4..1:5", "--search", "random", "--trials", "9"],
      "--lr: the number of rates has no meaning where they are drawn, as many as --trials says; leave "
        + "out ':5'"
    ),
    (
      ["--lr", "1e-4..1", "--search", "random"],
      "--search: random needs the number of configurations; give it with --trials"
    ),
  ])
  func `options without meaning are refused`(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.arguments(options), in: folder)
    #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    #expect(folder.contents.isEmpty)
  }
}
