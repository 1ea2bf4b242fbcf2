import ArgumentParser
import Tabular
import Training

/// How a table is read and prepared.
struct PreparationOptions: ParsableArguments {
  @Option(help: "The column to predict, by name or number (default: the last).")
  var target: String?

  @Option(help: "What is predicted: classification or regression (default: inferred).")
  var task: DataReport.Task?

  @Option(
    help:
      "The character between fields, ' ' for runs of spaces (default: found among , ; tab | ' ').")
  var delimiter: String?

  @Flag(
    help: """
      The data's numbers have a decimal comma (default: inferred); for what is written, see \
      --out-decimal-comma.
      """)
  var decimalComma = false

  @Flag(help: "The first row names the columns (default: inferred).")
  var header = false

  @Flag(help: "The first row is data, not column names (default: inferred).")
  var noHeader = false

  @Option(
    help: "utf-8, utf-16le, utf-16be, latin-1 or cp1252 (default: utf-8, or what it must be).")
  var encoding: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A text that means a missing value, such as -9999, beside \(TableOptions.usualMissing).",
      valueName: "text"))
  var missing: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("One of these texts that does not, such as NA or None.", valueName: "text"))
  var noMissing: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The share of rows held back for validation, or a file that holds them (default: 0.2; a search \
      for a rate holds back up to 0.4 of few rows).
      """,
      valueName: "fraction|file"))
  var validation: String?

  @Option(
    help: ArgumentHelp(
      """
      Hold back the last rows in the order of this column, of numbers or dates; it is no feature then.
      """, valueName: "column"))
  var splitByTime: String?

  @Option(
    help: ArgumentHelp(
      """
      Hold back whole groups of rows, which this column names; it is no feature then.
      """, valueName: "column"))
  var splitByGroup: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Repeat every training on so many folds of the rows, of which each holds back others (default: \
      one split; a search for a rate decides on 5).
      """, valueName: "count"),
    transform: NumberDomain.folds.read)
  var folds: Int?

  @Option(help: ArgumentHelp("A column to leave out, by name or number.", valueName: "column"))
  var drop: [String] = []

  @Option(help: ArgumentHelp("A column that must hold numbers.", valueName: "column"))
  var numeric: [String] = []

  @Option(help: ArgumentHelp("A column that holds categories.", valueName: "column"))
  var categorical: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Use a random sample of the rows: a count or a share.", valueName: "n|share")
  )
  var rows: String?

  @Option(
    parsing: .unconditional,
    help: "The seed of the split, the initial weights and the batches (default: 0).",
    transform: NumberDomain.seed.read)
  var seed: Int = 0

  mutating func validate() throws {
    if let delimiter, delimiterCharacter == nil {
      throw ValidationError("--delimiter '\(delimiter)': give one character, or tab")
    }
    if header, noHeader {
      throw ValidationError("--header and --no-header contradict each other: leave out one of them")
    }
    if splitByTime != nil, splitByGroup != nil {
      throw ValidationError(
        "--split-by-time and --split-by-group contradict each other: leave out one of them")
    }
    if folds != nil, let validation, case .file = Self.validation(validation) {
      throw ValidationError(
        "--folds and a --validation file contradict each other: a file leaves one split")
    }
    if let encoding, TextEncoding(named: encoding) == nil {
      throw ValidationError(
        "--encoding '\(encoding)': known are "
          + TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
          + "; convert others with iconv -t UTF-8 -f \(ShellText.quoted(encoding))")
    }
    if let rows, sample == nil {
      throw ValidationError(
        "--rows: '\(rows)' is neither a count such as 1000 nor a share such as 0.1")
    }
    if let validation, case .fraction(let share) = Self.validation(validation),
      !NumberDomain.heldBackShare.contains(share)
    {
      throw ValidationError(
        "--validation: '\(validation)' is not a share, \(NumberDomain.heldBackShare), and no file")
    }
  }

  /// The options as the reader takes them.
  var tableOptions: TableOptions {
    var options = TableOptions(
      delimiter: delimiterCharacter, decimalComma: decimalComma ? true : nil,
      hasHeader: header ? true : noHeader ? false : nil, target: target.map { ColumnReference($0) },
      task: task,
      drop: drop.map { ColumnReference($0) }, numeric: numeric.map { ColumnReference($0) },
      categorical: categorical.map { ColumnReference($0) },
      validation: resolvedValidation, rows: sample, seed: UInt64(seed))
    options.encoding = encoding.flatMap { TextEncoding(named: $0) }
    options.missing = missing
    options.notMissing = noMissing
    options.folds = folds
    options.strategy =
      splitByTime.map { .byTime(ColumnReference($0)) }
      ?? splitByGroup.map { .byGroup(ColumnReference($0)) } ?? .shuffled
    return options
  }

  private var resolvedValidation: TableOptions.Validation {
    validation.map(Self.validation) ?? .usual
  }

  /// What is meant by a text: a share where anything reads it as a number, also as one that is none
  /// here, such as `nan`; else a file.
  private static func validation(_ text: String) -> TableOptions.Validation {
    if text.hasSuffix("%"), let percent = Double(text.dropLast()) {
      return .fraction(percent / 100)
    }
    if text.isEmpty { return .fraction(.nan) }
    return Double(text).map { .fraction($0) } ?? .file(text)
  }

  private var delimiterCharacter: Character? {
    switch delimiter {
    case "tab", "\\t": "\t"
    case let text? where text.count == 1: text.first
    default: nil
    }
  }

  private var sample: TableOptions.Rows? {
    guard let rows else { return nil }
    if let count = Int(digits: rows) { return count > 0 ? .count(count) : nil }
    return (try? NumberDomain.share.read(rows)).map { .share($0) }
  }
}

extension DataReport.Task: ExpressibleByArgument {}
