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
    var records: [[[UInt8]]] = []
    var record: [[UInt8]] = []
    Self.scan(bytes, delimiter: delimiter, isComplete: isComplete) { cell, isLast, isRecord in
      record.append(Array(cell))
      guard isLast else { return }
      if isRecord { records.append(record) }
      record = []
    }
    self.records = records
  }

  /// The number of fields of each of the first records, when they are split at a delimiter.
  static func widths(
    of bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isComplete: Bool
  ) -> [Int] {
    var widths: [Int] = []
    var width = 0
    scan(bytes, delimiter: delimiter, isComplete: isComplete) { _, isLast, isRecord in
      width += 1
      guard isLast else { return }
      if isRecord { widths.append(width) }
      width = 0
    }
    return widths
  }

  /// Splits the first records.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file.
  ///   - delimiter: The delimiter to split at.
  ///   - isComplete: Whether the file ends with these bytes; otherwise the last record is left out.
  ///   - body: Gets each cell, whether it is the last of its line, and whether the line is a
  ///     record: an empty one is not.
  private static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isComplete: Bool,
    _ body: (_ cell: UnsafeBufferPointer<UInt8>, _ isLast: Bool, _ isRecord: Bool) -> Void
  ) {
    guard var p = bytes.baseAddress else { return }
    let end = p + bytes.count
    let scanner = FieldScanner(delimiter: delimiter)
    var (records, fields) = (0, 0)
    while p < end || fields > 0, records < recordLimit {
      guard case .field(let terminator) = scanner.scan(from: p, to: end, isComplete: isComplete)
      else { return }
      p = scanner.next
      fields += 1
      guard fields <= TableReader.columnLimit else { return }
      let isLast = terminator != .delimiter
      let isRecord = fields > 1 || !scanner.content.isEmpty
      body(scanner.content, isLast, isRecord)
      guard isLast else { continue }
      if isRecord { records += 1 }
      fields = 0
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
