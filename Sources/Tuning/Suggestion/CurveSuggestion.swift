import Glibc

/// The learning rate that a recorded curve speaks for, and how sure that is.
///
/// A curve alone says less than `find` does: neither the budget nor a confirmation by training
/// comes in. The answer is what the valley rule reads; the others are told, and one of them raises
/// a doubt. Which combination to take was measured on 216 range tests (12 data sets, two models,
/// three optimizers, three seeds), read as `find` records them, as single raw trainings, and
/// smoothed per step as other tools do (beta 0.9 and 0.98). The share of answers that lose at most
/// five per cent against the best rate of a full training, and the mean loss (at most 1 an answer):
///
///                                  find          raw           0.9           0.98
///     valley                       87 %  .026    85 %  .028    86 %  .034    85 %  .036
///     slide                        57 %  .171    56 %  .176    69 %  .121    67 %  .146
///     steepest                     56 %  .198    54 %  .201    46 %  .259    34 %  .378
///     minimum÷10                   75 %  .074    76 %  .073    64 %  .134    55 %  .195
///     middle of valley and that    84 %  .029    85 %  .029    84 %  .047    80 %  .055
///     lower of the two             86 %  .027    84 %  .028    85 %  .034    84 %  .044
///     median of all four           81 %  .057    83 %  .054    78 %  .070    78 %  .080
///     valley, shift fitted         88 %  .024    86 %  .024    87 %  .036    85 %  .039
///
/// The minimum moves with the lag of whatever smoothing was used, and the valley hardly; so nothing
/// mixed in is an improvement anywhere. The last row is leave-one-data-set-out, and its shifts
/// (0 to +0.25 decades) differ from column to column. What the valley counts as a fall, so that its
/// answer does not follow the first rate, came later; see the article Suggestion.
package struct CurveSuggestion: Sendable {
  /// What one rule reads off the curve.
  package struct Reading: Sendable, Hashable {
    package let rule: PublishedRule
    /// Nil where the rule finds nothing to read, or reads a rate around which nothing was recorded.
    package let learningRate: Double?
  }

  /// A rate and the range around it.
  package struct Estimate: Sendable, Hashable {
    package let learningRate: Double
    /// Of the rates between these, four in five lost less than five per cent where that was
    /// measured; in two curves of three the best rate was among them.
    package let low: Double
    package let high: Double
  }

  /// What each rule reads.
  package let readings: [Reading]
  /// The best estimate; nil where the rule finds nothing to read.
  package let estimate: Estimate?
  /// The distance between the lowest and the highest reading, in decades; nil below two readings.
  package let spread: Double?
  /// The lowest rate from which the loss stays above where it started, or is no number; nil where
  /// the curve ends before.
  package let divergenceLearningRate: Double?
  /// The lowest rate at which a whole training diverged that stands beside the curve; nil where none did.
  package let divergedTraining: Double?
  /// Why the answer is doubtful; empty when it is not.
  package let doubts: [CurveDoubt]

  /// Whether nothing speaks against the answer.
  package var isConfident: Bool { doubts.isEmpty }

  /// The rule whose reading is the answer.
  package static let basis = PublishedRule.valley

  /// Applies the rules to a curve.
  ///
  /// - Parameters:
  ///   - cleaned: The curve.
  ///   - trainings: What whole trainings beside it ended with, nil where one diverged, by rising rate: they
  ///     say nothing of what the rules read, but the range ends before they diverge.
  package init(
    _ cleaned: CleanedCurve, trainings: [(learningRate: Double, loss: Double?)] = []
  ) {
    let curve = cleaned.curve
    let sound = trainings.prefix { $0.loss != nil }
    divergedTraining = trainings.dropFirst(sound.count).first?.learningRate
    readings = PublishedRule.allCases.map { rule in
      let rate = rule.learningRate(for: curve)
      return Reading(
        rule: rule, learningRate: rate.flatMap { curve.gap(around: $0) == nil ? $0 : nil })
    }
    divergenceLearningRate = cleaned.divergenceLearningRate
    let decades = readings.compactMap(\.learningRate).map { log10($0) }
    spread = decades.count > 1 ? decades.width : nil
    let reading = Self.basis.learningRate(for: curve)
    let gap = reading.flatMap { curve.gap(around: $0) }
    // Its upper end was trained with; below it the answer would follow the first rate.
    let answer = gap?.upperBound ?? reading
    let highestSound = divergedTraining.map { sound.last?.learningRate ?? $0 }
    let edge = [cleaned.divergenceLearningRate, highestSound].compactMap { $0 }.min()
    estimate = answer.map { Estimate(around: $0, in: curve, below: edge) }
    let other = PublishedRule.minimumOverTen.learningRate(for: curve)
    let rulesApart = answer.flatMap { answer in other.map { abs(log10($0) - log10(answer)) } }
    var doubts = CurveDoubt.found(in: cleaned, gap: gap, rulesApart: rulesApart)
    if let divergedTraining, let answer, answer >= divergedTraining {
      doubts.append(.trainingsDiverged(from: divergedTraining))
    }
    self.doubts = doubts
  }
}

extension CurveSuggestion.Estimate {
  /// The distance of the range's ends from the answer, in decades.
  private static let reach = (below: 0.5, above: 0.75)

  /// The range around a rate, which ends where training diverges; where an end would lie in a gap, the end
  /// of that which is nearer to the rate.
  fileprivate init(around rate: Double, in curve: RangeTestCurve, below edge: Double?) {
    let decade = log10(rate)
    let ends = [-Self.reach.below, Self.reach.above].map { LearningRate.atDecade(decade + $0) }
    learningRate = LearningRate.atDecade(decade)
    low = curve.gap(around: ends[0])?.upperBound ?? ends[0]
    let reached = curve.gap(around: ends[1])?.lowerBound ?? ends[1]
    high = max(learningRate, min(reached, edge ?? reached))
  }
}

extension [Double] {
  /// The distance from the lowest to the highest.
  fileprivate var width: Double { (self.max() ?? 0) - (self.min() ?? 0) }
}
