extension ScheduleSpecification {
  /// Reads a schedule such as `cosine`, `multistep:at=50%|75%` or `linear:warmup=5%,end=0.01`.
  ///
  /// - Throws: `Specification.SyntaxError` for an unknown name or key (naming the nearest), for a
  ///   key that is missing, and for values that no run could follow.
  package static func parse(_ text: String) throws(Specification.SyntaxError) -> Self {
    var keys = try Specification(text, kind: kind)
    guard let usual = Shape.examples.first(where: { $0.name == keys.name }) else {
      throw Specification.unknown(keys.name, kind: kind, known: Shape.examples.map(\.name))
    }
    let shape = try usual.taking(&keys)
    var known = usual.parameters.map(\.key)
    var warmup: TrainingDuration?
    if let reason = shape.ownRise {
      if keys.contains(warmupKey) { throw keys.error("warmup is refused: \(reason)") }
    } else if !known.contains(warmupKey) {
      warmup = try keys.duration(warmupKey, mayBeZero: true)
      known.insert(warmupKey, at: 0)
    }
    try keys.finish(known: known)
    // No warmup is no warmup, however it is written.
    return Self(shape, warmup: warmup?.amount == 0 ? nil : warmup)
  }

  static let kind = "schedule"
  static let warmupKey = "warmup"
}

extension ScheduleSpecification.Shape {
  /// This schedule with the parameters that a specification sets.
  fileprivate func taking(_ keys: inout Specification) throws(Specification.SyntaxError) -> Self {
    switch self {
    case .constant, .resnet, .bert:
      return self
    case .step(let every, let gamma):
      return .step(every: try keys.duration("every") ?? every, gamma: try keys.decay() ?? gamma)
    case .multistep(let milestones, let gamma):
      return .multistep(
        at: try keys.durations("at") ?? milestones, gamma: try keys.decay() ?? gamma)
    case .exponential(let gamma):
      return .exponential(gamma: try keys.decay() ?? gamma)
    case .inverseTime:
      let k = try keys.number("k", .positive)
      return .inverseTime(
        k: try keys.require(
          k, "k",
          example: "k=0.01, where 1/k is the number of steps after which the rate is halved"))
    case .linear(let end):
      return .linear(end: try keys.fraction("end") ?? end)
    case .polynomial(let power, let end):
      return .polynomial(
        power: try keys.number("power", .positive) ?? power,
        end: try keys.fraction("end") ?? end)
    case .cosine(let min):
      return .cosine(min: try keys.fraction("min") ?? min)
    case .warmRestarts(let period, let mult, let min):
      return .warmRestarts(
        period: try keys.duration("period") ?? period,
        mult: try keys.number("mult", .steps) ?? mult,
        min: try keys.fraction("min") ?? min)
    case .triangular(let cycle):
      return .triangular(try cycle.taking(&keys))
    case .triangular2(let cycle):
      return .triangular2(try cycle.taking(&keys))
    case .expRange(_, let cycle):
      let gamma = try keys.require(
        try keys.decay(), "gamma", example: "gamma=0.999, the factor of a step")
      return .expRange(gamma: gamma, try cycle.taking(&keys))
    case .onecycle(let cycle):
      return .onecycle(try cycle.taking(&keys))
    case .inverseSqrt:
      let warmup = try keys.duration("warmup")
      return .inverseSqrt(warmup: try keys.require(warmup, "warmup", example: "warmup=10%"))
    case .wsd(let warmup, let decay, let shape):
      return .wsd(
        warmup: try keys.duration("warmup", mayBeZero: true) ?? warmup,
        decay: try keys.duration("decay") ?? decay, shape: try keys.choice("shape") ?? shape)
    case .plateau(let plateau):
      return .plateau(try plateau.taking(&keys))
    }
  }
}

extension ScheduleSpecification.Cycle {
  fileprivate func taking(_ keys: inout Specification) throws(Specification.SyntaxError) -> Self {
    Self(base: try keys.fraction("base") ?? base, up: try keys.duration("up") ?? up)
  }
}

extension ScheduleSpecification.OneCycle {
  fileprivate func taking(_ keys: inout Specification) throws(Specification.SyntaxError) -> Self {
    func divisor(_ key: String) throws(Specification.SyntaxError) -> Double? {
      try keys.number(key, .divisor)
    }
    func momentum(_ key: String) throws(Specification.SyntaxError) -> Double? {
      try keys.number(key, .betweenZeroAndOne)
    }
    let cycle = Self(
      pct: try keys.duration("pct") ?? pct, div: try divisor("div") ?? div,
      final: try divisor("final") ?? final, anneal: try keys.choice("anneal") ?? anneal,
      baseMomentum: try momentum("base-momentum") ?? baseMomentum,
      maxMomentum: try momentum("max-momentum") ?? maxMomentum)
    guard cycle.baseMomentum <= cycle.maxMomentum else {
      let (base, max) = (
        Specification.text(cycle.baseMomentum), Specification.text(cycle.maxMomentum)
      )
      throw keys.error("base-momentum=\(base) is above max-momentum=\(max)")
    }
    return cycle
  }
}

extension Plateau {
  fileprivate func taking(_ keys: inout Specification) throws(Specification.SyntaxError) -> Self {
    Self(
      factor: try keys.number("factor", .betweenZeroAndOne) ?? factor,
      patience: try keys.number("patience", .patience) ?? patience,
      threshold: try keys.number("threshold", .momentum) ?? threshold,
      cooldown: try keys.number("cooldown", .patience) ?? cooldown,
      min: try keys.fraction("min") ?? min)
  }
}

extension Specification {
  /// Takes out a factor that a rate is multiplied by again and again.
  fileprivate mutating func decay() throws(SyntaxError) -> Double? {
    try number("gamma", .decay)
  }

  /// Takes out a fraction of the peak.
  fileprivate mutating func fraction(_ key: String) throws(SyntaxError) -> Double? {
    try number(key, .fractionOfPeak)
  }

  /// The value of a key that has no default.
  fileprivate func require<Value>(
    _ value: Value?, _ key: String, example: String
  ) throws(SyntaxError) -> Value {
    guard let value else {
      throw error("it needs \(key), as in \(name):\(example)")
    }
    return value
  }
}
