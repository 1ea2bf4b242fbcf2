import Experiment
import Statistics
import Tabular
import Training

extension SweepReport {
  /// What a page says of a sweep besides what it has found.
  package struct Surroundings: Sendable {
    /// Where the sweep stands.
    package var standing: Standing
    /// Of the data and the machine: names and values.
    package var facts: [(name: String, value: String)]
    /// The command line to repeat it, and the plan.
    package var listings: [(name: String, value: String)]
    /// The trials that `curveTrials` names, with their curves.
    package var curves: [TrialResult]
    package var version: String

    package init(
      standing: Standing, facts: [(name: String, value: String)],
      listings: [(name: String, value: String)], curves: [TrialResult], version: String
    ) {
      self.standing = standing
      self.facts = facts
      self.listings = listings
      self.curves = curves
      self.version = version
    }
  }

  /// The most configurations whose curves are drawn.
  private static let mostCurves = 6

  /// The configurations whose curves are drawn: the best of each setting first.
  package var curveConfigurations: [Configuration] {
    Array(summary.entries.filter { $0.isBestRate }.prefix(Self.mostCurves).map(\.configuration))
  }

  /// The page of a sweep.
  ///
  /// - Parameter surroundings: What is said besides.
  /// - Returns: The page.
  package func page(_ surroundings: Surroundings) -> Page {
    let best = best
    let warnings = best.map { self.warnings(about: $0) } ?? []
    // That another setting may do better than it seems is no doubt about this one.
    let isCompared = best?.comparison?.high != nil
    let isConfident = isFinished && isCompared && best.map { doubts(about: $0).isEmpty } ?? false
    return Page(
      title: Page.title(of: dataName),
      subtitle: surroundings.standing.words + "; " + counts
        + (axes.shared.isEmpty ? "" : "; all with \(axes.shared)"),
      answer: best.map { axes.words($0.configuration).shown(atMost: Page.longestText) }
        ?? (summary.entries.isEmpty ? "no trial is finished yet" : whyNoBest),
      confidence: best == nil
        ? "nothing to recommend"
        : isConfident
          ? warnings.isEmpty
            ? "confident: nothing speaks against it"
            : "confident of this setting: see what is said of others"
          : !isFinished
            ? "the best so far; not finished"
            : isCompared
              ? "not confident: see what speaks against it"
              : "not confident: it cannot be compared with others",
      isConfident: isConfident,
      sentences: best.map(details) ?? [],
      warnings: warnings, figures: figures(surroundings.curves),
      tables: [configurationTable],
      facts: surroundings.facts.map { Page.Fact(name: $0, value: $1) },
      listings: surroundings.listings.map { Page.Fact(name: $0, value: $1) },
      version: surroundings.version)
  }
}

extension SweepReport.Standing {
  /// Where it stands, in words.
  var words: String {
    switch state {
    case .running:
      "running: \(Decimal.grouped(counts.done)) of \(Decimal.grouped(counts.total)) trials"
    case .finished: "finished"
    case .stopped:
      "stopped: \(Decimal.grouped(counts.done)) of \(Decimal.grouped(counts.total)) trials"
    }
  }
}
