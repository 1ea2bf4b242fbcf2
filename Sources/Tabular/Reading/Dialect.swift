/// How a CSV file is written.
struct Dialect: Equatable {
  /// The delimiter between fields.
  var delimiter: UInt8
  /// How numbers are written.
  var numbers: NumberSyntax
  /// Whether the first row names the columns.
  var hasHeader: Bool
  /// What stands above the header, or the first row, and is skipped.
  var preamble = Preamble()
  /// Whether runs of spaces are the delimiter; they reach the reader as one tab.
  var isAligned = false
  /// How the characters are encoded.
  var encoding = TextEncoding.utf8
  /// The field that the header lacks, where all rows have one more.
  var absentName: AbsentName?

  /// Which field of the rows has no name.
  enum AbsentName: Equatable {
    /// The first, as R writes the names of the rows.
    case first
    /// The last, which is empty: the rows end with a delimiter.
    case last
  }
}

/// The first lines of a file, where they are no part of the table.
struct Preamble: Equatable {
  /// How many bytes are skipped.
  var bytes = 0
  /// How many physical lines that is.
  var lines = 0
  /// Whether the names of the columns stand in a comment: then `#` is no part of the first.
  var isHeaderComment = false
}

/// The first records of a file, read leniently, from which the dialect is inferred.
struct Sample {
  /// The most records that are looked at.
  static let recordLimit = 200

  /// A field without quotes and surrounding spaces.
  struct Field {
    let content: UnsafeBufferPointer<UInt8>
    let isQuoted: Bool
    /// Whether it is the last of its line.
    let isLast: Bool
    /// How many bytes lie before what follows it.
    let end: Int
  }

  /// The cells of each record, without quotes and surrounding spaces.
  var records: [[[UInt8]]] = []
  /// How many bytes lie before the record behind each.
  private(set) var ends: [Int] = []

  /// Splits the first records.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file.
  ///   - delimiter: The delimiter to split at.
  ///   - isComplete: Whether the file ends with these bytes; otherwise the last record is left out.
  init(of bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isComplete: Bool) {
    var records: [[[UInt8]]] = []
    var ends: [Int] = []
    var record: [[UInt8]] = []
    Self.scan(bytes, delimiter: delimiter, isComplete: isComplete) { field, isRecord in
      record.append(Array(field.content))
      guard field.isLast else { return }
      if isRecord {
        records.append(record)
        ends.append(field.end)
      }
      record = []
    }
    self.records = records
    self.ends = ends
  }

  /// Splits the first records.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file.
  ///   - delimiter: The delimiter to split at.
  ///   - isComplete: Whether the file ends with these bytes; otherwise the last record is left out.
  ///   - body: Gets each field, and whether the line that it ends is a record: an empty one is not.
  /// - Returns: Whether all could be split.
  @discardableResult
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isComplete: Bool,
    _ body: (_ field: Field, _ isRecord: Bool) -> Void
  ) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    var p = start
    let end = p + bytes.count
    let scanner = FieldScanner(delimiter: delimiter)
    var (records, fields) = (0, 0)
    while p < end || fields > 0, records < recordLimit {
      switch scanner.scan(from: p, to: end, isComplete: isComplete) {
      case .field(let terminator):
        p = scanner.next
        fields += 1
        guard fields <= TableReader.columnLimit else { return true }
        let isLast = terminator != .delimiter
        let isRecord = fields > 1 || !scanner.content.isEmpty
        body(
          Field(
            content: scanner.content, isQuoted: scanner.isQuoted, isLast: isLast, end: p - start),
          isRecord)
        guard isLast else { continue }
        if isRecord { records += 1 }
        fields = 0
      case .incomplete: return true
      case .unclosedQuote, .textAfterQuote, .zeroByte: return false
      }
    }
    return true
  }

  /// The records that have as many fields as the first.
  var regularRecords: [[[UInt8]]] {
    guard let width = records.first?.count else { return [] }
    return records.filter { $0.count == width }
  }

  /// The number of fields that most records have, and of how many; the larger of two.
  var commonWidth: (width: Int, records: Int)? {
    var frequencies: [Int: Int] = [:]
    for record in records { frequencies[record.count, default: 0] += 1 }
    return frequencies.max { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
  }

}

extension [UInt8] {
  /// What the cell means.
  func value(in syntax: NumberSyntax) -> CellValue {
    withUnsafeBufferPointer { syntax.value(of: $0) }
  }

  /// Whether the cell is a number as people write them.
  var isWrittenNumber: Bool { withUnsafeBufferPointer { WrittenNumber($0) != nil } }
}
