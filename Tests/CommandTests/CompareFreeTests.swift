import Foundation
import TestSupport
import Testing

/// `find --compare-free`: the answer beside optimizers that promise to need no rate.
struct CompareFreeTests {
  private let iris = Program.datasets.appendingPathComponent("iris.csv").path
  private static let names = [
    "schedule-free-sgd", "schedule-free-adamw", "prodigy", "dog", "ldog", "dadapt-adam", "adam",
    "sgd",
  ]

  @Test func `all are trained beside the recommendation and paid for`() throws {
    let alone = try Program.run([iris, "--json"], in: TemporaryFolder())
    let runs = try ["1", "3"].map {
      try Program.run([iris, "--json", "--compare-free", "--workers", $0], in: TemporaryFolder())
    }
    let run = runs[0]
    let documents = try runs.map { run in
      let untuned = try #require(run.json["untuned"] as? [String: Any])
      return try JSONSerialization.data(withJSONObject: untuned, options: .sortedKeys)
    }
    #expect(documents[0] == documents[1], "whatever the number of workers")
    #expect(
      run.json["learning_rate"] as? Double == alone.json["learning_rate"] as? Double,
      "the answer does not depend on it")
    let untuned = try #require(run.json["untuned"] as? [String: Any])
    let contenders = try #require(untuned["contenders"] as? [[String: Any]])
    #expect(contenders.map { $0["optimizer"] as? String } == Self.names)
    #expect(
      contenders.map { $0["learning_rate"] as? Double } == [1, 0.0025, 1, 1, 1, 1, 0.001, 0.01])
    #expect(
      contenders.map { $0["is_tuning_free"] as? Bool }
        == [true, true, true, true, true, true, false, false])
    let cost = try #require(untuned["cost_steps"] as? Int)
    #expect(cost == 9 * 5 * 200)
    let best = try #require(untuned["best"] as? [String: Any])
    #expect(best["chosen_from"] as? Int == 6)
    #expect(Self.names.prefix(6).contains(try #require(best["optimizer"] as? String)))
    let total = try #require(run.json["cost_steps"] as? Int)
    #expect(try #require(alone.json["cost_steps"] as? Int) + cost == total)
    #expect(alone.json["untuned"] == nil)
  }

  /// The tuned training is that of `--compare`, of the same folds.
  @Test func `the tuned loss is that of a comparison of rates`() throws {
    let run = try Program.run(
      [iris, "--json", "--compare-free", "--compare", "0.01"], in: TemporaryFolder())
    let untuned = try #require(run.json["untuned"] as? [String: Any])
    let tuned = try #require(untuned["tuned"] as? [String: Any])
    let contenders = try #require(untuned["contenders"] as? [[String: Any]])
    let comparison = try #require(run.json["comparison"] as? [String: Any])
    let rates = try #require(comparison["rates"] as? [[String: Any]])
    for (one, other) in [(tuned, rates[0]), (contenders[7], rates[1])] {
      let loss = try #require(one["validation_loss"] as? Double)
      let expected = try #require(other["validation_loss"] as? Double)
      #expect(abs(loss - expected) <= 1e-5 * expected)
    }
  }

  @Test func `words say whether tuning was worth it`() throws {
    let run = try Program.run(
      [iris, "--compare-free", "--paste", "none", "--workers", "1"], in: TemporaryFolder())
    #expect(run.output.contains("untuned: each optimizer trained for all 200 steps"))
    #expect(run.output.contains("in the same 5 trainings, on 5 folds of the rows"))
    for name in Self.names { #expect(run.output.contains("  \(name)")) }
    #expect(run.output.contains("the best here of 6 that promise to need no rate"))
    #expect(run.output.contains(" at its defaults"))
  }

  @Test func `those that keep an average are said to have no schedule, and the page has it all`()
    throws
  {
    let folder = try TemporaryFolder()
    let arguments = [
      iris, "--compare-free", "--steps", "60", "--effort", "quick", "--report", "p.html",
    ]
    let run = try Program.run(arguments + ["--schedule", "cosine", "--json"], in: folder)
    let untuned = try #require(run.json["untuned"] as? [String: Any])
    let contenders = try #require(untuned["contenders"] as? [[String: Any]])
    let constant = ["schedule-free-sgd", "schedule-free-adamw", "dog", "ldog"]
    for contender in contenders {
      let name = try #require(contender["optimizer"] as? String)
      let schedule = constant.contains(name) ? "constant" : "cosine"
      #expect(contender["schedule"] as? String == schedule, "\(name)")
    }
    let html = String(decoding: try folder.read("p.html"), as: UTF8.self)
    let line =
      "schedule-free-sgd, schedule-free-adamw, dog and ldog were trained at a constant rate, as the average of "
      + "steps that they keep stands for a schedule; all others under cosine"
    #expect(html.contains(line))
    #expect(html.contains(try #require(untuned["sentence"] as? String)))
    for name in Self.names {
      #expect(html.contains("<td>\(name)\n") || html.contains("<td>\(name)<"))
    }
    let words = try Program.run(arguments + ["--schedule", "cosine", "--force"], in: folder)
    #expect(words.output.contains("\n  \(line)\n"), "\(words.output)")
    let plain = try Program.run(arguments + ["--force"], in: folder)
    #expect(!plain.output.contains("stands for a schedule"))
  }

  /// Of a row that is the best in the sentence both say the same interval and verdict.
  @Test func `row and sentence have one interval`() throws {
    let run = try Program.run([iris, "--json", "--compare-free"], in: TemporaryFolder())
    let untuned = try #require(run.json["untuned"] as? [String: Any])
    let contenders = try #require(untuned["contenders"] as? [[String: Any]])
    let best = try #require(untuned["best"] as? [String: Any])
    let row = try #require(
      contenders.first { $0["optimizer"] as? String == best["optimizer"] as? String })
    let (one, other) = (
      try #require(best["difference"] as? [String: Any]),
      try #require(row["difference"] as? [String: Any])
    )
    for key in ["mean", "low", "high"] {
      #expect(one[key] as? Double == other[key] as? Double)
    }
    #expect(one["verdict"] as? String == other["verdict"] as? String)
  }

  @Test func `it has no meaning with several settings or the rate alone`() throws {
    for arguments in [["--quiet"], ["--optimizer", "sgd,adam"]] {
      let run = try Program.run([iris, "--compare-free"] + arguments, in: TemporaryFolder())
      #expect(run.status == 64 && run.errors.contains("--compare-free"))
    }
  }
}
