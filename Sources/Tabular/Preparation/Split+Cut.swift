import RandomStreams

extension Split {
  /// What is predicted of each row of a table.
  enum Labels {
    /// Its class; and how many of the rows that are used each class has.
    case classes([Int32], counts: [Int])
    case values([Float])
  }

  /// Holds back the rows that a cut says.
  ///
  /// - Parameters:
  ///   - cut: Which of the ways.
  ///   - shuffled: The rows that are used, in the cut's random order.
  ///   - labels: What is predicted of each.
  ///   - keys: What they are split by; nil for at random.
  ///   - seed: The seed.
  ///   - notes: Receives what the user should know.
  ///   - source: The source's name in messages.
  /// - Returns: The split, and what the report says of it.
  /// - Throws: `DataError` when there are too few rows, times or groups.
  static func cut(
    _ cut: Cut, shuffled: consuming [Int32], labels: Labels, keys: SplitKeys?, seed: UInt64,
    notes: inout [String], source: String
  ) throws(DataError) -> (Split, DataReport.Split?) {
    guard let keys else {
      return (
        try random(
          cut, shuffled: shuffled, labels: labels, seed: seed, notes: &notes, source: source), nil
      )
    }
    guard case .split(let index, let count, let share) = cut, index > 0 else {
      return try keyed(
        cut, shuffled: shuffled, labels: labels, keys: keys, seed: seed, notes: &notes,
        source: source)
    }
    // A search does without another split where it would have nothing to learn from.
    do throws(DataError) {
      return try keyed(
        cut, shuffled: shuffled, labels: labels, keys: keys, seed: seed, notes: &notes,
        source: source)
    } catch {
      return try keyed(
        .split(0, of: count, share: share), shuffled: shuffled, labels: labels, keys: keys,
        seed: seed, notes: &notes, source: source)
    }
  }

  /// Holds back the last rows, or whole groups.
  private static func keyed(
    _ cut: Cut, shuffled: [Int32], labels: Labels, keys: SplitKeys, seed: UInt64,
    notes: inout [String], source: String
  ) throws(DataError) -> (Split, DataReport.Split) {
    switch keys {
    case .times(let order, let column, let texts):
      guard let held = order.heldBack(cut) else {
        throw tooFew(order.borders.count + 1, "time", cut: cut, column: column, source: source)
      }
      var parts = [RowPart](repeating: .leftOut, count: texts.points.count)
      for place in 0..<held.upperBound {
        parts[Int(order.rows[place])] = place < held.lowerBound ? .trainedOn : .heldBack
      }
      let split = Split(shuffled: shuffled) { parts[Int($0)] }
      try split.check(labels, notes: &notes, source: source)
      return (
        split,
        .byTime(
          column: column, from: texts.text(ofRow: order.rows[held.lowerBound]),
          before: held.upperBound < order.rows.count
            ? texts.text(ofRow: order.rows[held.upperBound]) : nil)
      )
    case .groups(let groups, let column):
      guard let isHeldBack = groups.heldBack(cut, seed: seed) else {
        throw tooFew(groups.sizes.count, "group", cut: cut, column: column, source: source)
      }
      let split = Split(shuffled: shuffled) {
        isHeldBack[Int(groups.codes[Int($0)])] ? .heldBack : .trainedOn
      }
      try split.check(labels, notes: &notes, source: source)
      return (
        split,
        .byGroup(column: column, groups: groups.sizes.count, heldBack: isHeldBack.count { $0 })
      )
    }
  }

  private static func random(
    _ cut: Cut, shuffled: consuming [Int32], labels: Labels, seed: UInt64, notes: inout [String],
    source: String
  ) throws(DataError) -> Split {
    switch (cut, labels) {
    case (.split(_, _, let share), .classes(let classes, let counts)):
      let rare = counts.count { $0 == 1 }
      if rare > 0 {
        notes.append(
          rare == 1
            ? "one class has a single row, which is trained on"
            : "\(rare) classes have a single row, which is trained on")
      }
      return Split(shuffled: shuffled, share: share, classes: classes, counts: counts)
    case (.split(_, _, let share), .values):
      let count = shuffled.count
      return Split(shuffled: shuffled, share: share, classes: nil, counts: [count])
    case (.fold(let index, let count, _), .classes(let classes, let counts)):
      let rare = counts.count { $0 > 0 && $0 < count }
      if rare > 0 {
        notes.append(
          "\(rare == 1 ? "one class has" : "\(rare) classes have") fewer rows than there are folds, "
            + "and all are trained on in each")
      }
      return Split(fold: index, of: count, shuffled: shuffled, classes: classes, counts: counts)
    case (.fold(let index, let count, let repetition), .values(let values)):
      return Split(
        fold: index, of: count, shuffled: shuffled, values: values,
        stream: RandomStream(seed: seed, purpose: .folds, index: UInt64(repetition)))
    }
  }

  private static func tooFew(
    _ found: Int, _ noun: String, cut: Cut, column: String, source: String
  ) -> DataError {
    let needed =
      switch cut {
      case .split: 2
      case .fold(_, let count, _): noun == "time" ? count + 1 : count
      }
    let use =
      switch cut {
      case .split: "a split needs"
      case .fold(_, let count, _): "\(count) folds need"
      }
    return DataError(
      .unusableData, source: source,
      "the column '\(column.singleLine)' has \(found == 1 ? "one \(noun)" : "\(found) \(noun)s"), "
        + "where \(use) at least \(needed)",
      remedy: "split by another column, or use more rows")
  }

  /// Looks whether what is trained on differs, where rows were not drawn class by class.
  private func check(
    _ labels: Labels, notes: inout [String], source: String
  ) throws(DataError) {
    // Too few rows are told elsewhere.
    guard trainingCount >= Self.fewestTrainingRows else { return }
    let training = order[..<trainingCount]
    func error(_ what: String) -> DataError {
      DataError(
        .unusableData, source: source, "all rows to train on have the same \(what)",
        remedy: "split by another column, or hold back another share with --validation")
    }
    switch labels {
    case .values(let values):
      guard let first = training.first,
        training.contains(where: { values[Int($0)] != values[Int(first)] })
      else { throw error("target") }
    case .classes(let classes, let counts):
      var trained = [Bool](repeating: false, count: counts.count)
      for row in training { trained[Int(classes[Int(row)])] = true }
      guard trained.count(where: { $0 }) > 1 else { throw error("class") }
      let absent = counts.indices.count { counts[$0] > 0 && !trained[$0] }
      guard absent > 0 else { return }
      notes.append(
        absent == 1
          ? "one class has no row that is trained on, so none is predicted to be of it"
          : "\(absent) classes have no row that is trained on, so none is predicted to be of them")
    }
  }
}
