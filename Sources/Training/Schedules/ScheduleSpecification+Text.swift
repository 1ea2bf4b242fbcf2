extension ScheduleSpecification: CustomStringConvertible {
  /// The text that `parse` reads back: the name, and what differs from the defaults.
  package var description: String {
    let usual = Shape.examples.first { $0.name == shape.name }
    let changed = zip(shape.parameters, usual?.parameters ?? []).filter {
      $0.0.value != $0.1.value || shape.needs($0.0.key)
    }.map { "\($0.0.key)=\($0.0.value)" }
    let keys = (warmup.map { ["\(Self.warmupKey)=\($0)"] } ?? []) + changed
    return keys.isEmpty ? shape.name : "\(shape.name):\(keys.joined(separator: ","))"
  }
}

extension ScheduleSpecification: Codable {
  /// Reads the text that a user would type.
  package init(from decoder: any Decoder) throws {
    self = try Self.parse(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text that a user would type.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension ScheduleSpecification.Shape {
  /// The keys that a user can set, and their values here.
  var parameters: [(key: String, value: String)] {
    func number(_ key: String, _ value: Double) -> (key: String, value: String) {
      (key, Specification.text(value))
    }
    switch self {
    case .constant, .resnet, .bert:
      return []
    case .step(let every, let gamma):
      return [("every", "\(every)"), number("gamma", gamma)]
    case .multistep(let milestones, let gamma):
      let list = milestones.map(\.description).joined(separator: "|")
      return [("at", list), number("gamma", gamma)]
    case .exponential(let gamma):
      return [number("gamma", gamma)]
    case .inverseTime(let k):
      return [number("k", k)]
    case .linear(let end):
      return [number("end", end)]
    case .polynomial(let power, let end):
      return [number("power", power), number("end", end)]
    case .cosine(let min):
      return [number("min", min)]
    case .warmRestarts(let period, let mult, let min):
      return [("period", "\(period)"), ("mult", "\(mult)"), number("min", min)]
    case .triangular(let cycle), .triangular2(let cycle):
      return [number("base", cycle.base), ("up", "\(cycle.up)")]
    case .expRange(let gamma, let cycle):
      return [number("gamma", gamma), number("base", cycle.base), ("up", "\(cycle.up)")]
    case .onecycle(let cycle):
      return [
        ("pct", "\(cycle.pct)"), number("div", cycle.div), number("final", cycle.final),
        ("anneal", cycle.anneal.rawValue), number("base-momentum", cycle.baseMomentum),
        number("max-momentum", cycle.maxMomentum),
      ]
    case .inverseSqrt(let warmup):
      return [("warmup", "\(warmup)")]
    case .wsd(let warmup, let decay, let shape):
      return [("warmup", "\(warmup)"), ("decay", "\(decay)"), ("shape", shape.rawValue)]
    case .plateau(let plateau):
      return [
        number("factor", plateau.factor), ("patience", "\(plateau.patience)"),
        number("threshold", plateau.threshold), ("cooldown", "\(plateau.cooldown)"),
        number("min", plateau.min),
      ]
    }
  }

  /// The name and all keys, as a list of the schedules shows them.
  package var fullDescription: String {
    let keys = parameters.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return keys.isEmpty ? name : "\(name):\(keys)"
  }

  /// Whether a key has no default.
  fileprivate func needs(_ key: String) -> Bool {
    switch self {
    case .inverseTime: key == "k"
    case .expRange: key == "gamma"
    case .inverseSqrt: key == "warmup"
    case .constant, .step, .multistep, .exponential, .linear, .polynomial, .cosine, .warmRestarts,
      .triangular, .triangular2, .onecycle, .wsd, .plateau, .resnet, .bert:
      false
    }
  }
}
