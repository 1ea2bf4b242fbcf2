extension TargetRules {
  /// What a target of numbers is, and the reason for its task where that was inferred.
  func resolveNumbers() throws(DataError) -> (RawTarget, String?) {
    let distinct = exact.map(distinctNumbers) ?? distinctNumbers()
    guard distinct.count > 1 else { throw constantError(distinct.first ?? "") }
    switch task {
    case .regression: return (.numbers, nil)
    case .classification: return (try numberClasses(distinct), nil)
    case nil: break
    }
    let count = "the target '\(column.name)' has \(distinct.count) distinct integers"
    guard distinct.areIntegers else {
      return (.numbers, "the target '\(column.name)' holds decimals")
    }
    if distinct.count == 2
      || distinct.count <= Self.fewIntegers
        && rows.count >= Self.rowsOfAnInteger * distinct.count
    {
      return (try numberClasses(distinct), count)
    }
    return (.numbers, distinct.count > Self.classLimit ? "the target holds many integers" : count)
  }

  /// The different numbers in the rows of the first file.
  private enum Distinct {
    /// As they are stored; of very many, some more than may be classes.
    case stored(Set<Float>, origin: Double)
    /// With all their digits, by the codes that occur.
    case exact(ExactTarget, codes: Set<Int32>)

    var count: Int {
      switch self {
      case .stored(let values, _): values.count
      case .exact(_, let codes): codes.count
      }
    }

    var areIntegers: Bool {
      switch self {
      case .stored(let values, let origin):
        values.allSatisfy { Double($0) + origin == (Double($0) + origin).rounded() }
      case .exact(let target, let codes):
        codes.allSatisfy { target.numbers[Int($0)].isInteger }
      }
    }

    /// The name of one of them.
    var first: String? {
      switch self {
      case .stored(let values, let origin):
        values.first.map { TargetRules.name($0, origin: origin) }
      case .exact(let target, let codes): codes.first.map { target.numbers[Int($0)].name }
      }
    }
  }

  private func distinctNumbers(_ exact: ExactTarget) -> Distinct {
    var codes: Set<Int32> = []
    for row in rows where Int(row) < ownRowCount && exact.codes[Int(row)] >= 0 {
      codes.insert(exact.codes[Int(row)])
    }
    return .exact(exact, codes: codes)
  }

  private func distinctNumbers() -> Distinct {
    .stored(
      Self.distinct(values, rows: rows, ownRowCount: ownRowCount), origin: column.origin)
  }

  /// The different values in the rows of the first file; of very many, some more than may be
  /// classes.
  static func distinct(_ values: [Float], rows: [Int32], ownRowCount: Int) -> Set<Float> {
    var distinct: Set<Float> = []
    // The first of them, which a short search finds faster than a hash.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: fewIntegers) { first in
      var firstCount = 0
      values.withUnsafeBufferPointer { values in
        for row in rows {
          guard Int(row) < ownRowCount, distinct.count <= classLimit else { return }
          let value = values[Int(row)]
          // All are compared: leaving at the one that is found would be a branch taken at random.
          var matches = 0
          for index in 0..<firstCount where first[index] == value { matches += 1 }
          guard matches == 0, distinct.insert(value).inserted else { continue }
          guard firstCount < first.count else { continue }
          first.initializeElement(at: firstCount, to: value)
          firstCount += 1
        }
      }
    }
    return distinct
  }

  /// Classes in numeric order.
  private func numberClasses(_ distinct: Distinct) throws(DataError) -> RawTarget {
    try checkCount(distinct.count, remedy: "say --task regression to predict the number")
    switch distinct {
    case .stored(let values, let origin): return try storedClasses(values, origin: origin)
    case .exact(let target, let codes): return try exactClasses(target, codes: codes)
    }
  }

  private func storedClasses(
    _ distinct: Set<Float>, origin: Double
  ) throws(DataError) -> RawTarget {
    let ordered = distinct.sorted()
    var classes = [Int32](repeating: -1, count: table.storage.count)
    for row in rows {
      let value = value(at: row)
      let index = ordered.firstIndex(notBelow: value)
      guard index < ordered.count, ordered[index] == value else {
        throw unseenError(Self.name(value, origin: origin))
      }
      classes[Int(row)] = Int32(index)
    }
    return .classes(classes, names: ordered.map { Self.name($0, origin: origin) })
  }

  private func exactClasses(
    _ target: ExactTarget, codes: Set<Int32>
  ) throws(DataError) -> RawTarget {
    let ordered = codes.sorted { target.numbers[Int($0)] < target.numbers[Int($1)] }
    var classOfCode = [Int32](repeating: -1, count: target.numbers.count)
    for (index, code) in ordered.enumerated() { classOfCode[Int(code)] = Int32(index) }
    var classes = [Int32](repeating: -1, count: table.storage.count)
    for row in rows {
      let code = Int(target.codes[Int(row)])
      // In a validation file there may be more numbers than are told apart.
      guard code >= 0 else { throw unseenError("beyond \(target.numbers.count) others") }
      guard classOfCode[code] >= 0 else { throw unseenError(target.numbers[code].name) }
      classes[Int(row)] = classOfCode[code]
    }
    return .classes(classes, names: ordered.map { target.numbers[Int($0)].name })
  }

  /// The class name of a number that is stored exactly: its shortest decimals, without a fraction
  /// where it is whole.
  private static func name(_ value: Float, origin: Double) -> String {
    let number = Double(value) + origin
    return Int64(exactly: number).map(String.init) ?? CSVWriter.decimals(number)
  }
}

extension [Float] {
  /// The place of the first element that is not below a value; the elements rise.
  ///
  /// - Complexity: O(log count)
  fileprivate func firstIndex(notBelow value: Float) -> Int {
    // Counting a few has no branch that depends on the value.
    if count <= 16 { return reduce(0) { $0 + ($1 < value ? 1 : 0) } }
    var range = 0..<count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = self[middle] < value ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}
