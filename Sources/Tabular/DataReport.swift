/// What was read from a table, and what was made of it.
package struct DataReport: Sendable {
  /// Whether classes or a number are predicted.
  package enum Task: String, Sendable, Codable {
    case classification, regression
  }

  /// Why a column is not used.
  package enum DropReason: Sendable, Hashable {
    /// The user named it in `--drop`.
    case requested
    /// It says when a row was, by which the rows are split.
    case splitTime
    /// It says which group a row belongs to, by which the rows are split.
    case splitGroup
    /// All its values are the same or missing, in all rows or in those that are trained on.
    case constant
    /// Its values differ, but by less than single precision holds.
    case belowPrecision
    /// Its values only name the row.
    case identifier
    /// Most of its texts are numbers, but not the one that stands in a line.
    case mostlyNumbers(text: String, line: Int)
    /// Most rows hold another text. Above 4096, `distinct` is a lower bound.
    case freeText(distinct: Int)
    /// Dates or times.
    case date
    /// More distinct texts than a model can use. Above 4096, `distinct` is a lower bound.
    case tooManyCategories(distinct: Int, limit: Int)
  }

  /// What became of a column.
  package enum Use: Sendable, Hashable {
    case numeric
    case categorical(levels: Int)
    case target
    case dropped(DropReason)
  }

  /// What the rows were split by, where that is a column.
  package enum Split: Sendable, Hashable {
    /// By time: those from a time on are held back, up to and without another one if any.
    case byTime(column: String, from: String, before: String?)
    /// By groups: so many of all groups are held back.
    case byGroup(column: String, groups: Int, heldBack: Int)
  }

  /// One column of the file.
  package struct Column: Sendable {
    package var name: String
    /// Its position in the file, from 1.
    package var number: Int
    package var use: Use
    /// The number of missing values among the rows that are used.
    package var missing: Int

    package init(name: String, number: Int, use: Use, missing: Int) {
      self.name = name
      self.number = number
      self.use = use
      self.missing = missing
    }
  }

  /// The name of the source as it stands in messages.
  package var source: String
  /// The delimiter between fields.
  package var delimiter: Character
  /// Whether numbers are written with a decimal comma.
  package var decimalComma: Bool
  /// Whether the first row names the columns.
  package var hasHeader: Bool
  /// The number of rows in the file, without the header.
  package var rowsRead: Int
  /// The number of rows left out because their target is missing.
  package var rowsWithoutTarget: Int
  /// What stands there, quoted; nil where nothing does, or it is not known.
  package var missingTargetWords: String?
  /// What the rows were split by; nil where they were shuffled, or a file holds those that are held back.
  package var split: Split?
  /// Whether classes or a number are predicted.
  package var task: Task
  /// Why this task, in words, where it was inferred.
  package var taskReason: String?
  /// The columns in file order.
  package var columns: [Column]
  /// Things the user should know, each a sentence as a line among others has it.
  package var notes: [String]
  /// How the table was read; nil where it was made.
  package var reading: TableReading?

  package init(
    source: String, delimiter: Character, decimalComma: Bool, hasHeader: Bool, rowsRead: Int,
    rowsWithoutTarget: Int, missingTargetWords: String? = nil, split: Split? = nil, task: Task,
    taskReason: String?,
    columns: [Column], notes: [String], reading: TableReading? = nil
  ) {
    self.source = source
    self.delimiter = delimiter
    self.decimalComma = decimalComma
    self.hasHeader = hasHeader
    self.rowsRead = rowsRead
    self.rowsWithoutTarget = rowsWithoutTarget
    self.missingTargetWords = missingTargetWords
    self.split = split
    self.task = task
    self.taskReason = taskReason
    self.columns = columns
    self.notes = notes
    self.reading = reading
  }
}
