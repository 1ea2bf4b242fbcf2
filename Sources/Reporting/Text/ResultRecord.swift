import Tabular

/// A row of a table as a JSON object: a field for each column, with its name, null where there is
/// nothing. The columns of a group are an object of their own, and several values a list.
struct ResultRecord: Encodable {
  private let cells: [(group: String?, field: String, cell: ResultCell)]

  init<Row>(_ row: Row, of table: ResultTable<Row>) {
    cells = table.columns.map { ($0.group, $0.field, $0.cell(row)) }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Name.self)
    var groups: [String: KeyedEncodingContainer<Name>] = [:]
    for (group, field, cell) in cells {
      let name = Name(stringValue: field)
      guard let group else {
        try record.encode(Value(cell: cell), forKey: name)
        continue
      }
      var nested =
        groups[group]
        ?? record.nestedContainer(keyedBy: Name.self, forKey: Name(stringValue: group))
      try nested.encode(Value(cell: cell), forKey: name)
      groups[group] = nested
    }
  }

  /// A cell as a JSON value.
  private struct Value: Encodable {
    let cell: ResultCell

    func encode(to encoder: any Encoder) throws {
      if case .list(let cells, _) = cell {
        var list = encoder.unkeyedContainer()
        for cell in cells { try list.encode(Value(cell: cell)) }
        return
      }
      var container = encoder.singleValueContainer()
      switch cell {
      case .missing, .list: try container.encodeNil()
      case .text(let value): try container.encode(value)
      case .integer(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .single(let value): try container.encode(value)
      case .flag(let value): try container.encode(value)
      }
    }
  }
}
