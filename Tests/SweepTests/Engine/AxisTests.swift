import Experiment
import LinearAlgebra
import Planning
import Testing
import Training

/// The table of axes: what holds of every axis that is in it, and that none is missing.
struct AxisTests {
  private static let usual = TrialIdentityTests.usual

  /// A configuration that differs from the usual one in one axis alone, by the axis' column.
  private static let changed: [String: Configuration] = [
    "schedule": change { $0.setting.schedule = ScheduleSpecification(.cosine()) },
    "optimizer": change { $0.setting.optimizer = .sgd },
    "weight_decay": change { $0.setting.weightDecay = 0.5 },
    "batch_size": change { $0.setting.batchSize = 33 },
    "hidden": change { $0.setting.model = .mlp(hidden: [6, 4], activation: .relu) },
    "activation": change { $0.setting.model = .mlp(hidden: [64], activation: .tanh) },
    "learning_rate": change { $0.learningRate = 0.2 },
  ]

  private static func change(_ body: (inout Configuration) -> Void) -> Configuration {
    var configuration = usual
    body(&configuration)
    return configuration
  }

  private static func id(_ configuration: Configuration) -> String {
    TrialIdentity(data: "d0", configuration: configuration, steps: 200, clipNorm: nil).id(seed: 0)
  }

  @Test(arguments: Axis.all.map(\.column))
  func `an axis shows its own changes, and no other's`(column: String) throws {
    let other = try #require(Self.changed[column], "give the test a change of \(column)")
    for axis in Axis.all {
      #expect((axis.value(other) != axis.value(Self.usual)) == (axis.column == column))
    }
    #expect(Self.id(other) != Self.id(Self.usual))
  }

  @Test func `names and columns are each one axis's`() {
    #expect(Set(Axis.all.map(\.column)).count == Axis.all.count)
    #expect(Set(Axis.all.map(\.name)).count == Axis.all.count)
  }

  /// A property that no axis shows would be stored nowhere. The model has two, widths and activation; the
  /// parameters of a command have axes of their own.
  @Test func `every part of a configuration has an axis`() {
    let properties = Mirror(reflecting: Self.usual.setting).children.map(\.label)
    let parts = properties.count { $0 != "parameters" } + 1
    let setting = Setting.ofCommand(["b": "2", "a": "1"])
    let configuration = Configuration(setting, learningRate: 0.1)
    #expect(Axis.of([configuration]).map(\.column) == ["learning_rate", "a", "b"])
    #expect(
      Axis.of([configuration]).map { $0.value(configuration) } == [
        .number(0.1), .text("1"), .text("2"),
      ])
    #expect(Axis.all.count == parts + 1)
  }

  @Test func `a plan has values for every axis, by its key`() throws {
    let plan = try SweepPlanTests.plan(["lr": "0.1"])
    #expect(
      Set(plan.axes.valueCounts.keys).union([Axis.learningRate.key]) == Set(Axis.all.map(\.key)))
    #expect(Set(Axis.all.map(\.key)).isSubset(of: SweepPlan.keys))
    #expect(Set(Axis.all.map(\.identityPlace)).count == Axis.all.count)
  }

  /// Without these columns in this order old result files and stores could not be read.
  @Test func `the first axes stay as they are`() {
    #expect(
      Axis.all.map(\.column).prefix(7) == [
        "schedule", "optimizer", "weight_decay", "batch_size", "hidden", "activation",
        "learning_rate",
      ])
  }
}
