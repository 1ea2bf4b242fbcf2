import Foundation
import TestSupport
import Testing

/// `find --compare`.
struct CompareTests {
  private let iris = Program.datasets.appendingPathComponent("iris.csv").path

  @Test func `rates are trained beside the recommendation and paid for`() throws {
    let (alone, folder) = try (
      Program.run([iris, "--json"], in: TemporaryFolder()), TemporaryFolder()
    )
    let run = try Program.run([iris, "--json", "--compare", "0.001,1e4"], in: folder)
    let rate = try #require(run.json["learning_rate"] as? Double)
    #expect(rate == alone.json["learning_rate"] as? Double, "the answer does not depend on it")
    let comparison = try #require(run.json["comparison"] as? [String: Any])
    let rates = try #require(comparison["rates"] as? [[String: Any]])
    #expect(rates.map { $0["learning_rate"] as? Double } == [rate, 0.001, 10000])
    #expect(rates.map { $0["diverged_seeds"] as? Int } == [0, 0, 5])
    let difference = try #require(rates[1]["difference"] as? [String: Any])
    #expect(difference["verdict"] as? String == "worse")
    let cost = try #require(comparison["cost_steps"] as? Int)
    #expect(cost == 3 * 5 * 200)
    let total = try #require(run.json["cost_steps"] as? Int)
    #expect(try #require(alone.json["cost_steps"] as? Int) + cost == total)
    let curves = String(decoding: try folder.read("iris.lrfind.csv"), as: UTF8.self)
    let compared = curves.components(separatedBy: "\r\n").filter { $0.hasPrefix("comparison,") }
    // What diverged has no loss after the step at which it did, but the rows of the others stay.
    #expect(compared.count { $0.contains(",0.001,") } == 5 * 200)
    #expect(alone.json["comparison"] == nil)
  }

  @Test func `words say what a rate costs`() throws {
    let run = try Program.run(
      [iris, "--compare", "0.001,1e4", "--paste", "none", "--workers", "1"], in: TemporaryFolder())
    #expect(run.output.contains("on the same 5 folds of the rows"))
    #expect(run.output.contains("0.001 ends"))
    #expect(run.output.contains(" % of what training gains); "))
    #expect(run.output.contains("10000 is too high: it diverged in every fold"))
  }

  /// Some of these trainings end with losses of powers of ten, though they fit their last batches.
  @Test func `train and compare agree on what diverged`() throws {
    let table = Program.datasets.appendingPathComponent("penguins.csv").path
    let trained = try Program.run(
      ["train", table, "--lr", "10", "--folds", "5", "--json"], in: TemporaryFolder())
    let runs = try #require(trained.json["runs"] as? [[String: Any]])
    let diverged = runs.count { $0["status"] as? String == "diverged" }
    #expect((1..<5).contains(diverged))
    let compared = try Program.run([table, "--compare", "10", "--json"], in: TemporaryFolder())
    let comparison = try #require(compared.json["comparison"] as? [String: Any])
    let rates = try #require(comparison["rates"] as? [[String: Any]])
    #expect(rates.last?["diverged_seeds"] as? Int == diverged)
    let untrained = try #require(compared.json["untrained_loss"] as? Double)
    let loss = try #require(rates.last?["validation_loss"] as? Double)
    #expect(loss < 2 * untrained, "the mean of those that did not")
  }

  /// Sixty rows of a·b + c²: their short trainings say too little, and the rate is far too low.
  @Test func `a compared rate that does much better makes the answer doubtful`() throws {
    let rows = (0..<60).map { row -> String in
      let (a, b, c) = (
        2 * sin(Double(row) * 1.7), 2 * cos(Double(row) * 2.9), 2 * sin(Double(row) * 0.83 + 1)
      )
      return "\(a),\(b),\(c),\(a * b + c * c)"
    }
    let folder = try TemporaryFolder()
    _ = try folder.write((["a,b,c,y"] + rows).joined(separator: "\n"), to: "t.csv")
    let run = try Program.run(
      ["t.csv", "--effort", "quick", "--compare", "0.2", "--paste", "none"], in: folder)
    #expect(run.output.contains("doubt: of the compared rates 0.2 did better: use that"))
    #expect(run.status == 3)
    let json = try Program.run(
      ["t.csv", "--effort", "quick", "--compare", "0.2", "--json", "--report", "page.html"],
      in: folder
    ).json
    let diagnostics = try #require(json["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.contains { $0["name"] as? String == "better_rate_compared" })
    let page = String(decoding: try folder.read("page.html"), as: UTF8.self)
    #expect(page.contains("0.2 did better"))
  }

  @Test func `the recommended rate itself needs no training`() throws {
    let folder = try TemporaryFolder()
    let rate = try #require(
      try Program.run([iris, "--json"], in: folder).json["learning_rate"] as? Double)
    let run = try Program.run([iris, "--compare", "\(rate)", "--paste", "none"], in: folder)
    #expect(run.output.contains("is the recommended rate itself"))
  }
}
