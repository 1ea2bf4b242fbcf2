import Foundation
import TestSupport
import Testing

/// `suggest` and `report` on what `find` wrote: the range test, and the whole trainings that decided.
struct SuggestDivergenceTests {
  /// A range test that falls to 0.1 and stays there, with whole trainings at four rates, of two folds each; from
  /// one on they diverged.
  private func curve(divergedFrom edge: Double, rising: Bool = false) -> String {
    var lines = ["phase,repeat,step,learning_rate,loss,validation_loss"]
    for step in 0..<60 {
      let decade = -5 + Double(step) / 10
      let fall = 1 / (1 + pow(10, -2 * (decade + 2)))
      let rise = rising && decade > 0.7 ? 20 * (decade - 0.7) : 0
      lines.append("range_test,0,\(step),\(pow(10, decade)),\(1 - 0.9 * fall + rise),")
    }
    for (rate, loss) in [(0.01, 0.5), (0.1, 0.3), (1, 0.2), (10.0, 0.4)] {
      for fold in 0..<2 {
        let isDiverged = rate >= edge && fold == 1
        lines.append("decision,\(fold),100,\(rate),,\(isDiverged ? "" : "\(loss)")")
      }
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  private func run(_ text: String, _ options: [String] = []) throws -> Program.Run {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "t.lrfind.csv")
    return try Program.run(["suggest", "t.lrfind.csv"] + options, in: folder)
  }

  @Test func `what diverged in whole trainings is said as it is drawn`() throws {
    let run = try run(curve(divergedFrom: 1))
    #expect(run.output.contains(", × diverged, ┊ from where training diverges"), "\(run.output)")
    #expect(
      run.output.contains(
        "\n  diverges from 1 in whole trainings; no rate in the curve alone diverged\n"))
    let both = try self.run(curve(divergedFrom: 1, rising: true))
    #expect(
      both.output.contains("\n  diverges from 1 in whole trainings; the curve alone, from about "))
    #expect(both.output.contains("┊ from where training diverges"))
  }

  @Test func `where no whole training diverged the curve predicts`() throws {
    let run = try run(curve(divergedFrom: 100))
    #expect(!run.output.contains("× diverged") && !run.output.contains("┊"))
    #expect(
      run.output.contains("no whole training diverged, up to 10; nor did a rate in the curve\n"))
    let rising = try self.run(curve(divergedFrom: 100, rising: true))
    #expect(
      rising.output.contains("no whole training diverged, up to 10; the curve predicts it from "))
    #expect(rising.output.contains("┊ from where short trainings predict that it diverges"))
  }

  /// The answer is half a decade and more below it, the range would go beyond.
  @Test func `the range ends before what diverged, and an answer there is doubtful`() throws {
    func high(_ edge: Double) throws -> (
      high: Double, rate: Double, doubts: [String], all: [String: Any]
    ) {
      let json = try run(curve(divergedFrom: edge), ["--json"]).json
      let doubts = (json["diagnostics"] as? [[String: Any]] ?? []).compactMap {
        $0["name"] as? String
      }
      return (
        try #require(json["high"] as? Double), try #require(json["learning_rate"] as? Double),
        doubts,
        json
      )
    }
    let free = try high(100)
    #expect(free.rate < 0.05 && free.high > free.rate * 5)
    let cut = try high(0.1)
    #expect(cut.rate == free.rate && cut.high == max(0.01, cut.rate))
    #expect(!cut.doubts.contains("trainings_diverged") || cut.rate >= 0.1)
    let trainings = try #require(cut.all["whole_trainings"] as? [String: Any])
    #expect(trainings["divergence_learning_rate"] as? Double == 0.1)
    #expect(trainings["learning_rates"] as? [Double] == [0.01, 0.1, 1, 10])
    let lost = try high(0.001)
    #expect(lost.doubts.contains("trainings_diverged"))
  }

  @Test func `the page says the same`() throws {
    let folder = try TemporaryFolder()
    try folder.write(curve(divergedFrom: 1), to: "t.lrfind.csv")
    let run = try Program.run(["report", "t.lrfind.csv", "--out", "p.html"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let html = String(decoding: try folder.read("p.html"), as: UTF8.self)
    #expect(html.contains("diverges from 1 in whole trainings"))
  }
}
