import Commands
import Tabular
import Training
import Tuning

/// What is found of a training command of the user's own: the command, how long its training is, and
/// the rates that are looked at.
package struct CommandPlan: Sendable {
  /// What the length of a training is counted in.
  package enum Unit: String, Sendable, Hashable {
    case epochs, steps
    /// What the log tells: epochs where it does, else its entries.
    case entries

    /// The word for one of them.
    package var noun: String {
      switch self {
      case .epochs: "epoch"
      case .steps: "step"
      case .entries: "entry"
      }
    }
  }

  package let source: CommandSource
  package let lowest: Double
  package let highest: Double
  /// Whether the user said which rates; then nothing beyond them is tried.
  package let isBounded: Bool
  package let seeds: [UInt64]
  /// The length of a whole training; nil where a whole training tells it.
  package let length: Int?
  package let unit: Unit

  /// The settings that make it up.
  package static let keys =
    ["kind", "lr", "epochs", "steps", "seeds", "seed"] + CommandSource.keys.filter { $0 != "axis" }

  /// The five decades that most rates lie in.
  private static let usualRates = (low: 1e-5, high: 1.0)

  /// - Parameter entries: The settings; those that are not among `keys` are ignored.
  /// - Throws: `PlanError` with every mistake.
  package init(_ entries: [PlanEntry]) throws(PlanError) {
    var reader = PlanReader(entries)
    let source = CommandSource(entries, &reader)
    let rates = reader.list("lr") { texts throws(PlanProblem) in try RateAxis.rates(texts) }
    let epochs = reader.number("epochs", .steps)
    let steps = reader.number("steps", .steps)
    if epochs != nil, steps != nil {
      reader.refuse("steps", "\(reader.name("epochs")) sets the length too; leave one out")
    }
    let seedCount = reader.number("seeds", .seedCount) ?? 1
    let firstSeed = UInt64(reader.number("seed", SweepPlan.firstSeeds) ?? 0)
    seeds = (0..<UInt64(seedCount)).map { firstSeed + $0 }
    (lowest, highest, isBounded) = Self.bounds(rates, &reader)
    source?.check(epochs: epochs, steps: steps, seedCount: seedCount, &reader)
    guard reader.problems.isEmpty, let source else { throw PlanError(reader.problems) }
    self.source = source
    length = steps ?? epochs
    unit = steps != nil ? .steps : epochs != nil ? .epochs : .entries
  }

  private static func bounds(
    _ rates: RateAxis?, _ reader: inout PlanReader
  ) -> (Double, Double, Bool) {
    switch rates {
    case nil: break
    case .range(let range):
      guard let count = range.count else { return (range.low, range.high, true) }
      reader.refuse(
        "lr", "how many rates are looked at is decided here; leave out ':\(count)'")
    case .list:
      reader.refuse("lr", "give the lowest and the highest rate, as in 1e-5..1")
    }
    return (usualRates.low, usualRates.high, false)
  }

  package var template: CommandTemplate { source.template }
  package var choice: MetricChoice { source.choice }
  package var isTold: Bool { source.isTold }

  /// What is searched, once the length of a whole training is known.
  package func search(length: Int) -> RungSearch.Plan {
    RungSearch.Plan(
      lowest: lowest, highest: highest, isBounded: isBounded, seeds: seeds, length: length)
  }
}
