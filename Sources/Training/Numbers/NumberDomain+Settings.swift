/// The domains of what is set for a training, wherever it is set.
///
/// Training is done in single precision, which holds numbers from 1.2e-38 to 3.4e38 and takes what
/// is smaller for 0. Rates and what they are multiplied by stay eight decades inside of it on both
/// sides: a range test and its confirmation go up to six decades beyond a rate that is given, and a
/// schedule below it. Six decimal digits of such a rate are exact decimals of double precision too.
extension NumberDomain<Double> {
  package static let learningRate = Self(1e-30...1e30)
  package static let weightDecay = Self(0...1e30)
  package static let clipNorm = Self(1e-30...1e30)

  /// Of a momentum or a decay of averages.
  package static let momentum = Self(0..<1)
  /// Of a small number that keeps a denominator from 0, and the like.
  package static let atLeastZero = Self(0...1e30)
  package static let positive = Self(above: 0, through: 1e30)
  /// Of a power that an average weighs steps and rates by: larger ones leave double precision.
  package static let averagingPower = Self(0...4)
  /// Of what a rate is divided by.
  package static let divisor = Self(1...1e30)
  /// Of what a rate is multiplied by again and again.
  package static let decay = Self(above: 0, through: 1)
  package static let betweenZeroAndOne = Self(between: 0, and: 1)
  package static let fractionOfPeak = Self(0...1, note: ", as a fraction of the peak")
  /// Of a share of rows, of which some remain.
  package static let heldBackShare = Self(between: 0, and: 1)
  package static let share = Self(above: 0, through: 1)
  /// Of a place on a line.
  package static let coordinate = Self(-1e300...1e300)
}

extension NumberDomain<Int> {
  /// Of steps and epochs: beyond it a budget was surely mistyped.
  package static let steps = Self(1...100_000_000)
  /// Of steps that are a part of some.
  package static func steps(through last: Int) -> Self {
    last > 1 ? Self(1...last) : Self(1..<2)
  }
  /// Of the checkpoints that a schedule waits for, and the like.
  package static let patience = Self(0...100_000_000)
  /// Of the units of a layer: beyond it one was surely mistyped.
  package static let layerWidth = Self(1...65_536)
  package static let batchSize = Self(1...Int(Int32.max))
  package static let seedCount = Self(1...10_000)
  package static let folds = Self(2...100)
  /// Of a seed: spreadsheets and other tools read seeds as 32-bit numbers.
  package static let seed = Self(0...Int(Int32.max))
  package static let rowCount = Self(1...Int.max)
}
