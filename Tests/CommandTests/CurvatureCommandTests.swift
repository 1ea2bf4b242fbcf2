import Foundation
import TestSupport
import Testing

/// `find --curvature`.
struct CurvatureCommandTests {
  private func table(_ name: String) -> String {
    Program.datasets.appendingPathComponent("\(name).csv").path
  }

  @Test(arguments: ["sgd", "nesterov", "adam", "rmsprop"])
  func `curvature stands in JSON and is paid for`(optimizer: String) throws {
    let arguments = [table("iris"), "--json", "--optimizer", optimizer]
    let alone = try Program.run(arguments, in: TemporaryFolder())
    let run = try Program.run(arguments + ["--curvature"], in: TemporaryFolder())
    #expect(
      run.json["learning_rate"] as? Double == alone.json["learning_rate"] as? Double,
      "never a cap")
    let curvature = try #require(run.json["curvature"] as? [String: Any])
    #expect(alone.json["curvature"] == nil)
    let points = try #require(curvature["points"] as? [[String: Any]])
    #expect(
      points.compactMap { $0["step"] as? Int } == (optimizer == "adam" ? [60, 200] : [0, 60, 200]))
    let cost = try #require(curvature["cost_steps"] as? Int)
    #expect(cost > 200)
    let total = try #require(run.json["cost_steps"] as? Int)
    #expect(try #require(alone.json["cost_steps"] as? Int) + cost == total)
    let factors = ["sgd": 2, "nesterov": 3.8 / 2.8, "adam": 38]
    let factor = curvature["stability_factor"] as? Double
    #expect(abs((factor ?? 0) - (factors[optimizer] ?? 0)) < 1e-9)
    #expect((curvature["lowest_limit"] as? Double == nil) == (optimizer == "rmsprop"))
  }

  @Test func `words`() throws {
    func output(_ optimizer: String) throws -> String {
      try Program.run(
        [table("diabetes"), "--curvature", "--paste", "none", "--optimizer", optimizer],
        in: TemporaryFolder()
      ).output
    }
    let sgd = try output("sgd")
    #expect(sgd.contains("λ is the largest eigenvalue of the Hessian of the training loss"))
    #expect(sgd.contains("steps of sgd above 2/λ grow"))
    #expect(sgd.contains("agree"))
    #expect(try output("adam").contains("of P⁻¹·Hessian"))
    #expect(try output("adagrad").contains("no limit is known for adagrad"))
  }

  /// Wine's classes can be told apart; an overfitted model is not a matter of the rate.
  @Test func `notes do not cost confidence`() throws {
    let run = try Program.run(
      [table("wine"), "--steps", "2000", "--json"], in: TemporaryFolder())
    let diagnostics = try #require(run.json["diagnostics"] as? [[String: Any]])
    let separable = try #require(diagnostics.first { $0["name"] as? String == "separable" })
    #expect(separable["is_doubt"] as? Bool == false)
    #expect(run.json["confident"] as? Bool == true && run.status == 0)
  }
}
