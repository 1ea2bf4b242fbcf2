import Foundation
import Tabular
import TestSupport
import Testing

/// Bad input and the exact error it gives; `%` stands for the file's path.
struct MalformedInput: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: [UInt8]
  var options = TableOptions()
  var kind = DataError.Kind.unusableData
  var message: String

  var testDescription: String { name }

  init(
    _ name: String, _ text: String, _ options: TableOptions = TableOptions(),
    kind: DataError.Kind = .unusableData, message: String
  ) {
    self.init(name, bytes: Array(text.utf8), options, kind: kind, message: message)
  }

  init(
    _ name: String, bytes: [UInt8], _ options: TableOptions = TableOptions(),
    kind: DataError.Kind = .unusableData, message: String
  ) {
    self.name = name
    self.bytes = bytes
    self.options = options
    self.kind = kind
    self.message = message
  }

  static let header = "x,y,class\n"
  static let body = header + measurements(30)

  static let all: [MalformedInput] = rows + texts + columns + targets

  static let rows: [MalformedInput] = [
    .init("empty file", "", message: "%: is empty; give a CSV with rows"),
    .init("blank lines only", "\n\n\r\n", message: "%: is empty; give a CSV with rows"),
    .init(
      "header only", header,
      message:
        "%: holds a header and no rows; add rows, or say --no-header if the first line is a row"),
    .init(
      "too few fields", body + "1.5,2\n",
      message: "%:32: the row has 2 fields, where 3 are expected; "
        + "complete or quote its fields, or check the delimiter (now ',')"),
    .init(
      "too few fields, at the end of the file", body + "1.5",
      message: "%:32: the row has 1 field, where 3 are expected; "
        + "complete or quote its fields, or check the delimiter (now ',')"),
    .init(
      "too many fields", header + "1,2,a,9\n" + measurements(30),
      message: "%:2: the row has more than 3 fields, where 3 are expected; "
        + "complete or quote its fields, or check the delimiter (now ',')"),
    .init(
      "ragged behind quoted newlines", "x,y,class\n1,\"a\n\nb\",c\n1\n",
      message: "%:5: the row has 1 field, where 3 are expected; "
        + "complete or quote its fields, or check the delimiter (now ',')"),
    .init(
      "unclosed quote", body + "1,2,\"a\n" + measurements(3),
      message: "%:32: column 3 'class': the quote that opens here is never closed; "
        + "close it, or double it where it is part of the text"),
    .init(
      "text behind a quote", body + "1,2,\"a\"b\n",
      message: "%:32: column 3 'class': text follows the closing quote; "
        + "double the quotes inside the text, or check the delimiter"),
    .init(
      "unclosed quote in the header", "x,\"y,class\n1,2,a\n",
      message: "%:1: column 2: the quote that opens here is never closed; "
        + "close it, or double it where it is part of the text"),
    .init(
      "too few rows to split", header + "1,2,a\n3,4,b\n",
      message: "%: 2 rows are too few to split: 2 would be trained on and 0 held back; "
        + "use more rows, another --validation share, or a validation file"),
  ]

  static let texts: [MalformedInput] = [
    .init(
      "not UTF-8", bytes: Array(body.utf8) + [0x31, 0x2C, 0x32, 0x2C, 0x8A, 0x0A],
      message: "%:32: column 3 'class': the text is not UTF-8; "
        + "say how it is encoded, for example --encoding cp1252"),
    .init(
      "not UTF-8 in the header", bytes: [0x78, 0x2C, 0x81, 0x0A, 0x31, 0x2C, 0x32, 0x0A],
      message: "%:1: column 2: the text is not UTF-8; "
        + "say how it is encoded, for example --encoding cp1252"),
    .init(
      "UTF-16 without a mark", bytes: body.utf8.flatMap { [0, $0] },
      message: "%: is UTF-16 without a mark that says so; say --encoding utf-16be"),
    .init(
      "binary", bytes: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 7, 9],
      message: "%: is a binary file, not a CSV; give a CSV"),
    .init(
      "a zero byte later on",
      bytes: Array((header + measurements(400)).utf8) + [0x31, 0x2C, 0x32, 0x2C, 0x61, 0, 0x0A],
      message: "%:402: column 3 'class': holds a zero byte, which no text has; "
        + "check that the file is a CSV and complete"),
    .init(
      "damaged gzip", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF],
      message: "%: the compressed data is damaged (invalid block type); "
        + "test it with gzip -t, and copy it again"),
    .init(
      "truncated gzip", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3],
      message: "%: the compressed data ends too early; copy or download it again"),
    .init(
      "overlong field", header + "1,2,\"" + String(repeating: "ab\n", count: 800_000) + "\"\n",
      message: "%:2: column 3 'class': the field that starts here is longer than 1 MB; "
        + "check for a quote that is not closed, or leave the column out of the file"),
    .init(
      "infinite number", body + "inf,2,a\n",
      message: "%:32: column 1 'x': 'inf' is not a finite number of single precision; "
        + "correct it, or say --missing inf if it means missing"),
    .init(
      "too large a number", body + "1,-1e39,a\n",
      message: "%:32: column 2 'y': '-1e39' is not a finite number of single precision; "
        + "correct it, or say --missing -1e39 if it means missing"),
    .init(
      "text in a numeric column", body + "1,two,a\n", TableOptions(numeric: ["y"]),
      message: "%:32: column 2 'y': 'two' is not a number; "
        + "correct it, or say --missing two if it means missing"),
    .init(
      "decimal comma in a numeric column", body + "1,\"2,5\",a\n", TableOptions(numeric: ["2"]),
      message: "%:32: column 2 'y': '2,5' is not a number; "
        + "say --decimal-comma if the comma is a decimal comma"),
  ]

  static let columns: [MalformedInput] = [
    .init(
      "no such column", body, TableOptions(target: "clas"), kind: .usage,
      message: "%: there is no column 'clas'; did you mean 'class'?"),
    .init(
      "nothing near", body, TableOptions(drop: ["temperature"]), kind: .usage,
      message: "%: there is no column 'temperature'; the columns are x, y, class"),
    .init(
      "no such number", body, TableOptions(target: "9"), kind: .usage,
      message: "%: there is no column 9; they go from 1 to 3, the last is 'class'"),
    .init(
      "target dropped", body, TableOptions(drop: ["class"]), kind: .usage,
      message: "%: column 3 'class': is the target, and is to be dropped; "
        + "choose another --target, or keep it"),
    .init(
      "declared twice over", body, TableOptions(numeric: ["x"], categorical: ["x"]), kind: .usage,
      message: "%: column 1 'x': is declared both numeric and categorical; leave out one of them"),
    .init(
      "declared and dropped", body, TableOptions(drop: ["x"], numeric: ["1"]), kind: .usage,
      message: "%: column 1 'x': is both declared and dropped; leave out one of them"),
    .init(
      "all features dropped", body, TableOptions(drop: ["x", "y"]),
      message: "%: no column is left to learn from ('x': left out on request; "
        + "'y': left out on request); add columns, or say what one is with --numeric or --categorical"
    ),
    .init(
      "one column", "class\n" + String(repeating: "a\nb\n", count: 20),
      message: "%: has only one column, so there are no features; "
        + "give the --delimiter if it is not ','"),
    .init(
      "a letter as delimiter", body, TableOptions(delimiter: "x"), kind: .usage,
      message: "'x' cannot be a delimiter; give one of , ; tab | or another punctuation character"),
    .init(
      "validation share of one", body, TableOptions(validation: .fraction(1)), kind: .usage,
      message: "the validation share 1.0 is not between 0 and 1; give a share such as 0.2"),
    .init(
      "no rows", body, TableOptions(rows: .count(0)), kind: .usage,
      message: "0 rows cannot be used; give a count of at least 1"),
    .init(
      "too many declared categories",
      "x,y,class\n"
        + (0..<600).map { "\($0 % 300)k,\($0 % 7),\($0 % 2)\n" }.joined(),
      TableOptions(categorical: ["x"]),
      message: "%: column 1 'x': is declared categorical and has 300 distinct texts, "
        + "where 200 are the limit; leave the column out with --drop, or group its texts"),
  ]

  static let targets: [MalformedInput] = [
    .init(
      "one class", header + String(repeating: "1,2,a\n2,4,a\n", count: 10),
      message: "%: column 3 'class', the target: all rows have the same value 'a', "
        + "so there is nothing to predict; choose another column with --target, or use more rows"),
    .init(
      "no target at all", header + String(repeating: "1,2,\n2,4,NA\n", count: 10),
      message: "%: column 3 'class', the target: no row has a value; "
        + "it is the last column; choose another with --target, such as y"),
    .init(
      "a chosen target without values", header + String(repeating: "1,2,\n2,4,NA\n", count: 10),
      TableOptions(target: "class"),
      message: "%: column 3 'class', the target: no row has a value; "
        + "choose another column with --target"),
    .init(
      "text target for a regression", body, TableOptions(task: .regression),
      message:
        "%:2: column 3 'class': 'a' is not a number; "
        + "correct it, or say --missing a if it means missing; "
        + "leave out --task regression if the target holds classes"),
    .init(
      "number target with many classes", "x,z,y\n" + measurements(40).replacing("a", with: "1.5"),
      TableOptions(target: "x", task: .classification),
      message: "%: column 1 'x', the target: has 40 classes in 40 rows; "
        + "say --task regression to predict the number"),
    .init(
      "a class for each row", "x,word\n" + (0..<30).map { "\($0 * $0),w\($0)\n" }.joined(),
      message: "%: column 2 'word', the target: cannot be predicted: its values only name the "
        + "row; choose another column with --target"),
    .init(
      "number target with a typing error",
      "x,y\n" + (0..<40).map { "\($0 * $0),\($0 % 12 == 8 ? "1.5.2" : "\($0 * 3).25")\n" }.joined(),
      message: "%: column 2 'y', the target: holds mostly numbers, but '1.5.2' in line 10 is none; "
        + "correct it or leave the cell empty"),
    .init(
      "a header read as a row",
      "x,z,y\n" + (0..<40).map { "\($0 * $0),\($0 * 3),\($0 % 2)\n" }.joined(),
      TableOptions(hasHeader: false),
      message: "%: no column is left to learn from ('column_1': its values only name the row; "
        + "'column_2': its values only name the row); leave out --no-header, as the first line "
        + "looks like a header"),
    .init(
      "target that is a date",
      "x,day\n" + (0..<30).map { "\($0 * $0),2024-01-\($0 % 9 + 10)\n" }.joined(),
      TableOptions(target: "day"),
      message: "%: column 2 'day', the target: cannot be predicted: it holds dates or times; "
        + "choose another column with --target"),
    .init(
      "target that numbers the rows", "x,id\n" + (0..<30).map { "\($0 * $0),\($0)\n" }.joined(),
      message: "%: column 2 'id', the target: cannot be predicted: its values only name the "
        + "row; choose another column with --target"),
  ]
}

@Suite struct MalformedInputTests {
  @Test(arguments: MalformedInput.all)
  func error(_ input: MalformedInput) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", bytes: input.bytes)
    let error = try #require(throws: DataError.self) {
      try Dataset.load(path: path, options: input.options)
    }
    #expect(error.description == input.message.replacing("%", with: path))
    #expect(error.kind == input.kind)
    #expect(try folder.bytes("t.csv") == input.bytes)
    #expect(try folder.contents == ["t.csv"])
  }

  @Test func missingFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none.csv"
    let error = try #require(throws: DataError.self) { try Dataset.load(path: path) }
    #expect(error.description == "\(path): there is no such file; check the path")
    #expect(error.kind == .missingInput)
  }

  @Test func directory() throws {
    let folder = try TemporaryFolder()
    let error = try #require(throws: DataError.self) { try Dataset.load(path: folder.path) }
    #expect(error.description == "\(folder.path): is a directory; give a CSV file in it")
    #expect(error.kind == .missingInput)
  }

  /// Root may read everything, so the check needs another user.
  @Test(.enabled(if: geteuid() != 0))
  func unreadableFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", MalformedInput.body)
    chmod(path, 0)
    let error = try #require(throws: DataError.self) { try Dataset.load(path: path) }
    #expect(
      error.description == "\(path): permission denied; make the file readable (chmod +r)")
    #expect(error.kind == .missingInput)
  }

  @Test func standardInputTwice() throws {
    let error = try #require(throws: DataError.self) {
      try Dataset.load(path: "-", options: TableOptions(validation: .file("-")))
    }
    #expect(error.kind == .usage)
  }
}
