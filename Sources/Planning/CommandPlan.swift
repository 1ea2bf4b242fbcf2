import Commands
import Experiment
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

  package let template: CommandTemplate
  package let choice: MetricChoice
  /// The files whose contents results depend on.
  package let watched: [String]
  package let lowest: Double
  package let highest: Double
  /// Whether the user said which rates; then nothing beyond them is tried.
  package let isBounded: Bool
  package let seeds: [UInt64]
  /// The length of a whole training; nil where a whole training tells it.
  package let length: Int?
  package let unit: Unit

  /// The settings that make it up.
  package static let keys = [
    "command", "lr", "epochs", "steps", "seeds", "seed", "metric", "maximize", "metrics", "watch",
  ]
  package static let listKeys: Set = ["watch"]
  package static let flagKeys: Set = ["maximize"]

  /// The five decades that most rates lie in.
  private static let usualRates = (low: 1e-5, high: 1.0)

  /// - Parameter entries: The settings; those that are not among `keys` are ignored.
  /// - Throws: `PlanError` with every mistake.
  package init(_ entries: [PlanEntry]) throws(PlanError) {
    var reader = PlanReader(entries)
    func text(_ key: String) -> String? { entries.first { $0.key == key }?.values.first }
    var template: CommandTemplate?
    do throws(CommandError) {
      template = try CommandTemplate(text("command") ?? "")
    } catch {
      reader.refuse("command", error.description)
    }
    let rates = reader.list("lr") { texts throws(PlanProblem) in try RateAxis.parse(texts) }
    let epochs = reader.number("epochs", .steps)
    let steps = reader.number("steps", .steps)
    let seedCount = reader.number("seeds", .seedCount) ?? 1
    let firstSeed = UInt64(reader.number("seed", SweepPlan.firstSeeds) ?? 0)
    seeds = (0..<UInt64(seedCount)).map { firstSeed + $0 }
    for key in ["metric", "metrics", "watch"] where text(key) == "" {
      reader.refuse(key, "the name is empty; give one, or leave it out")
    }
    choice = MetricChoice(
      name: text("metric"), isMaximized: reader.has("maximize"), file: text("metrics"))
    watched = entries.first { $0.key == "watch" }?.values ?? []
    (lowest, highest, isBounded) = Self.bounds(rates, &reader)
    if let template { Self.check(template, epochs: epochs, steps: steps, seedCount, &reader) }
    guard reader.problems.isEmpty, let template else { throw PlanError(reader.problems) }
    self.template = template
    length = steps ?? epochs
    unit = steps != nil ? .steps : epochs != nil ? .epochs : .entries
  }

  private static func bounds(
    _ rates: RateAxis?, _ reader: inout PlanReader
  ) -> (Double, Double, Bool) {
    switch rates {
    case nil: break
    case .range(let low, let high, nil): return (low, high, true)
    case .range(_, _, let count?):
      reader.refuse(
        "lr", "how many rates are looked at is decided here; leave out ':\(count)'")
    case .list:
      reader.refuse("lr", "give the lowest and the highest rate, as in 1e-5..1")
    }
    return (usualRates.low, usualRates.high, false)
  }

  private static func check(
    _ template: CommandTemplate, epochs: Int?, steps: Int?, _ seedCount: Int,
    _ reader: inout PlanReader
  ) {
    if epochs != nil, steps != nil {
      reader.refuse("steps", "\(reader.name("epochs")) sets the length too; leave one out")
    } else if template.has(.epochs), epochs == nil {
      reader.refuse(
        "command",
        "it is told its {epochs}, so say how many a whole training has, as in "
          + "\(reader.name("epochs")) 20")
    } else if template.has(.steps), steps == nil {
      reader.refuse(
        "command",
        "it is told its {steps}, so say how many a whole training has, as in "
          + "\(reader.name("steps")) 2000")
    } else if steps != nil, !template.has(.steps) {
      reader.refuse(
        "steps",
        "the command has no {steps} to be told them; write {steps} where they belong, or leave it out"
      )
    }
    if seedCount > 1, !template.has(.seed) {
      reader.refuse(
        "seeds",
        "the command has no {seed}, so that all runs would be alike; write {seed} where it belongs")
    }
  }

  /// Whether the command is told how long to train, so that a short run is a whole short training.
  package var isTold: Bool { template.has(.epochs) || template.has(.steps) }

  /// What is searched, once the length of a whole training is known.
  package func search(length: Int) -> RungSearch.Plan {
    RungSearch.Plan(
      lowest: lowest, highest: highest, isBounded: isBounded, seeds: seeds, length: length)
  }

  /// What all its runs have in common.
  ///
  /// - Parameter contents: Those of the files that are watched.
  /// - Returns: The fingerprint.
  package func fingerprint(contents: [[UInt8]]) -> String {
    CommandIdentity.fingerprint(
      command: template.text, watched: contents,
      result: [choice.name ?? "", choice.isMaximized ? "max" : "min", choice.file ?? ""])
  }
}
