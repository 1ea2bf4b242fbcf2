import Glibc

extension [RecordedCurve.Point] {
  /// Whether each rate of the shorter of two trainings is also in the other, at the same place.
  func sharesRates(with other: [RecordedCurve.Point]) -> Bool {
    zip(self, other).allSatisfy { $0.learningRate == $1.learningRate }
  }

  /// Losses at these rates, smoothed over a width in decades of the rate, with bias correction.
  ///
  /// An exponential average whose share of the past is exp(−distance / width): with rates that are
  /// even on the logarithm it is the average that `find` takes. With others it does not smooth
  /// over more decades at one end than at the other.
  ///
  /// - Parameters:
  ///   - losses: One a point.
  ///   - width: In decades; with 0 they stay as they are.
  /// - Returns: One value a point.
  func smoothed(_ losses: [Double], overDecades width: Double) -> [Double] {
    guard count > 1, width > 0 else { return losses }
    var (sum, weight) = (0.0, 0.0)
    return indices.map { index in
      let neighbour = Swift.max(index, 1)
      let distance = log10(self[neighbour].learningRate / self[neighbour - 1].learningRate)
      let past = exp(-distance / width)
      sum = past * sum + (1 - past) * losses[index]
      weight = past * weight + (1 - past)
      return sum / weight
    }
  }
}

extension [Double] {
  /// The share of turns above which a curve is noise that nobody smoothed.
  ///
  /// The differences of independent noise change their sign two times out of three; those of its
  /// exponential average every second time or less, and a trend lowers both. Of 390 range tests on
  /// twelve data sets nine in ten lie above 0.5 as recorded, and one in twenty when smoothed as
  /// the common tools do.
  private static let turnsOfNoise = 0.52
  /// The share of turns below which a curve needs no smoothing at all.
  ///
  /// Between the two it is smoothed the less the fewer turns it takes. With one bound two recordings
  /// of the same noise would be read a fifth of a decade apart where their shares fall on either
  /// side of it.
  private static let turnsOfAverages = 0.4
  /// With fewer differences the share says nothing.
  private static let fewestDifferences = 8

  /// The share of the differences that go against the one before; nil where there are too few.
  ///
  /// Only the way to the minimum counts, or the first half where that is longer: behind it
  /// divergence outweighs all.
  private var shareOfTurns: Double? {
    guard let minimum = indices.min(by: { self[$0] < self[$1] }) else { return 0 }
    let way = prefix(Swift.max(minimum + 1, count / 2))
    let differences = zip(way.dropFirst(), way).map { $0 - $1 }.filter { $0 != 0 }
    guard differences.count >= Self.fewestDifferences else { return nil }
    let turns = zip(differences.dropFirst(), differences).count { $0 * $1 < 0 }
    return Double(turns) / Double(differences.count - 1)
  }

  /// Whether the values go up and down as single losses do, and moving averages do not.
  var alternates: Bool { (shareOfTurns ?? 1) > Self.turnsOfNoise }

  /// How much of the usual smoothing they need, from 0 to 1.
  var needOfSmoothing: Double {
    let share = shareOfTurns ?? 1
    let need = (share - Self.turnsOfAverages) / (Self.turnsOfNoise - Self.turnsOfAverages)
    return Swift.min(1, Swift.max(0, need))
  }
}
