import Glibc
import Tuning

/// Rates beyond an end of the rate axis, where the best rate stands there.
///
/// Where everything else is the same, the best rate of a grid is the one with the lowest mean loss
/// among those that diverged with no seed. As long as it is the lowest or the highest rate that was
/// trained, a round adds the next rates beyond it, at the axis's own spacing there. A rate that
/// diverges is an end too: beyond it nothing is sought. Where every rate diverges, lower ones are
/// tried.
package enum EdgeExtension {
  /// How many rates a round adds on a side: two, so that one unlucky rate does not end it.
  static let ratesPerRound = 2
  /// The most rates that are added on a side.
  package static let mostRates = 6
  /// Rates further out than these are not tried.
  private static let sensible = 1e-30...1e30

  /// The next rates to be trained with everything else the same.
  ///
  /// - Parameters:
  ///   - axis: The rates that were planned; at least two.
  ///   - scores: The mean loss of every rate that was trained, nil where a seed diverged.
  /// - Returns: The rates, or none where the best stands inside or enough was added.
  static func next(axis: RateAxis, scores: [Double: Double?]) -> [Double] {
    let rates = scores.keys.sorted()
    guard let lowest = rates.first, let highest = rates.last, let ends = Ends(axis) else {
      return []
    }
    let best = rates.filter { scores[$0].flatMap { $0 } != nil }.min {
      (scores[$0].flatMap { $0 } ?? .infinity, $0) < (scores[$1].flatMap { $0 } ?? .infinity, $1)
    }
    let beyond: [Double]
    if best == highest {
      let added = rates.count { $0 > ends.high }
      beyond = places(after: added).map { ends.above($0) }
    } else if best == lowest || best == nil {
      let added = rates.count { $0 < ends.low }
      beyond = places(after: added).map { ends.below($0) }
    } else {
      return []
    }
    return beyond.filter { sensible.contains($0) && scores[$0] == nil }
  }

  /// The places of the next rates beyond an end, from 1.
  private static func places(after added: Int) -> Range<Int> {
    added + 1..<max(added, min(added + ratesPerRound, mostRates)) + 1
  }

  /// The ends of an axis, and how it goes on there.
  private struct Ends {
    let low: Double
    let high: Double
    /// In decades.
    private let lowSpacing: Double
    private let highSpacing: Double
    /// Rates of a list are short, and so are those beyond it.
    private let isList: Bool

    init?(_ axis: RateAxis) {
      guard let rates = axis.grid, rates.count > 1 else { return nil }
      let logs = rates.map { log10($0) }
      (low, high) = (rates[0], rates[rates.count - 1])
      switch axis {
      case .list:
        isList = true
        lowSpacing = logs[1] - logs[0]
        highSpacing = logs[logs.count - 1] - logs[logs.count - 2]
      case .range:
        isList = false
        // Two neighbours of a range are rounded to six digits; the whole axis tells it better.
        lowSpacing = (logs[logs.count - 1] - logs[0]) / Double(logs.count - 1)
        highSpacing = lowSpacing
      }
    }

    func above(_ place: Int) -> Double {
      rate(log10(high) + highSpacing * Double(place), spacing: highSpacing)
    }

    func below(_ place: Int) -> Double {
      rate(log10(low) - lowSpacing * Double(place), spacing: lowSpacing)
    }

    private func rate(_ decade: Double, spacing: Double) -> Double {
      let rate = LearningRate.atDecade(min(max(decade, -40), 40))
      return isList && spacing > 0.05 ? LearningRate.canonical(rate, digits: 3) : rate
    }
  }
}
