import FoundationEssentials
import Reporting
import Testing
import Training

/// A setting whose lines are kept in scripts/reference/snippets, where
/// scripts/reference/check_snippets.py runs them.
struct SnippetCase: CustomTestStringConvertible, Sendable {
  var name: String
  var setting: UsageSetting
  /// Whether Keras makes the same updates although its lines claim less.
  var isExact: Bool

  var testDescription: String { name }

  private init(
    _ name: String, _ model: Model, _ optimizer: Optimizer, task: UsageSetting.Task,
    batchSize: Int = 32, clipNorm: Double? = nil, weightDecay: Double = 0,
    learningRate: Double = 0.0123, rows: Int = 150, isExact: Bool = false
  ) {
    self.name = name
    self.isExact = isExact
    setting = UsageSetting(
      training: TrainingSettings(
        model: model, optimizer: optimizer, batchSize: batchSize, clipNorm: clipNorm),
      weightDecay: weightDecay, learningRate: learningRate, budgetSteps: 200, trainingRows: rows,
      task: task)
  }

  private static let hidden = Model.mlp(hidden: [16], activation: .relu)
  private static let three = UsageSetting.Task.classification(classes: 3)
  private static let two = UsageSetting.Task.classification(classes: 2)

  /// A training with a schedule, which ends within an epoch of 4 steps.
  private init(
    schedule: String, as name: String? = nil, _ optimizer: Optimizer = .sgd,
    task: UsageSetting.Task = three
  ) {
    let (steps, rate) = (198, 0.0123)
    guard let specification = try? ScheduleSpecification.parse(schedule),
      let resolved = try? specification.resolved(budgetSteps: steps, stepsPerEpoch: 4)
    else { preconditionFailure(schedule) }
    self.init(
      "schedule-\(name ?? schedule)", Self.hidden, optimizer, task: task, learningRate: rate)
    setting.budgetSteps = steps
    setting.course = UsageSetting.Course(
      name: specification.shape.name, schedule: resolved, constantLearningRate: 0.00456)
  }

  /// Every schedule, every one that can have a warmup with one, and what has a form of its own.
  private static let scheduled: [SnippetCase] =
    ScheduleSpecification.Shape.examples.filter { $0 != .constant }.map {
      SnippetCase(schedule: "\(ScheduleSpecification($0))", as: $0.name)
    }
    + [
      "constant", "step", "multistep", "exponential", "inverse-time:k=0.01", "linear",
      "polynomial", "cosine", "warm-restarts", "wsd", "plateau", "resnet",
    ].map { text in
      let name = String(text.prefix { $0 != ":" })
      let separator = text.contains(":") ? "," : ":"
      return SnippetCase(schedule: "\(text)\(separator)warmup=10%", as: "\(name)-warmup")
    }
    + [
      SnippetCase(schedule: "cosine:warmup=1,min=0.05", as: "cosine-min"),
      SnippetCase(schedule: "step:every=1,gamma=0.99", as: "step-one"),
      SnippetCase(schedule: "polynomial:power=3,end=0.1,warmup=7", as: "polynomial-end"),
      SnippetCase(
        schedule: "warm-restarts:period=17,mult=1,min=0.1,warmup=30", as: "warm-restarts-min"),
      SnippetCase(schedule: "triangular2:base=0.1,up=13", as: "triangular2-momentum", .momentum()),
      SnippetCase(schedule: "wsd:warmup=0,decay=40,shape=cosine", as: "wsd-cosine"),
      SnippetCase(schedule: "wsd:warmup=31,decay=50%,shape=sqrt", as: "wsd-sqrt"),
      SnippetCase(
        schedule: "onecycle:pct=45%,div=10,final=100,anneal=linear", as: "onecycle-adam", .adam()),
      SnippetCase(
        schedule: "onecycle:pct=12.3%,base-momentum=0.8,max-momentum=0.99",
        as: "onecycle-momentum", .nesterov()),
      SnippetCase(schedule: "onecycle:pct=1", as: "onecycle-fall", .momentum()),
      SnippetCase(schedule: "onecycle:pct=100%", as: "onecycle-rise", .momentum()),
      SnippetCase(
        schedule: "plateau:factor=0.5,patience=3,cooldown=2,min=0.01", as: "plateau-keys",
        task: .regression),
    ]

  static let all: [SnippetCase] =
    scheduled
    + Optimizer.all.map {
      SnippetCase($0.name, hidden, $0, task: three, weightDecay: $0.traits.defaultWeightDecay)
    }
    + Optimizer.all.map {
      SnippetCase(
        "\($0.name)-regression", .mlp(hidden: [16, 8], activation: .tanh), $0, task: .regression,
        weightDecay: 0.02)
    }
    + [
      SnippetCase("logistic", .logistic, .sgd, task: three, learningRate: 0.5, rows: 128),
      SnippetCase("logistic-two", .logistic, .nesterov(), task: two),
      SnippetCase("logistic-two-adam", .logistic, .adam(), task: two, learningRate: 1e-5),
      SnippetCase("linear", .logistic, .momentum(momentum: 0.8), task: .regression),
      SnippetCase("linear-adam", .logistic, .adam(), task: .regression),
      SnippetCase("two", .mlp(hidden: [16], activation: .sigmoid), .sgd, task: two),
      SnippetCase("clip", hidden, .adam(), task: three, clipNorm: 0.1),
      SnippetCase("clip-decay", hidden, .sgd, task: three, clipNorm: 0.1, weightDecay: 0.02),
      SnippetCase(
        "clip-penalty", hidden, .momentum(), task: three, clipNorm: 0.1, weightDecay: 0.02),
      SnippetCase("dampening", hidden, .momentum(dampening: 0.5), task: three),
      SnippetCase(
        "rmsprop-all", hidden, .rmsprop(alpha: 0.9, momentum: 0.5, isCentered: true), task: three),
      SnippetCase(
        "rmsprop-small-epsilon", hidden, .rmsprop(epsilon: 1e-14, momentum: 0.5, isCentered: true),
        task: three, isExact: true),
      SnippetCase(
        "adagrad-all", hidden, .adagrad(learningRateDecay: 0.01, initialAccumulator: 0.1),
        task: three),
      SnippetCase("adamw-none", hidden, .adamw(), task: two, weightDecay: 0),
      SnippetCase("whole", hidden, .sgd, task: three, batchSize: 500, rows: 60),
    ]

  /// The lines of all frameworks, with what the script has to know first.
  var document: String {
    let snippets = UsageSnippets(setting)
    let outputs =
      switch setting.task {
      case .classification(let classes): classes
      case .regression: 1
      }
    var lines = [
      "#: rows=\(setting.trainingRows) features=6 outputs=\(outputs)"
        + " batch=\(setting.training.batchSize) steps=\(setting.budgetSteps)"
        + " exact=\(isExact ? 1 : 0)"
    ]
    if let course = setting.course { lines += movement(course) }
    for snippet in snippets.all {
      lines.append("#: \(snippet.framework.rawValue) \(snippet.fidelity)")
      lines.append(snippet.text)
    }
    return lines.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
  }

  /// What the schedule does at each step: the rate, and the momentum where it cycles.
  private func movement(_ course: UsageSetting.Course) -> [String] {
    func list(_ values: [Double]) -> String {
      values.map { Decimal.significant($0, digits: 9) }.joined(separator: " ")
    }
    let curve = ScheduleCurve(
      .constant, schedule: course.schedule, learningRate: setting.learningRate,
      steps: setting.budgetSteps, optimizer: setting.training.optimizer)
    return ["#: rates", list(curve.learningRates)]
      + (curve.momentum.map { ["#: momentum", list($0)] } ?? [])
  }

  /// The folder of the kept lines.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../../scripts/reference/snippets")

  /// Where the lines are kept.
  var file: URL { Self.folder.appending(path: "\(name).txt") }
}
