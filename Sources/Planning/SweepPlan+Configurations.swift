import Experiment

extension SweepPlan {
  /// A point of the search space, and how early it is tried: 0 is the coarsest level.
  package struct Point: Sendable {
    package var configuration: Configuration
    var level: Int
  }

  /// The points of the search space, in plan order.
  ///
  /// - Throws: `PlanError` when there are fewer points than are to be drawn.
  package func points() throws(PlanError) -> [Point] {
    let points: [Point]
    switch search {
    case .grid: points = gridPoints()
    case .halving where trials == nil: points = gridPoints()
    case .random:
      let cube = RandomPoints(dimensions: dimensions, seed: firstSeed)
      points = try drawnPoints { cube.point($0) }
    case .quasirandom, .halving:
      let cube = QuasirandomSequence(dimensions: dimensions, seed: firstSeed)
      points = try drawnPoints { cube.point($0) }
    }
    return points
  }

  /// Every combination of what is not the rate, in plan order.
  package var settings: [Setting] { command?.settings ?? axes.settings }

  private func gridPoints() -> [Point] {
    let rates = takesUntunedRate ? [] : learningRates.grid ?? []
    if takesUntunedRate {
      return settings.map { setting in
        Point(
          configuration: Configuration(setting, learningRate: untunedRate(of: setting)), level: 0)
      }
    }
    let levels = Self.levels(count: rates.count)
    return settings.flatMap { setting in
      zip(rates, levels).map { rate, level in
        Point(configuration: Configuration(setting, learningRate: rate), level: level)
      }
    }
  }

  /// Coarse to fine: how early each of several values in a row is tried. The first level has every
  /// 2ᵏ-th one, at least three of them where there are three, and each level halves the distance.
  static func levels(count: Int) -> [Int] {
    var stride = 1
    while stride * 2 <= (count - 1) / 2 { stride *= 2 }
    return (0..<count).map { index in
      var (level, distance) = (0, stride)
      while index % distance != 0 {
        distance /= 2
        level += 1
      }
      return level
    }
  }

  /// The coordinates of a drawn point: the rate, then those of the setting.
  private var dimensions: Int { 1 + axes.dimensions }
  /// How many draws that bring nothing new are endured for each one that is wanted.
  private static let patience = 64

  private func drawnPoints(_ draw: (Int) -> [Double]) throws(PlanError) -> [Point] {
    let wanted = trials ?? 0
    var seen: Set<Configuration> = []
    var points: [Point] = []
    for index in 0..<(wanted + 64) * Self.patience where points.count < wanted {
      let configuration = configuration(at: draw(index))
      if seen.insert(configuration).inserted {
        points.append(Point(configuration: configuration, level: points.count))
      }
    }
    guard points.count == wanted else {
      throw PlanError([
        "trials: \(wanted) different configurations are wanted, but the search space has few more "
          + "than \(points.count); give a lower number, or take search grid"
      ])
    }
    return points
  }

  private func configuration(at point: [Double]) -> Configuration {
    let setting = axes.setting(at: Array(point[1...]))
    return Configuration(
      setting,
      learningRate: takesUntunedRate
        ? untunedRate(of: setting) : learningRates.value(at: point[0]))
  }

  /// The rate that goes with a setting where nobody gave one.
  private func untunedRate(of setting: Setting) -> Double {
    guard let rate = setting.optimizer.traits.untunedRate else {
      preconditionFailure("each of its optimizers has one")
    }
    return rate
  }
}
