import Experiment
import Foundation
import Planning
import Reporting
import Running
import Tabular
import Testing
import Training
import Tuning

/// `find` on tables and with settings that leave nothing to train: an answer is a number with a
/// doubt, or the table is refused, and nothing that is shown is "nan" or "inf".
struct NastyTableTests {
  /// What is wrong with a table.
  enum Flaw: CaseIterable {
    case none, hugeTargets, hugeFeatures, hugeFeatureCell, hugeTargetCell, constantFeature
  }

  struct Setting: Sendable, CustomStringConvertible {
    var weightDecay = 0.0
    var clipNorm: Double?
    var steps = 60
    var batchSize = 32
    var optimizer: Training.Optimizer = .sgd
    /// Whether nothing can come of it, whatever the table.
    var isHopeless = false

    var description: String {
      "decay \(weightDecay), clip \(clipNorm ?? 0), \(steps) steps of \(batchSize), \(optimizer)"
    }
  }

  static let settings = [
    Setting(), Setting(weightDecay: 1e3), Setting(weightDecay: 1e10, isHopeless: true),
    Setting(weightDecay: 1e30, isHopeless: true),
    Setting(weightDecay: 1e10, optimizer: .adam(), isHopeless: true),
    Setting(weightDecay: 3e8, steps: 400, optimizer: .momentum(), isHopeless: true),
    Setting(clipNorm: 1e-30, isHopeless: true), Setting(clipNorm: 1e30),
    Setting(steps: 1, isHopeless: true), Setting(steps: 2, batchSize: 10_000, isHopeless: true),
    Setting(batchSize: 10_000, optimizer: .adam()),
    Setting(weightDecay: 1e10, clipNorm: 1e-3, optimizer: .rmsprop()),
  ]

  private static func table(rows: Int, isClassification: Bool, flaw: Flaw) -> String {
    var lines = ["a,b,y"]
    for row in 0..<rows {
      // Numbers without a pattern that a reader could take for ids or dates.
      let a = sin(12.9898 * Double(row + 1)) * 3, b = cos(78.233 * Double(row + 1))
      var features = [a, b]
      var target = a - 2 * b
      switch flaw {
      case .none: break
      case .hugeTargets: target *= 1e20
      case .hugeFeatures: features = features.map { $0 * 1e18 }
      case .hugeFeatureCell: if row == rows / 2 { features[0] = 3e20 }
      case .hugeTargetCell: if row == rows / 2 { target = 1e25 }
      case .constantFeature: features[1] = 4
      }
      let label = isClassification ? (a > 0 ? "yes" : "no") : "\(target)"
      lines.append("\(features[0]),\(features[1]),\(label)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: settings, Flaw.allCases)
  func `an answer is a number with its doubts`(setting: Setting, flaw: Flaw) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("lrfind-nasty-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    for (rows, isClassification) in [(8, false), (8, true), (30, false), (200, true)] {
      try Self.table(rows: rows, isClassification: isClassification, flaw: flaw)
        .write(to: file, atomically: true, encoding: .utf8)
      let options = TableOptions(seed: 3)
      guard Self.loaded(file.path, options) != nil else { continue }
      let report = try Self.report(setting, file.path, options)
      Self.check(report, "\(rows) rows")
      if setting.isHopeless { #expect(!report.isConfident, "\(rows) rows") }
    }
  }

  /// A table that cannot be used is refused by a `DataError`, which is an answer too.
  private static func loaded(_ path: String, _ options: TableOptions) -> Dataset? {
    do {
      return try Dataset.load(path: path, options: options)
    } catch {
      #expect(!error.description.isEmpty)
      return nil
    }
  }

  private static func report(
    _ setting: Setting, _ path: String, _ options: TableOptions
  ) throws -> FindReport {
    let table = try SearchedTable(path: path, options: options)
    let dataset = table.dataset
    let plan = FindPlan(
      settings: TrainingSettings(
        model: .mlp(hidden: [6], activation: .relu), optimizer: setting.optimizer,
        batchSize: setting.batchSize, clipNorm: setting.clipNorm, seed: 5),
      schedule: .constant, resolvedSchedule: .constant, weightDecay: setting.weightDecay,
      budgetSteps: setting.steps,
      rangeTest: .usual(for: setting.optimizer, budgetSteps: setting.steps), survey: table.survey)
    let outcome = FindJob(plan, splits: table.splits).run(workers: 1)
    let rate = outcome.recommendation.learningRate
    let comparison = RateComparisonJob(
      plan, on: TrainingSplits(dataset), recommended: rate, others: [3 * rate]
    ).run(workers: 1)
    let curvature = CurvatureJob(plan, dataset: dataset, learningRate: rate).run()
    return FindReport(
      plan: plan, splits: TrainingSplits(dataset), outcome: outcome, seed: 0, kernels: "any",
      version: "0",
      comparison: comparison, curvature: curvature)
  }

  private static func check(_ report: FindReport, _ place: String) {
    let recommendation = report.outcome.recommendation
    let rates = [recommendation.low, recommendation.learningRate, recommendation.high]
    #expect(rates.allSatisfy { $0.isFinite && $0 > 0 }, "\(place)")
    #expect(recommendation.risk.isFinite, "\(place)")
    let lines =
      report.summary(Style(hasColor: false))
      + (report.script(Framework.allCases)?.lines ?? [])
    for line in lines + [report.json, report.plot.script(for: .svg).replacing("NaN", with: "")] {
      let words = line.lowercased().split { !$0.isLetter }
      #expect(!words.contains("nan") && !words.contains("inf"), "\(place): \(line.prefix(200))")
    }
    #expect(!report.curvesCSV().isEmpty)
  }
}
