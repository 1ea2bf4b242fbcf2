import Running
import Tabular
import Tuning

extension FindReport {
  /// The answer as one JSON object. Fields are only ever added from version to version.
  package var json: String { JSONText.encode(FindDocument(self)) }
}

/// The fields of the JSON object.
struct FindDocument: Encodable {
  struct Diagnostic: Encodable {
    var name: String
    var message: String
    /// Whether it is a reason to distrust the answer, or only to be known.
    var isDoubt: Bool
  }

  var learningRate: Double
  var low: Double
  var high: Double
  var confident: Bool
  /// Whether training did better than no training and than a prediction without features; where not, there is nothing to
  /// lose, and `low` and `high` say nothing.
  var learned: Bool
  /// What it rests on, in words.
  var why: String
  var risk: Double
  var divergenceLearningRate: NullableNumber
  var divergenceSteps: NullableNumber
  var schedule: String
  var constantLearningRate: Double
  var peakShiftDecades: Double
  var optimizer: String
  var weightDecay: Double
  var model: String
  var hidden: [Int]
  var activation: String?
  var batchSize: Int
  var clipNorm: NullableNumber
  var loss: String
  var untrainedLoss: NullableNumber
  var confirmedLoss: NullableNumber
  var targetScale: Double?
  var budgetSteps: Int
  var costSteps: Int
  var rangeTestSteps: Int
  var rules: [String: NullableNumber]
  var diagnostics: [Diagnostic]
  var comparison: ComparisonDocument?
  var untuned: UntunedDocument?
  var curvature: CurvatureDocument?
  var data: DataDocument
  /// How the search split the rows; `data` has what other commands do.
  var searchSplits: FindJob.Splits
  var seed: UInt64
  var kernels: String
  var version: String
  /// What full trainings decided; nil where short ones did.
  var decision: DecisionDocument?
  /// How it ranks among several points; nil for one alone.
  var ranking: RankingDocument?

  init(_ report: FindReport, ranking: RankingDocument? = nil) {
    self.ranking = ranking
    let recommendation = report.outcome.recommendation
    let settings = report.plan.settings
    learningRate = recommendation.learningRate
    low = recommendation.low
    high = recommendation.high
    confident = report.isConfident
    learned = recommendation.hasLearned
    why = report.why
    risk = recommendation.risk
    divergenceLearningRate = NullableNumber(recommendation.divergenceLearningRate)
    divergenceSteps = NullableNumber(recommendation.divergenceSteps.map(Double.init))
    schedule = report.plan.schedule.description
    constantLearningRate = recommendation.constantLearningRate
    peakShiftDecades = recommendation.peakShift
    optimizer = settings.optimizer.specification
    weightDecay = report.plan.weightDecay
    hidden = settings.model.hidden
    switch settings.model {
    case .mlp(_, let activation):
      model = "mlp"
      self.activation = activation.rawValue
    case .logistic:
      model = "logistic"
    }
    batchSize = min(settings.batchSize, report.dataset.trainingRowCount)
    clipNorm = NullableNumber(settings.clipNorm)
    loss = report.dataset.loss.traits.name
    untrainedLoss = NullableNumber(report.outcome.confirmation.untrainedLoss)
    confirmedLoss = NullableNumber(report.outcome.confirmation.best?.score)
    budgetSteps = report.plan.budgetSteps
    costSteps = report.cost
    rangeTestSteps = report.outcome.rounds[0].cost
    rules = Dictionary(
      uniqueKeysWithValues: PublishedRule.allCases.map {
        ($0.rawValue, NullableNumber($0.learningRate(for: report.outcome.curve)))
      })
    diagnostics =
      report.doubts.map { Diagnostic(name: $0.name, message: $0.words, isDoubt: true) }
      + report.notes.map { Diagnostic(name: $0.name, message: $0.advice, isDoubt: false) }
    comparison = report.comparison.map {
      ComparisonDocument($0, metric: report.dataset.loss.metric)
    }
    untuned = report.untuned.map {
      UntunedDocument($0, sentence: report.untunedSentence($0))
    }
    curvature = report.curvature.map {
      CurvatureDocument(
        $0, isPreconditioned: settings.optimizer.traits.preconditionedStabilityFactor != nil,
        agreement: report.curvatureAgreement)
    }
    data = DataDocument(report.dataset)
    searchSplits = report.outcome.splits
    decision = recommendation.decision.map {
      DecisionDocument(
        $0, effort: report.plan.effort, repetitions: report.plan.decision?.repetitions ?? 1)
    }
    targetScale = report.targetScale
    seed = report.seed
    kernels = report.kernels
    version = report.version
  }
}
