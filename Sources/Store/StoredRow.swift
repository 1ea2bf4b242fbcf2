import GRDB
import Training

/// A row of a store, each value of which is checked as it is read.
///
/// SQLite holds any kind of value in any column, and anyone can write into the file: what comes from
/// there is as little to be trusted as what comes from a plan.
struct StoredRow {
  private let row: Row
  private let path: String

  /// - Parameters:
  ///   - row: The row.
  ///   - path: The store, for messages.
  init(_ row: Row, path: String) {
    self.row = row
    self.path = path
  }

  /// Whether a column has no value.
  func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }

  /// A whole number of a domain.
  func whole(_ column: Int, _ domain: NumberDomain<Int>) throws(StoreError) -> Int {
    if case .int64(let value) = value(column).storage, domain.contains(Int(value)) {
      return Int(value)
    }
    throw refusal(column, "\(domain)")
  }

  /// A whole number of a domain, or nil where there is none.
  func wholeIfAny(_ column: Int, _ domain: NumberDomain<Int>) throws(StoreError) -> Int? {
    isNull(column) ? nil : try whole(column, domain)
  }

  /// A number of a domain.
  func real(_ column: Int, _ domain: NumberDomain<Double>) throws(StoreError) -> Double {
    switch value(column).storage {
    case .double(let value) where domain.contains(value): return value
    case .int64(let value) where domain.contains(Double(value)): return Double(value)
    case .double, .int64, .string, .blob, .null: throw refusal(column, "\(domain)")
    }
  }

  /// A number of a domain, or nil where there is none.
  func realIfAny(_ column: Int, _ domain: NumberDomain<Double>) throws(StoreError) -> Double? {
    isNull(column) ? nil : try real(column, domain)
  }

  /// A number that may be infinite, as what overflowed is; nil where there is none.
  func anyRealIfAny(_ column: Int) throws(StoreError) -> Double? {
    switch value(column).storage {
    case .null: return nil
    case .double(let value): return value
    case .int64(let value): return Double(value)
    case .string, .blob: throw refusal(column, "a number")
    }
  }

  /// Yes or no.
  func flag(_ column: Int) throws(StoreError) -> Bool { try whole(column, .flag) == 1 }

  /// A text.
  func text(_ column: Int) throws(StoreError) -> String {
    guard case .string(let text) = value(column).storage else { throw refusal(column, "a text") }
    return text
  }

  /// One of a few words.
  func word<Word: RawRepresentable & CaseIterable>(
    _ column: Int, as type: Word.Type = Word.self
  ) throws(StoreError) -> Word where Word.RawValue == String {
    if case .string(let text) = value(column).storage, let word = Word(rawValue: text) {
      return word
    }
    throw refusal(column, "among \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  /// What a text is read as that was written by the same rules.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - parse: Reads the text.
  /// - Returns: What it makes of it.
  /// - Throws: `StoreError.damaged` with what is wrong with it.
  func parsed<Value>(
    _ column: Int, _ parse: (String) throws -> Value
  ) throws(StoreError) -> Value {
    let text = try text(column)
    do {
      return try parse(text)
    } catch {
      throw damage(column, "\(error)")
    }
  }

  /// What is wrong with a column.
  func damage(_ column: Int, _ problem: String) -> StoreError {
    .damaged(path: path, problem: "column \(name(column)): \(problem)")
  }

  private func value(_ column: Int) -> DatabaseValue { row[column] }

  private func name(_ column: Int) -> String {
    "'\(Array(row.columnNames)[column].singleLine)'"
  }

  private func refusal(_ column: Int, _ expected: String) -> StoreError {
    let shown =
      switch value(column).storage {
      case .null: "nothing"
      case .int64(let value): "\(value)"
      case .double(let value): "\(value)"
      case .string(let text): "'\(text.singleLine)'"
      case .blob(let bytes): "\(bytes.count) bytes"
      }
    return .damaged(
      path: path, problem: "column \(name(column)) holds \(shown), which is not \(expected)")
  }
}

/// The domains of what a store holds besides the settings of a training.
extension NumberDomain<Int> {
  static let flag = Self(0...1)
  /// Of the numbers of trials and groups, and of places in a plan.
  static let storedNumber = Self(0...1 << 40)
  /// Of the updates made before a checkpoint.
  static let updates = Self(0...NumberDomain.steps.upper)
  /// Of the updates of all lanes of a search.
  static let searchSteps = Self(0...1 << 50)
  static let worker = Self(0...1 << 20)
  static let foldCount = Self(1...1 << 10)
  static func fold(of count: Int) -> Self { Self(0..<count) }
}

extension NumberDomain<Double> {
  /// Of a rate that a schedule has brought down.
  static let movedRate = Self(0...1e30)
  static let loss = coordinate
  static let epochs = Self(above: 0, through: 1e15)
  /// Of a time.
  static let seconds = Self(0...1e12)
}

extension Double {
  /// The loss as a store holds it; nil where it is no number, or so large that nothing is to be computed
  /// with it any more.
  package var ifStorable: Double? { NumberDomain.loss.contains(self) ? self : nil }
}
