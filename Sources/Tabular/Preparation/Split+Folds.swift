import RandomStreams

/// What becomes of a row.
enum RowPart {
  case trainedOn, heldBack, leftOut
}

extension Split {
  /// Splits rows by what becomes of each; both parts keep the rows' order.
  ///
  /// - Parameters:
  ///   - shuffled: The rows in random order.
  ///   - part: What becomes of a row.
  /// - Complexity: O(rows)
  init(shuffled: [Int32], part: (Int32) -> RowPart) {
    var training: [Int32] = []
    var held: [Int32] = []
    training.reserveCapacity(shuffled.count)
    for row in shuffled {
      switch part(row) {
      case .trainedOn: training.append(row)
      case .heldBack: held.append(row)
      case .leftOut: break
      }
    }
    self.init(training: training, validation: held)
  }

  /// One of several folds that hold back each row once, with as many rows of each class as can be;
  /// they differ by one row at most, in each class and in all.
  ///
  /// The first is the ordinary split with the same share. A class with fewer rows than there are
  /// folds is trained on in every one.
  ///
  /// - Parameters:
  ///   - index: Which fold.
  ///   - count: How many there are.
  ///   - shuffled: The rows in random order.
  ///   - classes: The class of each row of the table.
  ///   - counts: How many of the rows each class has.
  /// - Complexity: O(rows + folds · classes · log classes)
  init(fold index: Int, of count: Int, shuffled: [Int32], classes: [Int32], counts: [Int]) {
    var left = counts.map { $0 < count ? 0 : $0 }
    // How many rows of each class the folds before this one hold back, and how many this one.
    var before = [Int](repeating: 0, count: counts.count)
    var own = before
    for fold in 0...index {
      for place in counts.indices { before[place] += own[place] }
      let share = 1 / Double(count - fold)
      let wanted = Int((Double(left.reduce(0, +)) * share).rounded())
      own = Self.quotas(left, share: share, wanted: wanted, sparesOne: fold == 0)
      for place in counts.indices { left[place] -= own[place] }
    }
    var seen = [Int](repeating: 0, count: counts.count)
    self.init(shuffled: shuffled) { row in
      let place = Int(classes[Int(row)])
      defer { seen[place] += 1 }
      return seen[place] >= before[place] && seen[place] < before[place] + own[place]
        ? .heldBack : .trainedOn
    }
  }

  /// One of several folds that hold back each row once, with targets from all over their range:
  /// of as many rows that follow one another by target as there are folds, each holds back one,
  /// drawn at random.
  ///
  /// - Parameters:
  ///   - index: Which fold.
  ///   - count: How many there are.
  ///   - shuffled: The rows in random order.
  ///   - values: The target of each row of the table.
  ///   - stream: What they are drawn with.
  /// - Complexity: O(rows · log rows)
  init(
    fold index: Int, of count: Int, shuffled: [Int32], values: [Float], stream: RandomStream
  ) {
    // Among equal targets the random order decides.
    let ranked = shuffled.indices.sorted {
      (values[Int(shuffled[$0])], $0) < (values[Int(shuffled[$1])], $1)
    }
    var stream = stream
    var isHeldBack = [Bool](repeating: false, count: shuffled.count)
    for start in stride(from: 0, to: ranked.count, by: count) {
      var folds = (0..<Int32(count)).map { $0 }
      stream.shuffle(&folds)
      for place in start..<min(start + count, ranked.count)
      where folds[place - start] == Int32(index) {
        isHeldBack[ranked[place]] = true
      }
    }
    var place = -1
    self.init(shuffled: shuffled) { _ in
      place += 1
      return isHeldBack[place] ? .heldBack : .trainedOn
    }
  }
}
