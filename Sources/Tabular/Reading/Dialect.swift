/// How a CSV file is written.
struct Dialect: Equatable {
  /// The delimiter between fields.
  var delimiter: UInt8
  /// How numbers are written.
  var numbers: NumberSyntax
  /// Whether the first row names the columns.
  var hasHeader: Bool
}

/// The first records of a file, read leniently, from which the dialect is inferred.
struct Sample {
  /// The most records that are looked at.
  static let recordLimit = 200

  /// The cells of each record, without quotes and surrounding spaces.
  var records: [[[UInt8]]]

  /// Splits the first records.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file.
  ///   - delimiter: The delimiter to split at.
  ///   - isComplete: Whether the file ends with these bytes; otherwise the last record is left out.
  init(of bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isComplete: Bool) {
    records = []
    guard var p = bytes.baseAddress else { return }
    let end = p + bytes.count
    let scanner = FieldScanner(delimiter: delimiter)
    var record: [[UInt8]] = []
    while p < end || !record.isEmpty, records.count < Self.recordLimit {
      guard case .field(let terminator) = scanner.scan(from: p, to: end, isComplete: isComplete)
      else { return }
      p = scanner.next
      record.append(Array(scanner.content))
      guard terminator != .delimiter else { continue }
      if record != [[]] { records.append(record) }
      record = []
    }
  }

  /// The records that have as many fields as the first.
  var regularRecords: [[[UInt8]]] {
    guard let width = records.first?.count else { return [] }
    return records.filter { $0.count == width }
  }
}

extension [UInt8] {
  /// What the cell means.
  func value(in syntax: NumberSyntax) -> CellValue {
    withUnsafeBufferPointer { syntax.value(of: $0) }
  }
}
