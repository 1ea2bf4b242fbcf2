import RandomStreams

/// Which rows are trained on and which are held back, each part in a seeded random order.
struct Split {
  /// The fewest rows that can be trained on.
  static let fewestTrainingRows = 2

  /// The rows that are trained on, then those that are held back.
  let order: [Int32]
  /// How many are trained on.
  let trainingCount: Int
  /// The rows of each class, where the split is stratified.
  private(set) var classCounts: [Int] = []

  /// How many are held back.
  var validationCount: Int { order.count - trainingCount }

  /// Rows in the random order in which `init(_:shuffled:share:classes:)` deals them out.
  ///
  /// - Parameters:
  ///   - rows: The rows in file order.
  ///   - seed: The seed.
  ///   - index: Which of the seed's splits.
  /// - Returns: The same rows.
  /// - Complexity: O(rows)
  static func shuffled(_ rows: [Int32], seed: UInt64, index: Int) -> [Int32] {
    var shuffled = rows
    var stream = RandomStream(seed: seed, purpose: .split, index: UInt64(index))
    stream.shuffle(&shuffled)
    return shuffled
  }

  /// Splits rows at random, depending on their order alone.
  ///
  /// With classes the split is stratified: each class gives its share, rounded so that the parts
  /// add up to the share of all rows (largest remainder), and keeps at least one training row.
  ///
  /// - Parameters:
  ///   - rows: The rows in file order.
  ///   - shuffled: The same rows in random order.
  ///   - share: The share that is held back.
  ///   - classes: The class of each row of the table, for a stratified split.
  /// - Complexity: O(rows + classes · log classes)
  init(_ rows: [Int32], shuffled: [Int32], share: Double, classes: [Int32]?) {
    let wanted = Int((Double(rows.count) * share).rounded())
    guard let classes else {
      // Those dealt out first are held back.
      let held = Self.quotas([rows.count], share: share, wanted: wanted)[0]
      order = Array(shuffled[held...] + shuffled[..<held])
      trainingCount = rows.count - held
      return
    }
    var counts = [Int](repeating: 0, count: 1 + Int(classes.max() ?? 0))
    for row in rows { counts[Int(classes[Int(row)])] += 1 }
    classCounts = counts
    var quotas = Self.quotas(counts, share: share, wanted: wanted)
    let trainingCount = rows.count - quotas.reduce(0, +)
    self.trainingCount = trainingCount
    order = [Int32](unsafeUninitializedCapacity: rows.count) { order, count in
      var (training, validation) = (0, trainingCount)
      for row in shuffled {
        let index = Int(classes[Int(row)])
        if quotas[index] > 0 {
          quotas[index] -= 1
          order.initializeElement(at: validation, to: row)
          validation += 1
        } else {
          order.initializeElement(at: training, to: row)
          training += 1
        }
      }
      count = rows.count
    }
  }

  /// Trains on all of one file's rows and holds back all of another's.
  init(training: [Int32], validation: [Int32], seed: UInt64) {
    var (training, validation) = (training, validation)
    var stream = RandomStream(seed: seed, purpose: .split)
    stream.shuffle(&training)
    stream.shuffle(&validation)
    order = training + validation
    trainingCount = training.count
  }

  /// How many rows of each class are held back.
  private static func quotas(_ counts: [Int], share: Double, wanted: Int) -> [Int] {
    var quotas = counts.map { Int(Double($0) * share) }
    let remainders = counts.indices.map { index in
      (index: index, remainder: Double(counts[index]) * share - Double(quotas[index]))
    }
    var left = wanted - quotas.reduce(0, +)
    for (index, _) in remainders.sorted(by: {
      $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index
    }) where left > 0 && quotas[index] < counts[index] - 1 {
      quotas[index] += 1
      left -= 1
    }
    return quotas
  }
}
