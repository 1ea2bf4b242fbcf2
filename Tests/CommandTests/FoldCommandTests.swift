import Foundation
import TestSupport
import Testing

/// `--folds`, in every command that trains.
struct FoldCommandTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path
  private static let length = ["--steps", "60", "--hidden", "8"]

  private static func table(_ folder: TemporaryFolder, _ name: String) throws -> [[String: String]]
  {
    let lines = String(decoding: try folder.read(name), as: UTF8.self)
      .components(separatedBy: "\r\n").dropLast().map { $0.components(separatedBy: ",") }
    return lines.dropFirst().map {
      Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The losses of rate 0.03 and seed 0, fold by fold.
  @Test(arguments: [iris, Program.datasets.appendingPathComponent("diabetes.csv").path])
  func `a fold's training is the same in train, sweep and compare`(path: String) throws {
    let folder = try TemporaryFolder()
    let options = Self.length + ["--folds", "4"]
    let train = try Program.run(
      ["train", path, "--lr", "0.03", "--json"] + options, in: folder)
    let runs = try #require(train.json["runs"] as? [[String: Any]])
    #expect(runs.compactMap { $0["fold"] as? Int } == [0, 1, 2, 3])
    let losses = runs.compactMap { $0["validation_loss"] as? Double }
    #expect(Set(losses).count == 4, "each holds back other rows")

    let sweep = try Program.run(
      ["sweep", path, "--lr", "0.03", "--seeds", "2", "--out", "n", "--quiet"] + options,
      in: folder)
    #expect(sweep.status == 0)
    let trials = try Self.table(folder, "n/trials.csv").filter { $0["seed"] == "0" }
    #expect(trials.compactMap { $0["fold"] } == ["0", "1", "2", "3"])

    let find = try Program.run([path, "--compare", "0.03", "--json"] + options, in: folder)
    let comparison = try #require(find.json["comparison"] as? [String: Any])
    #expect(comparison["folds"] as? [Int] == [0, 1, 2, 3])
    let rates = try #require(comparison["rates"] as? [[String: Any]])
    let mean = try #require(rates.last?["validation_loss"] as? Double)
    #expect(abs(mean / (losses.reduce(0, +) / 4) - 1) < 1e-5)
    for (trial, loss) in zip(trials, losses) {
      let same = try #require(Double(trial["validation_loss"] ?? ""))
      #expect(abs(same / loss - 1) < 1e-5)
    }
  }

  /// Of classes, the first of five folds is the ordinary split: what is trained on it is known.
  @Test func `folds that are added train what is new alone`() throws {
    let folder = try TemporaryFolder()
    let sweep = ["sweep", Self.iris, "--lr", "0.01,0.1", "--out", "n"] + Self.length
    #expect(try Program.run(sweep, in: folder).status == 0)
    let first = try Self.table(folder, "n/trials.csv")
    let run = try Program.run(sweep + ["--folds", "5", "--workers", "1"], in: folder)
    #expect(run.output.contains("10 of 10 trials"), "\(run.output)\(run.errors)")
    #expect(run.output.contains("cover other seeds and other splits of these rows"))
    let wide = try Self.table(folder, "n/trials.csv")
    let known = wide.filter { $0["fold"] == "0" }
    #expect(known.compactMap { $0["trial"] } == first.compactMap { $0["trial"] })
    #expect(
      known.compactMap { $0["validation_loss"] } == first.compactMap { $0["validation_loss"] })
    let timings = try Self.table(folder, "n/timings.csv")
    #expect(timings.count == 10)
    // Another number of folds has other rows: what was trained stays beside it.
    let narrow = try Program.run(sweep + ["--folds", "3"], in: folder)
    #expect(narrow.output.contains("6 of 6 trials"), "\(narrow.output)\(narrow.errors)")
    let all = try Self.table(folder, "n/trials.csv")
    #expect(all.count { $0["in_plan"] == "true" } == 6 && all.count == 16)
    #expect(Set(all.compactMap { $0["trial"] }).count == 16)
  }

  @Test func `workers do not matter`() throws {
    let bytes = try ["1", "3"].map { workers in
      let folder = try TemporaryFolder()
      let options = ["--folds", "3", "--seeds", "2", "--workers", workers] + Self.length
      _ = try Program.run(["train", Self.iris, "--lr", "0.1"] + options, in: folder)
      _ = try Program.run(
        ["sweep", Self.iris, "--lr", "0.01,0.1", "--out", "n"] + options, in: folder)
      return try ["iris.train.csv", "n/trials.csv", "n/summary.csv"].map { try folder.read($0) }
    }
    #expect(bytes[0] == bytes[1])
  }

  @Test(arguments: [
    (["train", "t.csv", "--lr", "1", "--folds", "1"], "--folds"),
    (
      ["train", "t.csv", "--lr", "1", "--folds", "3", "--validation", "v.csv"],
      "--folds and a --validation file contradict each other"
    ),
    (["find", "t.csv", "--folds", "3", "--effort", "quick"], "no meaning with effort quick"),
    (
      ["sweep", "t.csv", "--kind", "find", "--folds", "3", "--effort", "quick"],
      "no meaning with effort quick"
    ),
  ])
  func `what has no meaning is refused`(arguments: [String], message: String) throws {
    let folder = try TemporaryFolder()
    for name in ["t.csv", "v.csv"] { _ = try folder.write("a,b\n1,x\n2,y\n3,x\n4,y\n", to: name) }
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
