/// What the learning rate is to do over time, as a user types it: `cosine`, `step:every=30%` or
/// `linear:warmup=5%,end=0.01`.
///
/// Durations stay as they were typed; `resolved(budgetSteps:stepsPerEpoch:)` says what they mean
/// for a run. The learning rate that goes with a schedule is always its peak, and `min`, `end` and
/// `base` are fractions of it.
package struct ScheduleSpecification: Hashable, Sendable {
  /// The schedule itself.
  package var shape: Shape
  /// A linear rise before it, or nil. The schedule then starts anew behind it, and its budget is
  /// the steps that remain.
  package var warmup: TrainingDuration?

  package init(_ shape: Shape, warmup: TrainingDuration? = nil) {
    self.shape = shape
    self.warmup = warmup
  }

  /// The parameters of a schedule that listens to the validation loss; nil of others.
  package var plateau: Plateau? {
    if case .plateau(let plateau) = shape { plateau } else { nil }
  }

  /// The same rate at every step.
  package static let constant = ScheduleSpecification(.constant)

  /// The schedules, with formulas and names as in `torch.optim.lr_scheduler` where it has them.
  package enum Shape: Hashable, Sendable {
    case constant
    /// `StepLR`.
    case step(every: TrainingDuration = .epochs(10), gamma: Double = 0.1)
    /// `MultiStepLR`.
    case multistep(at: [TrainingDuration] = [.percent(50), .percent(75)], gamma: Double = 0.1)
    /// `ExponentialLR`, one factor an epoch.
    case exponential(gamma: Double = 0.95)
    /// η / (1 + k·t), with t in steps (Robbins and Monro, 1951).
    case inverseTime(k: Double)
    /// `LinearLR` from the peak, over the whole budget.
    case linear(end: Double = 0)
    /// `PolynomialLR` with an end, over the whole budget.
    case polynomial(power: Double = 2, end: Double = 0)
    /// `CosineAnnealingLR` over the whole budget.
    case cosine(min: Double = 0)
    /// `CosineAnnealingWarmRestarts` (SGDR; Loshchilov and Hutter, 2017).
    case warmRestarts(period: TrainingDuration = .epochs(10), mult: Int = 2, min: Double = 0)
    /// `CyclicLR(mode="triangular")` (Smith, 2017).
    case triangular(Cycle = Cycle())
    /// `CyclicLR(mode="triangular2")`: the height is halved with every cycle.
    case triangular2(Cycle = Cycle())
    /// `CyclicLR(mode="exp_range")`: the height shrinks by a factor at every step.
    case expRange(gamma: Double, Cycle = Cycle())
    /// `OneCycleLR` (Smith and Topin, 2018).
    case onecycle(OneCycle = OneCycle())
    /// Linear rise, then ∝ 1/√t (Noam; Vaswani et al., 2017).
    case inverseSqrt(warmup: TrainingDuration)
    /// Warmup, stable, decay (Hu et al., 2024).
    case wsd(
      warmup: TrainingDuration = .percent(5), decay: TrainingDuration = .percent(20),
      shape: DecayShape = .linear)
    /// `ReduceLROnPlateau` on the validation loss.
    case plateau(Plateau = Plateau())
    /// A tenth of the rate from half of the budget, a hundredth from three quarters.
    case resnet
    /// A linear rise over a tenth of the budget, then linearly to 0.
    case bert
  }

  /// A cycle of `CyclicLR`: up and down again, both as long.
  package struct Cycle: Hashable, Sendable {
    /// The lowest rate as a fraction of the peak; Smith advises a third or a quarter.
    package var base: Double
    /// How long the rate rises; the default makes five whole cycles.
    package var up: TrainingDuration

    package init(base: Double = 0.25, up: TrainingDuration = .percent(10)) {
      self.base = base
      self.up = up
    }
  }

  /// The parameters of `OneCycleLR`.
  package struct OneCycle: Hashable, Sendable {
    /// How long the rate rises.
    package var pct: TrainingDuration
    /// The peak is this many times the first rate.
    package var div: Double
    /// The first rate is this many times the last.
    package var final: Double
    package var anneal: Annealing
    /// Momentum at the peak of the rate.
    package var baseMomentum: Double
    /// Momentum at both ends.
    package var maxMomentum: Double

    package init(
      pct: TrainingDuration = .percent(30), div: Double = 25, final: Double = 1e4,
      anneal: Annealing = .cos, baseMomentum: Double = 0.85, maxMomentum: Double = 0.95
    ) {
      self.pct = pct
      self.div = div
      self.final = final
      self.anneal = anneal
      self.baseMomentum = baseMomentum
      self.maxMomentum = maxMomentum
    }
  }
}

/// How one value goes over into another.
package enum Annealing: String, Codable, Hashable, Sendable, CaseIterable {
  case cos, linear
}

/// How the last stretch of `wsd` falls to 0.
package enum DecayShape: String, Codable, Hashable, Sendable, CaseIterable {
  /// 1 − x
  case linear
  /// (1 + cos πx) / 2
  case cosine
  /// 1 − √x
  case sqrt
}

extension ScheduleSpecification.Shape {
  /// Every schedule with its default parameters; those that have none get an example.
  package static let examples: [Self] = [
    .constant, .step(), .multistep(), .exponential(), .inverseTime(k: 0.01), .linear(),
    .polynomial(), .cosine(), .warmRestarts(), .triangular(), .triangular2(),
    .expRange(gamma: 0.999), .onecycle(), .inverseSqrt(warmup: .percent(10)), .wsd(), .plateau(),
    .resnet, .bert,
  ]

  /// The name that a user types.
  package var name: String {
    switch self {
    case .constant: "constant"
    case .step: "step"
    case .multistep: "multistep"
    case .exponential: "exponential"
    case .inverseTime: "inverse-time"
    case .linear: "linear"
    case .polynomial: "polynomial"
    case .cosine: "cosine"
    case .warmRestarts: "warm-restarts"
    case .triangular: "triangular"
    case .triangular2: "triangular2"
    case .expRange: "exp-range"
    case .onecycle: "onecycle"
    case .inverseSqrt: "inverse-sqrt"
    case .wsd: "wsd"
    case .plateau: "plateau"
    case .resnet: "resnet"
    case .bert: "bert"
    }
  }

  /// Why no warmup can be put before it, or nil when one can.
  var ownRise: String? {
    switch self {
    case .onecycle: "it rises by itself, for as long as pct says"
    case .triangular, .triangular2, .expRange: "it rises by itself, from base, in every cycle"
    case .bert: "it has its own of 10%; for another, take linear with a warmup"
    case .constant, .step, .multistep, .exponential, .inverseTime, .linear, .polynomial, .cosine,
      .warmRestarts, .inverseSqrt, .wsd, .plateau, .resnet:
      nil
    }
  }
}
