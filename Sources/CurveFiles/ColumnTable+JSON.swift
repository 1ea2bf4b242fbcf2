import FoundationEssentials
import Tabular

/// A JSON text of any shape.
private enum JSONValue: Decodable {
  case cell(ColumnTable.Cell)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .cell(.missing)
    } else if let number = try? container.decode(Double.self) {
      self = .cell(ColumnTable.Cell(number))
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else if let object = try? container.decode([String: JSONValue].self) {
      self = .object(object)
    } else if let text = try? container.decode(String.self) {
      self = .cell(Double(text).map { .number($0) } ?? .text(text))
    } else if let flag = try? container.decode(Bool.self) {
      self = .cell(.text(flag ? "true" : "false"))
    } else {
      // A number that no double holds, such as 1e400.
      self = .cell(.infinite)
    }
  }

  var cell: ColumnTable.Cell? {
    if case .cell(let cell) = self { return cell }
    return nil
  }

  var array: [JSONValue]? {
    if case .array(let values) = self { return values }
    return nil
  }

  var object: [String: JSONValue]? {
    if case .object(let fields) = self { return fields }
    return nil
  }

  /// The single values of a record, those of nested ones under names such as `train/loss`.
  var record: [String: ColumnTable.Cell]? {
    guard let object else { return nil }
    var record: [String: ColumnTable.Cell] = [:]
    for (name, value) in object {
      if let cell = value.cell { record[name] = cell }
      for (inner, value) in value.object ?? [:] {
        if let cell = value.cell { record["\(name)/\(inner)"] = cell }
      }
    }
    return record
  }
}

extension ColumnTable {
  /// How deep tables are looked for: `{"lr_find": {"results": {"lr": […], "loss": […]}}}`.
  private static let deepest = 4
  /// The most cells that records are laid out with: each may have keys of its own.
  private static let largestRecords = 1 << 24

  /// The table in JSON lines: an object, or a pair, on each.
  ///
  /// - Returns: The table, and the number of a last line whose writing was interrupted, which is left
  ///   out. Nil where the text is no such thing: its first line is no JSON by itself, or its only one.
  /// - Throws: `DataError` that names a later line which is none.
  static func table(
    inJSONLines bytes: [UInt8], source: String
  ) throws(DataError) -> (table: ColumnTable, cutLine: Int?)? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    var rows: [JSONValue] = []
    var numbers: [Int] = []
    var cutLine: Int?
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard line.contains(where: { !" \t\r".utf8.contains($0) }) else { continue }
      guard let row = try? decoder.decode(JSONValue.self, from: Data(line)),
        row.object != nil || row.array != nil
      else {
        if rows.isEmpty { return nil }
        // Whole lines have an end.
        if index == lines.count - 1 {
          cutLine = index + 1
          break
        }
        throw DataError(
          .unusableData, source: source, line: index + 1,
          "is no JSON object, as the lines before it are",
          remedy: "correct the line, or leave it out")
      }
      rows.append(row)
      numbers.append(index + 1)
    }
    guard rows.count > 1 else { return nil }
    guard var table = ColumnTable(.array(rows), source: source),
      table.columns[0].count == rows.count
    else { return nil }
    table.lines = numbers
    return (table, cutLine)
  }

  /// All tables in a JSON text, the outermost first.
  ///
  /// A table is an object with arrays of numbers under its keys, a list of objects with numbers
  /// under theirs, a list of pairs, or a pair of lists. NaN and Infinity, which JSON has no words
  /// for, are read as Python writes them.
  ///
  /// - Throws: `DataError` when it is no JSON.
  static func tables(inJSON bytes: [UInt8], source: String) throws(DataError) -> [ColumnTable] {
    // The decoder ends the process at bytes that are no text where it looks for a name.
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw DataError(
        .unusableData, source: source, "the text is not UTF-8",
        remedy: "write it anew, for example with json.dump")
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    guard let root = try? decoder.decode(JSONValue.self, from: Data(bytes)) else {
      let last = bytes.last { !" \t\r\n".utf8.contains($0) }
      let isCut = last != UInt8(ascii: "}") && last != UInt8(ascii: "]")
      throw DataError(
        .unusableData, source: source,
        isCut ? "the JSON ends before its last bracket is closed" : "is not valid JSON",
        remedy: "write it anew, for example with json.dump; python3 -m json.tool FILE shows the "
          + "place")
    }
    var tables: [ColumnTable] = []
    var level = [root]
    for _ in 0..<deepest {
      tables += level.compactMap { ColumnTable($0, source: source) }
      level = level.flatMap { value in
        (value.object ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      }
    }
    return tables
  }

  /// Reads one value as a table; nil when it is none.
  private init?(_ value: JSONValue, source: String) {
    self.source = source
    if let fields = value.object {
      let found = fields.sorted { $0.key < $1.key }.compactMap { field in
        field.value.array.flatMap { $0.cells }.map { (field.key, $0) }
      }
      guard !found.isEmpty else { return nil }
      names = found.map(\.0)
      columns = found.map(\.1)
    } else if let rows = value.array, let first = rows.first {
      if first.object != nil {
        let records = rows.compactMap(\.record)
        guard records.count == rows.count else { return nil }
        let keys = Set(records.flatMap(\.keys)).sorted()
        guard !keys.isEmpty, keys.count * records.count <= Self.largestRecords else { return nil }
        names = keys
        columns = keys.map { key in records.map { $0[key] ?? .missing } }
      } else {
        let lists = rows.compactMap { $0.array?.cells }
        guard lists.count == rows.count, let width = lists.first?.count, width > 0,
          lists.allSatisfy({ $0.count == width })
        else { return nil }
        // Two long lists are columns; many short ones are rows.
        let areColumns = lists.count == 2 && width > 2
        columns = areColumns ? lists : (0..<width).map { index in lists.map { $0[index] } }
        names = columns.indices.map { "column_\($0 + 1)" }
        isNamed = false
      }
    } else {
      return nil
    }
  }
}

extension [JSONValue] {
  /// The values when all are single; nil otherwise.
  fileprivate var cells: [ColumnTable.Cell]? {
    let cells = compactMap(\.cell)
    return cells.count == count && !isEmpty ? cells : nil
  }
}
