import RandomStreams

/// Which rows are trained on and which are held back, each part in a seeded random order.
struct Split {
  /// The fewest rows that can be trained on.
  static let fewestTrainingRows = 2

  /// The rows that are trained on, then those that are held back.
  let order: [Int32]
  /// How many are trained on.
  let trainingCount: Int

  /// How many are held back.
  var validationCount: Int { order.count - trainingCount }

  /// Rows in the random order in which `init(shuffled:share:classes:counts:)` deals them out.
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
  ///   - shuffled: The rows in random order.
  ///   - share: The share that is held back.
  ///   - classes: The class of each row of the table, for a stratified split.
  ///   - counts: How many of the rows each class has; one count of all without classes.
  /// - Complexity: O(rows + classes · log classes)
  init(shuffled: consuming [Int32], share: Double, classes: [Int32]?, counts: [Int]) {
    var order = shuffled
    let wanted = Int((Double(order.count) * share).rounded())
    var quotas = Self.quotas(counts, share: share, wanted: wanted)
    let heldCount = quotas.reduce(0, +)
    let trainingCount = order.count - heldCount
    var held: [Int32] = []
    held.reserveCapacity(heldCount)
    order.withUnsafeMutableBufferPointer { order in
      // A class's first rows are held back until it has given its share, so that all rows behind
      // the last one held back keep their order.
      var (next, training) = (0, 0)
      while held.count < heldCount {
        let row = order[next]
        next += 1
        let index = classes.map { Int($0[Int(row)]) } ?? 0
        if quotas[index] > 0 {
          quotas[index] -= 1
          held.append(row)
        } else {
          order[training] = row
          training += 1
        }
      }
      if let base = order.baseAddress {
        (base + training).update(from: base + next, count: order.count - next)
        (base + trainingCount).update(from: held, count: heldCount)
      }
    }
    self.order = order
    self.trainingCount = trainingCount
  }

  /// Trains on all of one file's rows and holds back all of another's.
  init(training: [Int32], validation: [Int32], seed: UInt64) {
    var (training, validation) = (training, validation)
    var stream = RandomStream(seed: seed, purpose: .split)
    stream.shuffle(&training)
    stream.shuffle(&validation)
    self.init(training: training, validation: validation)
  }

  /// Both parts as they are.
  init(training: [Int32], validation: [Int32]) {
    order = training + validation
    trainingCount = training.count
  }

  /// How many rows of each class are held back.
  ///
  /// - Parameters:
  ///   - counts: The rows of each class.
  ///   - share: The share that is held back.
  ///   - wanted: How many of all rows that are.
  ///   - sparesOne: Whether each class keeps a row that is trained on.
  /// - Returns: A number for each class.
  static func quotas(
    _ counts: [Int], share: Double, wanted: Int, sparesOne: Bool = true
  ) -> [Int] {
    let spared = sparesOne ? 1 : 0
    var quotas = counts.map { Int(Double($0) * share) }
    let remainders = counts.indices.map { index in
      (index: index, remainder: Double(counts[index]) * share - Double(quotas[index]))
    }
    var left = wanted - quotas.reduce(0, +)
    for (index, _) in remainders.sorted(by: {
      $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index
    }) where left > 0 && quotas[index] < counts[index] - spared {
      quotas[index] += 1
      left -= 1
    }
    return quotas
  }
}
