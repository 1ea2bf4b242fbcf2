import RandomStreams

/// Which rows are trained on and which are held back, each part in a seeded random order.
struct Split {
  /// The fewest rows that can be trained on.
  static let fewestTrainingRows = 2

  var training: [Int32] = []
  var validation: [Int32] = []

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
    let classOf = { (row: Int32) in classes.map { Int($0[Int(row)]) } ?? 0 }
    var counts = [Int](repeating: 0, count: 1 + (classes?.max().map(Int.init) ?? 0))
    for row in rows { counts[classOf(row)] += 1 }
    var quotas = Self.quotas(counts, share: share, wanted: wanted)
    training.reserveCapacity(rows.count - wanted)
    validation.reserveCapacity(wanted)
    for row in shuffled {
      let index = classOf(row)
      if quotas[index] > 0 {
        quotas[index] -= 1
        validation.append(row)
      } else {
        training.append(row)
      }
    }
  }

  /// Trains on all of one file's rows and holds back all of another's.
  init(training: [Int32], validation: [Int32], seed: UInt64) {
    self.training = training
    self.validation = validation
    var stream = RandomStream(seed: seed, purpose: .split)
    stream.shuffle(&self.training)
    stream.shuffle(&self.validation)
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
