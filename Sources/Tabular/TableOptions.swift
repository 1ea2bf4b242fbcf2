/// How a table is read and prepared; everything has a default.
package struct TableOptions: Sendable {
  /// Where the validation rows come from.
  package enum Validation: Sendable, Hashable {
    /// A fifth of the rows; a search with few rows may hold back more.
    case usual
    /// A seeded share of the rows, greater than 0 and less than 1.
    case fraction(Double)
    /// Another file with the same columns.
    case file(String)

    /// The share that is held back unless something else is wanted.
    package static let usualShare = 0.2

    /// The share of the rows that is held back, or nil where a file holds the validation rows.
    package var share: Double? {
      switch self {
      case .usual: Self.usualShare
      case .fraction(let share): share
      case .file: nil
      }
    }
  }

  /// How many rows are used.
  package enum Rows: Sendable, Hashable {
    /// At most so many, drawn at random.
    case count(Int)
    /// A share of them, greater than 0 and at most 1.
    case share(Double)
  }

  /// The delimiter between fields, one ASCII character, a space for runs of spaces; nil to find it
  /// among `, ; tab |` and runs of spaces.
  package var delimiter: Character?
  /// Whether numbers are written with a decimal comma; nil to infer it.
  package var decimalComma: Bool?
  /// Whether the first row names the columns; nil to infer it.
  package var hasHeader: Bool?
  /// How the characters are encoded; nil to find out.
  package var encoding: TextEncoding?
  /// Texts that stand for a missing value beside the usual ones.
  package var missing: [String] = []
  /// Usual texts for a missing value that stand for themselves.
  package var notMissing: [String] = []
  /// The column to predict; nil for the last one.
  package var target: ColumnReference?
  /// Whether classes or a number are predicted; nil to infer it.
  package var task: DataReport.Task?
  /// Columns that are left out.
  package var drop: [ColumnReference]
  /// Columns that hold numbers: a text there is an error.
  package var numeric: [ColumnReference]
  /// Columns that hold categories, even if they look like numbers.
  package var categorical: [ColumnReference]
  /// Where the validation rows come from.
  package var validation: Validation
  /// By what the rows are chosen that are held back.
  package var strategy = SplitStrategy.shuffled
  /// How many folds of the rows trainings are repeated on; nil where nobody said.
  package var folds: Int?
  /// How many rows are used; nil for all. The sample is drawn before the split.
  package var rows: Rows?
  /// The seed of the split and the sample.
  package var seed: UInt64
  /// Which of the seed's splits; a validation file leaves no choice.
  package var split: Int
  /// The most threads that read and prepare; what comes out does not depend on it.
  package var threads = 1
  /// The threads that are worth having.
  var readingThreads: Int { min(threads, BlockReading.mostThreads) }
  /// The bytes of a file that a thread reads at a time, where there are several.
  package var blockSize = BlockReading.blockSize

  package init(
    delimiter: Character? = nil, decimalComma: Bool? = nil, hasHeader: Bool? = nil,
    target: ColumnReference? = nil, task: DataReport.Task? = nil, drop: [ColumnReference] = [],
    numeric: [ColumnReference] = [], categorical: [ColumnReference] = [],
    validation: Validation = .usual, rows: Rows? = nil, seed: UInt64 = 0, split: Int = 0
  ) {
    self.delimiter = delimiter
    self.decimalComma = decimalComma
    self.hasHeader = hasHeader
    self.target = target
    self.task = task
    self.drop = drop
    self.numeric = numeric
    self.categorical = categorical
    self.validation = validation
    self.rows = rows
    self.seed = seed
    self.split = split
  }

  /// The usual texts for a missing value, for a help text.
  package static var usualMissing: String { MissingWords.usual.joined(separator: " ") }

  /// What stands for a missing value.
  var missingWords: MissingWords {
    missing.isEmpty && notMissing.isEmpty
      ? .standard : MissingWords(adding: missing, removing: notMissing)
  }

  /// Refuses options that no table could satisfy.
  ///
  /// - Throws: `DataError` of kind `usage`.
  func validate() throws(DataError) {
    if let delimiter {
      let allowed = delimiter.asciiValue.map { byte in
        (byte == 9 || (0x20...0x7E).contains(byte)) && !byte.isDigitOrLetter
          && !#"".+-"#.utf8.contains(byte)
      }
      guard allowed == true else {
        throw DataError(
          .usage, "'\(String(delimiter).singleLine)' cannot be a delimiter",
          remedy: "give one of , ; tab | or another punctuation character")
      }
    }
    try validateMissing()
    if case .fraction(let share) = validation, !(share > 0 && share < 1) {
      throw DataError(
        .usage, "the validation share \(share) is not between 0 and 1",
        remedy: "give a share such as 0.2")
    }
    if case .file = validation, let option = strategy.option {
      throw DataError(
        .usage, "\(option) chooses rows to hold back, which a validation file already holds",
        remedy: "leave out one of them")
    }
    switch rows {
    case .count(let count) where count < 1:
      throw DataError(.usage, "\(count) rows cannot be used", remedy: "give a count of at least 1")
    case .share(let share) where !(share > 0 && share <= 1):
      throw DataError(
        .usage, "the share \(share) of the rows is not between 0 and 1",
        remedy: "give a share such as 0.1")
    case .count, .share, nil: break
    }
  }
}

extension TableOptions {
  /// Refuses words for a missing value that cannot be.
  private func validateMissing() throws(DataError) {
    guard missing.count <= MissingWords.mostAdded else {
      throw DataError(
        .usage,
        "\(missing.count) texts for a missing value are more than \(MissingWords.mostAdded)",
        remedy: "replace some of them in the file")
    }
    if missing.contains("") || notMissing.contains("") {
      throw DataError(
        .usage, "an empty cell is always missing", remedy: "leave out the empty text")
    }
    if let both = missing.first(where: notMissing.contains) {
      throw DataError(
        .usage, "'\(both.singleLine)' cannot be missing and not", remedy: "leave out one of them")
    }
    if let unknown = notMissing.first(where: { !MissingWords.usual.contains($0) }) {
      throw DataError(
        .usage, "'\(unknown.singleLine)' means nothing missing",
        remedy: "those that do are \(MissingWords.usual.joined(separator: " "))")
    }
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII digit.
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }

  /// Whether the byte is an ASCII digit or letter.
  var isDigitOrLetter: Bool { isDigit || isLetter }
}
