import Experiment
import Training

/// What is seen of a configuration along the rates of its setting.
extension SweepSummary {
  /// The rates around that of a configuration, everything else the same, that lose less than 5 % of what
  /// training gains: from the first to the last that was trained, without a gap.
  ///
  /// - Parameter entry: The configuration.
  /// - Returns: The rates; nil where nothing was gained, and where a rate next to it was not trained as long, or there is
  ///   none: then nothing is known of its surroundings.
  package func plateau(of entry: Entry) -> ClosedRange<Double>? {
    guard let loss = entry.soundLoss, let untrainedLoss, untrainedLoss > loss else { return nil }
    let limit = loss + Gain.tolerance * (untrainedLoss - loss)
    let rates = rates(of: entry)
    guard
      let place = rates.firstIndex(where: {
        $0.configuration.learningRate == entry.configuration.learningRate
      })
    else { return nil }
    func isGood(_ other: Entry) -> Bool {
      other.steps == entry.steps && other.soundLoss.map { $0 <= limit } ?? false
    }
    let neighbours = [place - 1, place + 1].filter(rates.indices.contains).map { rates[$0] }
    guard !neighbours.isEmpty, neighbours.allSatisfy({ $0.isComparable(with: entry) }) else {
      return nil
    }
    let below = rates[..<place].reversed().prefix(while: isGood).last ?? entry
    let above = rates[(place + 1)...].prefix(while: isGood).last ?? entry
    return below.configuration.learningRate...above.configuration.learningRate
  }

  /// The lowest rate above that of a configuration, everything else the same, at which a training diverged;
  /// nil where none did.
  package func divergenceEdge(above entry: Entry) -> Double? {
    rates(of: entry).first {
      $0.divergedCount > 0 && $0.configuration.learningRate > entry.configuration.learningRate
    }?.configuration.learningRate
  }

  private func rates(of entry: Entry) -> [Entry] {
    entries.filter { $0.configuration.setting == entry.configuration.setting }
      .sorted { $0.configuration.learningRate < $1.configuration.learningRate }
  }
}
