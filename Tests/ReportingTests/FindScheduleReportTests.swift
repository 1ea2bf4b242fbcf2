import Foundation
import Planning
import Reporting
import Running
import Tabular
import TestSupport
import Testing
import Training
import Tuning

/// What `find` says about the schedule.
@Suite struct FindScheduleReportTests {
  private struct Document: Decodable {
    var schedule: String
    var learning_rate: Double
    var constant_learning_rate: Double
    var peak_shift_decades: Double
  }

  private static func report(_ text: String) throws -> FindReport {
    let dataset = try BundledDataset.load("iris")
    let specification = try ScheduleSpecification.parse(text)
    let plan = FindPlan(
      settings: TrainingSettings(model: .logistic, optimizer: .sgd), schedule: specification,
      resolvedSchedule: try specification.resolved(budgetSteps: 120, stepsPerEpoch: 3),
      weightDecay: 0, budgetSteps: 120, rangeTest: .usual(for: .sgd, budgetSteps: 120))
    let outcome = FindJob(plan, splits: [dataset]).run(workers: 1)
    return FindReport(
      plan: plan, splits: TrainingSplits(dataset), outcome: outcome, seed: 0, kernels: "any",
      version: "0")
  }

  /// 6 steps of warmup sum to 3.5, the other 114 to 0.5 · 114 + 0.5 · 57.5: 89.25 of 120.
  @Test(arguments: [
    ("cosine:min=0.5,warmup=5%", "cosine:warmup=5%,min=0.5", -log10(89.25 / 120)),
    ("plateau:patience=3", "plateau:patience=3", 0),
    ("constant", "constant", 0),
  ])
  func json(_ typed: String, _ canonical: String, _ shift: Double) throws {
    let json = try Self.report(typed).json
    let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    #expect(document.schedule == canonical)
    #expect(abs(document.peak_shift_decades - shift) < 1e-9)
    let ratio = document.learning_rate / document.constant_learning_rate
    #expect(abs(log10(ratio) - shift) < 1e-5)
  }

  @Test(arguments: [
    (
      "cosine:min=0.5",
      "; cosine:min=0.5 averages 0.75 of its peak, so the peak is set 1.3 times as high"
    ),
    ("plateau", "plateau lowers it on feedback alone, so its peak is the same"),
    ("step:every=99%", "schedule: searched at constant rates"),
  ])
  func summary(_ text: String, _ remark: String) throws {
    let lines = try Self.report(text).summary(Style(hasColor: false))
    #expect(lines.contains { $0.contains(", \(text) schedule, batch") })
    #expect(lines.contains { $0.hasPrefix("  schedule: ") && $0.hasSuffix(remark) })
  }

  /// 12 of the 120 steps are warmup. PyTorch's lines begin at the peak's scheduler, the others have
  /// the constant rate, both of the same answer.
  @Test func pastedLines() throws {
    let report = try Self.report("cosine:warmup=10%")
    let recommendation = report.outcome.recommendation
    #expect(recommendation.learningRate > recommendation.constantLearningRate)
    let text = try #require(report.script(Framework.allCases)).text
    for line in [
      "# PyTorch\ntorch.manual_seed(seed)\nlearning_rate = \(recommendation.learningRate)\n",
      "optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)\n",
      "warmup = lr_scheduler.LinearLR(optimizer, 1 / 12, total_iters=11)\n",
      "main = lr_scheduler.CosineAnnealingLR(optimizer, 108)\n",
      "        scheduler.step()\n",
      "set_random_seed(seed)\nlearning_rate = \(recommendation.constantLearningRate)\n",
      "keras.optimizers.SGD(learning_rate)\n", "learning_rate_init=learning_rate,",
    ] { #expect(text.contains(line), "\(line)") }
  }

  @Test func constantNeedsNoRemark() throws {
    let lines = try Self.report("constant").summary(Style(hasColor: false))
    #expect(lines.contains { $0.contains(", constant schedule, batch") })
    #expect(!lines.contains { $0.hasPrefix("  schedule: ") })
  }
}
