import ArgumentParser
import Tabular

/// How a table is read and prepared.
struct PreparationOptions: ParsableArguments {
  @Option(help: "The column to predict, by name or number (default: the last).")
  var target: String?

  @Option(help: "What is predicted: classification or regression (default: inferred).")
  var task: DataReport.Task?

  @Option(help: "The character between fields (default: found among , ; tab |).")
  var delimiter: String?

  @Flag(
    help: """
      The data's numbers have a decimal comma (default: inferred); for what is written, see \
      --out-decimal-comma.
      """)
  var decimalComma = false

  @Flag(help: "The first row is data, not column names (default: inferred).")
  var noHeader = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The share of rows held back for validation, or a file that holds them (default: 0.2; a search \
      for a rate holds back up to 0.4 of few rows).
      """,
      valueName: "fraction|file"))
  var validation: String?

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
    parsing: .unconditional, help: "The seed of the split, the initial weights and the batches.")
  var seed: Int = 0

  /// The largest seed: spreadsheets and other tools read seeds as 32-bit numbers.
  private static let largestSeed = Int(Int32.max)

  mutating func validate() throws {
    guard (0...Self.largestSeed).contains(seed) else {
      throw ValidationError("--seed \(seed): give a number from 0 to \(Self.largestSeed)")
    }
    if let delimiter, delimiterCharacter == nil {
      throw ValidationError("--delimiter '\(delimiter)': give one character, or tab")
    }
    if let rows, sample == nil {
      throw ValidationError("--rows \(rows): give a count such as 1000, or a share such as 0.1")
    }
  }

  /// The options as the reader takes them.
  var tableOptions: TableOptions {
    TableOptions(
      delimiter: delimiterCharacter, decimalComma: decimalComma ? true : nil,
      hasHeader: noHeader ? false : nil, target: target.map { ColumnReference($0) }, task: task,
      drop: drop.map { ColumnReference($0) }, numeric: numeric.map { ColumnReference($0) },
      categorical: categorical.map { ColumnReference($0) },
      validation: resolvedValidation, rows: sample, seed: UInt64(seed))
  }

  private var resolvedValidation: TableOptions.Validation {
    guard let validation else { return .usual }
    if validation.hasSuffix("%"), let percent = Double(validation.dropLast()) {
      return .fraction(percent / 100)
    }
    return Double(validation).map { .fraction($0) } ?? .file(validation)
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
    if let count = Int(rows) { return .count(count) }
    return Double(rows).map { .share($0) }
  }
}

extension DataReport.Task: ExpressibleByArgument {}
