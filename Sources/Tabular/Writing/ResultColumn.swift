/// A column of a table that is written.
package struct ResultColumn<Row>: Sendable {
  /// The name within its group.
  package let field: String
  /// What it has in common with the columns beside it, which is the first part of their names.
  package let group: String?
  package let kind: ResultCell.Kind
  package let unit: ResultCell.Unit?
  /// What it means, in Markdown; columns that are explained together have the same text.
  package let meaning: String
  /// What stands in it.
  package let cell: @Sendable (Row) -> ResultCell

  /// The name in a header row, in snake case; it never changes.
  package var name: String { group.map { "\($0)_\(field)" } ?? field }

  package init(
    field: String, group: String?, kind: ResultCell.Kind, unit: ResultCell.Unit?, meaning: String,
    cell: @escaping @Sendable (Row) -> ResultCell
  ) {
    self.field = field
    self.group = group
    self.kind = kind
    self.unit = unit
    self.meaning = meaning
    self.cell = cell
  }

  /// The same column of a table each of whose rows has a row of this one as a part.
  package func of<Whole>(
    _ part: @escaping @Sendable (Whole) -> Row
  ) -> ResultColumn<Whole> {
    ResultColumn<Whole>(
      field: field, group: group, kind: kind, unit: unit, meaning: meaning
    ) { [cell] in cell(part($0)) }
  }
}

extension ResultColumn {
  /// The column with nothing in the rows of which something does not hold.
  package func `where`(_ holds: @escaping @Sendable (Row) -> Bool) -> Self {
    Self(field: field, group: group, kind: kind, unit: unit, meaning: meaning) { [cell] in
      holds($0) ? cell($0) : .missing
    }
  }
}

extension ResultColumn {
  package static func text(
    _ name: String, in group: String? = nil, _ meaning: String,
    value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(field: name, group: group, kind: .text, unit: nil, meaning: meaning) {
      ResultCell(value($0))
    }
  }

  package static func integer(
    _ name: String, in group: String? = nil, unit: ResultCell.Unit? = nil,
    _ meaning: String, value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(field: name, group: group, kind: .integer, unit: unit, meaning: meaning) {
      ResultCell(value($0))
    }
  }

  package static func number(
    _ name: String, in group: String? = nil, unit: ResultCell.Unit? = nil,
    _ meaning: String, value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(field: name, group: group, kind: .number, unit: unit, meaning: meaning) {
      ResultCell(value($0))
    }
  }

  /// A column of numbers whose precision is not the same in all rows.
  package static func number(
    _ name: String, in group: String? = nil, unit: ResultCell.Unit? = nil,
    _ meaning: String, cell: @escaping @Sendable (Row) -> ResultCell
  ) -> Self {
    Self(field: name, group: group, kind: .number, unit: unit, meaning: meaning, cell: cell)
  }

  /// A column of numbers of single precision.
  package static func single(
    _ name: String, in group: String? = nil, unit: ResultCell.Unit? = nil,
    _ meaning: String, value: @escaping @Sendable (Row) -> Float?
  ) -> Self {
    Self(field: name, group: group, kind: .number, unit: unit, meaning: meaning) {
      ResultCell(value($0))
    }
  }

  package static func flag(
    _ name: String, in group: String? = nil, _ meaning: String,
    value: @escaping @Sendable (Row) -> Bool?
  ) -> Self {
    Self(field: name, group: group, kind: .flag, unit: nil, meaning: meaning) {
      ResultCell(value($0))
    }
  }

  /// A column of several values a row; see `ResultCell.list`.
  package static func list(
    _ name: String, in group: String? = nil, _ meaning: String, separator: String,
    values: @escaping @Sendable (Row) -> [ResultCell]
  ) -> Self {
    Self(field: name, group: group, kind: .list, unit: nil, meaning: meaning) {
      .list(values($0), separator: separator)
    }
  }
}
