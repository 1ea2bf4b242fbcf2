import Tabular
import Testing

/// Each way through the readers of single cells, checked by the exact names of classes.
@Suite struct CellTests {
  /// The class names of a table whose target column holds the cells, each three times.
  private func classNames(_ cells: [String], _ options: TableOptions) throws -> [String] {
    var text = "x;y\n"
    for round in 0..<3 {
      for (index, cell) in cells.enumerated() { text += "\(index * index + round);\(cell)\n" }
    }
    return try load(text, options).classNames
  }

  private func expected(_ values: [Double]) -> [String] {
    Set(values).sorted().map { value in
      let text = value.description
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }

  @Test(arguments: [
    ["0", "-1", "12345678", "1234567", "0.00000001", "99.5"],
    ["1e3", "1E-3", "-2.5e+2", "0.12345678901", "123456789.123456", "3."],
    [" 7 ", "+8", "\"9\"", "\" 10 \"", "+.5", "-.25"],
    ["1.17549435e-38", "1e-45", "16777217", "0.1", "2.2250738585072014e-308"],
  ])
  func numbers(_ cells: [String]) throws {
    let values = cells.compactMap { cell in
      Double(cell.filter { $0 != " " && $0 != "\"" }.replacing("+.", with: "0."))
    }
    try #require(values.count == cells.count)
    let options = TableOptions(task: .classification, numeric: ["y"])
    #expect(try classNames(cells, options) == expected(values))
  }

  @Test func randomNumbers() throws {
    var state: UInt64 = 1
    var cells: [String] = []
    for digits in 1...400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let sign = state >> 63 == 0 ? "" : "-"
      cells.append("\(sign)\(state >> 40 % 9_999_999).\(state % 999_999_937)\(digits % 10)")
    }
    let values = cells.compactMap { Double($0) }
    try #require(values.count == cells.count)
    let options = TableOptions(task: .classification, numeric: ["y"])
    // Most have more digits than a double: their names are the digits as they are written.
    let names = zip(values, cells).sorted { $0.0 < $1.0 }.map { _, cell in
      String(cell.reversed().drop { $0 == "0" }.reversed())
    }
    #expect(try classNames(cells, options) == names)
    // What is stored of them.
    let text = "x,y\n" + cells.enumerated().map { "\($0 * $0),\($1)\n" }.joined()
    let stored = try load(text, TableOptions(task: .regression)).originalValues.sorted()
    let largest = values.map(abs).reduce(0, max)
    for (value, number) in zip(stored, values.sorted()) {
      #expect(abs(value - number) <= largest * 4e-7)
    }
  }

  @Test func decimalCommas() throws {
    let names = try classNames(
      ["0,5", "-1,25", "1.234", "1.234.567,5", "-12.000", "7"],
      TableOptions(decimalComma: true, task: .classification, numeric: ["y"]))
    #expect(names == ["-12000", "-1.25", "0.5", "7", "1234", "1234567.5"])
  }

  /// Short and long texts, quoted or not, read for the first time or again.
  @Test func texts() throws {
    let cells = [
      "a", "b", "sixteen bytes it", "seventeen bytes it", "\"a\"", " b ", "\"x;y\"", "ü", "5\"",
      "\"sixteen bytes it\"", "sixteen bytes is",
    ]
    let options = TableOptions(categorical: ["y"])
    #expect(
      try classNames(cells, options) == [
        "5\"", "a", "b", "seventeen bytes it", "sixteen bytes is", "sixteen bytes it", "x;y", "ü",
      ])
  }

  /// More texts than the table of short texts has places.
  @Test func manyShortTexts() throws {
    let text =
      "t,x,class\n"
      + (0..<20_000).map { "k\($0 * 7 % 190),\($0 * 3 % 19_997),\($0 % 190 % 2)\n" }.joined()
    let data = try load(text)
    #expect(data.use("t") == .categorical(levels: 190))
    // Each text goes with one class: 7 is odd and 190 even, so the text's parity is the class.
    for (row, label) in zip(data.rows, data.classes) {
      let level = try #require(row.prefix(190).firstIndex(of: 1))
      let name = data.featureNames[level]
      #expect(Int32(name.drop { !$0.isNumber })?.isMultiple(of: 2) == (label == 0))
    }
  }
}
