import Foundation
import Running
import TestSupport
import Testing

/// `lrfind find` for several optimizers, schedules or batch sizes.
struct FindPointsTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  private static func list(_ run: Program.Run) throws -> [[String: Any]] {
    try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]],
      "\(run.errors)")
  }

  @Test func `JSON is a list of the objects of each alone, best first`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      [Self.iris, "--optimizer", "sgd,adam", "--optimizer", "momentum:momentum=0.8", "--json"],
      in: folder)
    let list = try Self.list(run)
    #expect(list.count == 3 && folder.contents == ["iris.lrfind.csv"])
    let rankings = list.compactMap { $0["ranking"] as? [String: Any] }
    #expect(rankings.compactMap { $0["rank"] as? Int } == [1, 2, 3])
    let losses = rankings.compactMap { $0["validation_loss"] as? Double }
    #expect(losses == losses.sorted() && losses.count == 3)
    #expect(run.status == (list[0]["confident"] as? Bool == true ? 0 : 3))
    for var object in list {
      let optimizer = try #require(object["optimizer"] as? String)
      let alone = try Program.run(
        [Self.iris, "--optimizer", optimizer, "--json"], in: TemporaryFolder())
      object["ranking"] = nil
      #expect(object as NSDictionary == alone.json as NSDictionary)
    }
  }

  @Test func `the table names what differs, and equal epochs`() throws {
    let run = try Program.run(
      [Self.iris, "--batch-size", "16,32", "--epochs", "20", "--seeds", "2", "--paste", "none"],
      in: TemporaryFolder())
    for text in [
      "2 settings, each at its own best rate, trained to the end in 10 trainings (5 folds × 2 seeds) each",
      "rank  learning rate",
      "batch sizes are compared at equal epochs (20), not equal steps: "
        + "140 at batch 16, 60 at batch 32", "cost: ",
    ] {
      #expect(run.output.contains(text), "\(run.output)")
    }
    #expect(!run.output.contains("to paste"))
    // Sixty steps are doubtful, and the doubt names the row.
    #expect(
      run.output.contains("60 steps are too few to tell rates apart: give more --epochs"),
      "\(run.output)")
  }

  @Test func `the curves hold each training once`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      [Self.iris, "--schedule", "constant,cosine", "--json"], in: folder)
    let list = try Self.list(run)
    let text = String(decoding: try folder.read("iris.lrfind.csv"), as: UTF8.self)
    let rows = text.components(separatedBy: "\r\n").dropFirst().dropLast().map {
      $0.components(separatedBy: ",")
    }
    #expect(rows.allSatisfy { $0.count == 12 })
    let searched = rows.count { ["range_test", "confirmation"].contains($0[4]) }
    // The range test and the constant-rate confirmation of both are the same.
    let decided = try list.map { point in
      try #require((point["decision"] as? [String: Any])?["trainings"] as? Int)
    }
    let steps = try #require(list[0]["budget_steps"] as? Int)
    #expect(searched + decided[0] * steps == list[0]["cost_steps"] as? Int)
    #expect(rows.count { $0[4] == "decision" } == decided.reduce(0, +))
    // 2 schedules × 5 folds × 3 seeds, 50 checkpoints each.
    #expect(rows.count { $0[4] == "comparison" } == 1500)
    #expect(Set(rows.filter { $0[4] == "comparison" }.map { $0[3] }) == ["1", "2", "3"])
  }

  @Test(arguments: [[], ["--kernels", "haswell"]])
  func `the same bytes with any number of workers`(kernels: [String]) throws {
    let arguments =
      [Self.iris, "--optimizer", "sgd,adam", "--schedule", "constant,cosine", "--json"] + kernels
    let folders = try (0..<2).map { _ in try TemporaryFolder() }
    let runs = try zip(folders, ["1", "3"]).map { folder, workers in
      try Program.run(arguments + ["--workers", workers], in: folder)
    }
    guard runs[0].status != 64 else { return }
    #expect(runs[0].output == runs[1].output && !runs[0].output.isEmpty)
    let curves = try folders.map { try $0.read("iris.lrfind.csv") }
    #expect(curves[0] == curves[1])
  }

  @Test func `quiet prints the best rate and what it belongs to`() throws {
    let run = try Program.run(
      [Self.iris, "--optimizer", "sgd,adam", "--quiet"], in: TemporaryFolder())
    let words = run.output.split { $0 == " " || $0 == "\n" }
    #expect(words.count == 2 && Double(words[0]) != nil && ["sgd", "adam"].contains(words[1]))
  }

  @Test(arguments: [
    ["train", iris, "--lr", "0.1", "--optimizer", "sgd,adam"],
    ["train", iris, "--lr", "0.1", "--batch-size", "16", "--batch-size", "32"],
    ["train", iris, "--lr", "0.1", "--schedule", "constant,cosine"],
    ["descend", "x^2", "--from", "1", "--lr", "0.1", "--optimizer", "sgd,adam"],
  ])
  func `commands that train one setting say so`(arguments: [String]) throws {
    let run = try Program.run(arguments, in: TemporaryFolder())
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains("one is needed here, not 2"), "\(run.errors)")
  }
}
