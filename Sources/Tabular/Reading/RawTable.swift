/// A column while the table is read.
struct RawColumn {
  /// What its cells are read as.
  enum Kind {
    case number, text
    /// Not read, because it is not wanted.
    case skipped
    /// Texts turned up behind numbers: it is read in a second pass.
    case late
  }

  /// The name, made unique.
  var name: String
  /// Its position in the file, from 1.
  var number: Int
  /// Whether the file gives it a name.
  var isNamed: Bool
  /// Whether an earlier column has the name that the file gives it.
  var isRenamed = false
  /// What its cells are read as.
  var kind = Kind.number
  /// Whether the user said that it holds numbers.
  var isDeclaredNumeric = false
  /// Whether any text that is no number is an error, however few there are.
  var refusesTexts = false
  /// Whether it is to be predicted.
  var isTarget = false
  /// What it is for in the split, where it is left out of the features.
  var splitUse: SplitStrategy?
  /// Whether it holds codes of digits, which are no quantities.
  var isCode = false
  /// Whether it has neither a name nor a value in the sample.
  var isEmpty = false
  /// Which words for a missing value it holds.
  var missingUse = MissingUse()
  /// Words for a missing value that are recorded as texts here, as they may name classes.
  var classWords: Set<String> = []
  /// Whether the user said that it holds categories.
  var isDeclaredCategorical = false
  /// Where its value stands in a row.
  var slot = 0
  /// What was subtracted from its values, see `TableReader.origin(of:)`.
  var origin = 0.0
  /// Whether some of its numbers may not be exactly what the cells say.
  var isRounded = false
  /// Its distinct texts.
  var dictionary = TextDictionary()
  /// The first text that is not a number, and its line.
  var firstText: (text: String, line: Int)?
  /// How its numbers are written; nil where the table's way of writing numbers says it.
  var form: NumberForm?
  /// Whether a text that is no number is a missing value, as in the rows that were read before.
  var ignoresTexts = false

  /// How messages name it.
  var reference: DataError.Column { .init(number: number, name: isNamed ? name : nil) }

  /// What a cell of a column of numbers says.
  func value(of cell: UnsafeBufferPointer<UInt8>, in syntax: NumberSyntax) -> CellValue {
    form?.value(of: cell, missing: syntax.missing) ?? syntax.value(of: cell)
  }

  /// How messages name it where it is the target.
  var targetReference: DataError.Column {
    var reference = reference
    reference.isTarget = true
    return reference
  }
}

/// A table as it was read: numbers minus their column's origin, codes of texts, NaN for missing.
struct RawTable {
  /// The source's name in messages.
  var source: String
  /// How the file is written.
  var dialect: Dialect
  /// The columns in file order.
  var columns: [RawColumn]
  /// The rows in file order.
  var storage: RowStorage
  /// The files that the rows come from, in their order.
  var parts: [TablePart]
  /// Things the user should know.
  var notes: [String]
  /// The row that holds the sums of the others, and is left out.
  var totalRow: Int?
  /// What to do where the first line was to be a row and looks like a header; else nil.
  var headerRemedy: String?

  /// The values of a column, side by side: passes over a column of rows would wait for memory.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - rows: The rows whose values are wanted.
  ///   - threads: The most threads.
  /// - Returns: A value for each of the rows, in their order.
  /// - Complexity: O(rows)
  func values(of column: RawColumn, rows: Range<Int>, threads: Int) -> [Float] {
    let (storage, slot) = (storage, column.slot)
    let isSmall = rows.count * storage.width < Pieces.fewestElements
    return [Float](unsafeUninitializedCapacity: rows.count) { values, count in
      // The pieces write to different elements.
      nonisolated(unsafe) let values = values
      Pieces.perform(rows.count, threads: isSmall ? 1 : threads) { piece in
        for index in piece {
          values.initializeElement(
            at: index, to: storage.row(rows.lowerBound + index)[slot])
        }
      }
      count = rows.count
    }
  }

  /// The first value of a column that is not missing; nil when all are.
  ///
  /// - Complexity: O(rows)
  func firstValue(in column: RawColumn, rows: [Int32]) -> Float? {
    for row in rows {
      let value = storage.row(Int(row))[column.slot]
      if !value.isNaN { return value }
    }
    return nil
  }
}
