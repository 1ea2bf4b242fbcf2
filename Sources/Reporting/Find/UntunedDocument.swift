import Statistics

/// The comparison with optimizers without tuning as it stands in JSON.
struct UntunedDocument: Encodable {
  struct Contender: Encodable {
    var optimizer: String
    var learningRate: Double
    /// What it was trained under.
    var schedule: String?
    /// Whether its authors promise that nothing has to be tuned.
    var isTuningFree: Bool
    var divergedSeeds: Int
    var validationLoss: NullableNumber
    var metric: NullableNumber
    /// The mean difference as a share of what training gains.
    var shareOfGain: NullableNumber
    var difference: ComparisonDocument.Difference?
  }

  var seeds: [UInt64]
  /// Which fold of the rows each training is of; nil without folds.
  var folds: [Int]?
  var costSteps: Int
  var tuned: Contender
  var contenders: [Contender]
  var sentence: String
  /// The best of those that promise to need no tuning, judged as chosen among them; nil where none trained to
  /// the end.
  var best: Best?

  struct Best: Encodable {
    var optimizer: String
    var chosenFrom: Int
    var difference: ComparisonDocument.Difference
  }

  init(_ untuned: UntunedComparison, sentence: String) {
    func document(_ contender: UntunedComparison.Contender, isTuned: Bool) -> Contender {
      let pair = isTuned ? nil : untuned.pair(of: contender)
      return Contender(
        optimizer: contender.optimizer.specification, learningRate: contender.rate.learningRate,
        schedule: contender.schedule.map(\.description), isTuningFree: contender.isTuningFree,
        divergedSeeds: contender.rate.divergedCount,
        validationLoss: NullableNumber(contender.rate.loss),
        metric: NullableNumber(contender.rate.metric),
        shareOfGain: NullableNumber(pair.flatMap { untuned.share(of: $0.difference.mean, $0) }),
        difference: pair.map(ComparisonDocument.Difference.init))
    }
    seeds = untuned.replicates.map(\.seed)
    folds = untuned.foldCount > 1 ? untuned.replicates.map(\.fold.index) : nil
    costSteps = untuned.cost
    tuned = document(untuned.tuned, isTuned: true)
    contenders = untuned.contenders.map { document($0, isTuned: false) }
    self.sentence = sentence
    if let name = untuned.bestTuningFree?.optimizer.specification, let pair = untuned.bestPair {
      best = Best(
        optimizer: name, chosenFrom: untuned.tuningFree.count,
        difference: ComparisonDocument.Difference(pair))
    }
  }
}
