/// How a table was read, for whoever reads it with another program.
package struct TableReading: Sendable, Hashable {
  /// How one file is written.
  package struct File: Sendable, Hashable {
    /// Nil for standard input.
    package var path: String?
    package var isCompressed: Bool
    package var encoding: TextEncoding
    /// Nil for runs of spaces and tabs.
    package var delimiter: Character?
    package var decimalComma: Bool
    /// The lines above the names of the columns, or above the first row.
    package var skippedLines: Int
    package var header: Header
    /// How many rows there are, without one that sums them up.
    package var rows: Int
    /// Whether something stands below them.
    package var hasLinesBelow: Bool
    package var padding: Padding
    /// The table's index of each of its columns.
    package var order: [Int]
  }

  /// What names the columns of a file.
  package enum Header: Sendable, Hashable {
    /// Nothing: the first line is a row.
    case none
    /// The first line.
    case names
    /// The first line, but for a mark of a comment in front.
    case comment
    /// The first line, which has one field fewer than the rows.
    case incomplete
  }

  /// A column as it was read.
  package struct Column: Sendable, Hashable {
    package var name: String
    /// Whether the file gives it that name.
    package var isNamed: Bool
    /// Whether that is the name of an earlier column with a number behind.
    package var isRenamed: Bool
    package var isText: Bool
    /// How its numbers are written, where texts are read as such.
    package var form: NumberForm?
    /// Whether another program may take texts of it for numbers, or for true and false.
    package var seemsTyped: Bool
  }

  /// The file, and behind it the one with the validation rows where there is one.
  package var files: [File]
  package var columns: [Column]
  /// The index of the target.
  package var target: Int
  /// The words for a missing value that were met or that the user added.
  package var missing: [String]
  /// What of them the user added that are numbers.
  package var missingNumbers: [Double]
  /// Whether some text is a value here that pandas takes for a missing one.
  package var hasValuesThatPandasMisses: Bool
  /// How many rows are used; nil for all.
  package var rows: TableOptions.Rows?
  /// The share of rows that is held back; nil where a file holds them.
  package var heldBackShare: Double?
  /// The index of the column that rows are split by, and the way its times are written.
  package var splitColumn: Int?
  package var timeForm: TimeForm?
  package var seed: UInt64

  /// The texts that pandas takes for a missing value unless it is told otherwise, besides the empty
  /// one.
  package static let pandasMissing: Set<String> = [
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
    "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]
}

extension TableReading {
  init(
    _ table: RawTable, options: TableOptions, target: Int, splitColumn: Int?, timeForm: TimeForm?
  ) {
    let words = table.dialect.numbers.missing
    let used = table.columns.reduce(into: MissingUse()) { $0.formUnion($1.missingUse) }
    missing = words.texts.indices.filter {
      used.contains($0) || options.missing.contains(words.texts[$0])
    }
    .map { words.texts[$0] }
    missingNumbers = words.numbers
    let values = Self.pandasMissing.subtracting(missing)
    hasValuesThatPandasMisses = table.columns.contains { column in
      column.kind == .text && column.dictionary.contains(anyOf: values)
    }
    files = table.parts.enumerated().map { index, part in
      File(part, hasTotalRow: index == 0 && table.totalRow != nil)
    }
    columns = table.columns.map(Column.init)
    self.target = target
    rows = options.rows
    heldBackShare = options.validation.share
    self.splitColumn = splitColumn
    self.timeForm = timeForm
    seed = options.seed
  }
}

extension TableReading.File {
  fileprivate init(_ part: TablePart, hasTotalRow: Bool) {
    let dialect = part.dialect
    path = part.source.isStandardInput ? nil : part.source.name
    isCompressed = part.findings.isCompressed
    encoding = dialect.encoding
    delimiter = dialect.isAligned ? nil : Character(UnicodeScalar(dialect.delimiter))
    decimalComma = dialect.numbers.decimalComma
    skippedLines = dialect.preamble.lines
    header =
      if !dialect.hasHeader {
        .none
      } else if dialect.preamble.isHeaderComment {
        .comment
      } else {
        dialect.absentName == nil ? .names : .incomplete
      }
    rows = part.findings.rows - (hasTotalRow ? 1 : 0)
    hasLinesBelow = part.findings.hasFootnotes || hasTotalRow
    padding = part.findings.padding
    order = part.order
  }
}

extension TableReading.Column {
  fileprivate init(_ column: RawColumn) {
    name = column.name
    isNamed = column.isNamed
    isRenamed = column.isRenamed
    isText = column.kind == .text
    let ignoresTexts = column.kind == .number && column.ignoresTexts
    form = column.form ?? (ignoresTexts ? NumberForm(mark: .point, affix: .none) : nil)
    seemsTyped = isText && !column.dictionary.allTexts { !$0.seemsTyped }
  }
}

extension TextDictionary {
  /// Whether one of some texts is among those that were recorded.
  fileprivate func contains(anyOf texts: Set<String>) -> Bool {
    let longest = texts.reduce(0) { max($0, $1.utf8.count) }
    return !allTexts { text in
      text.count > longest || !texts.contains(String(decoding: text, as: UTF8.self))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether another program may take the text for a number, or for true or false.
  fileprivate var seemsTyped: Bool {
    guard let first else { return false }
    if first.isDigit || "+-.".utf8.contains(first) { return true }
    guard (3...8).contains(count) else { return false }
    return ["true", "false", "inf", "infinity"].contains(
      String(decoding: self, as: UTF8.self).lowercased())
  }
}
