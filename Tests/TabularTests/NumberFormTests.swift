import Tabular
import TestSupport
import Testing

/// Numbers as people write them.
@Suite struct NumberFormTests {
  /// The numbers that are read of a target with these cells, each in three rows; nil where it is not
  /// taken for numbers.
  private func numbers(
    _ cells: [String], _ options: TableOptions = TableOptions(target: "y")
  ) throws -> (values: [Double], notes: [String])? {
    var text = "x,y,z\n"
    for (index, cell) in (cells + cells + cells).enumerated() {
      text += "\(index * index),\"\(cell)\",\(index % 7)\n"
    }
    var options = options
    if case .dropped = try load(text).use("z") { Issue.record("z is a feature") }
    options.task = nil
    let data = try load(text, options)
    guard data.report.task == .regression else { return nil }
    let values = Set(data.originalValues.map { ($0 * 1e4).rounded() / 1e4 })
    return (values.sorted(), data.report.notes)
  }

  struct Form: Sendable, CustomTestStringConvertible {
    var cells: [String]
    var values: [Double]
    var testDescription: String { cells.joined(separator: " | ") }
  }

  static let forms: [Form] = [
    Form(cells: ["$2.39", "$1,495,662.5", "$0.25"], values: [0.25, 2.39, 1_495_662.5]),
    Form(cells: ["€ 90,50", "€ 1.200,25", "€ 3,75"], values: [3.75, 90.5, 1200.25]),
    Form(cells: ["15.900,00 €", "1.250,75 €", "-3,5 €"], values: [-3.5, 1250.75, 15_900]),
    Form(cells: ["USD 12.5", "USD 7.25", "USD1.5"], values: [1.5, 7.25, 12.5]),
    Form(cells: ["12.5 EUR", "7.25EUR", "1.5 EUR"], values: [1.5, 7.25, 12.5]),
    Form(cells: ["£3.5", "¥ 4.5", "£5.5", "£6.5"], values: []),
    Form(
      cells: ["Rs. 3,00,000.5", "Rs. 12,34,567.25", "Rs. 99.5"],
      values: [99.5, 300_000.5, 1_234_567.25]),
    Form(cells: ["12.5%", "7.25 %", "-1.5%", "0"], values: [-1.5, 0, 7.25, 12.5]),
    Form(cells: ["12.5%", "0.125", "7.5%"], values: []),
    Form(cells: ["1'234.5", "12'345.25", "99.5"], values: [99.5, 1234.5, 12_345.25]),
    Form(cells: ["1’234.5", "12’345.25", "99.5"], values: [99.5, 1234.5, 12_345.25]),
    Form(cells: ["1 234,5", "12 345,25", "99,5"], values: [99.5, 1234.5, 12_345.25]),
    Form(
      cells: ["1\u{A0}234.5", "12\u{202F}345.25", "1\u{2009}099.5"],
      values: [1099.5, 1234.5, 12_345.25]),
    Form(cells: ["(245.5)", "12.25", "(1,000)"], values: [-1000, -245.5, 12.25]),
    Form(cells: ["($245.5)", "$12.25", "$(7)", "-$3"], values: [-245.5, -7, -3, 12.25]),
    Form(cells: ["\u{2212}2.5", "3.5", "\u{2212}1.25"], values: [-2.5, -1.25, 3.5]),
    Form(cells: ["2.5\u{A0}", "\u{A0}3.5", "1.25\u{A0}"], values: [1.25, 2.5, 3.5]),
    Form(cells: ["12.5 kmpl", "74.25 kmpl", "9.5 kmpl"], values: [9.5, 12.5, 74.25]),
    Form(cells: ["1.5 years", "1 year", "12.25 Years"], values: [1, 1.5, 12.25]),
    Form(cells: ["12.5 km/h", "74.25 km/h", "9.5 km/h"], values: [9.5, 12.5, 74.25]),
    Form(cells: ["12.5 °C", "-4.25 °C", "9.5 °C"], values: [-4.25, 9.5, 12.5]),
    Form(cells: ["80.5 m²", "64.25 m²", "9.5 m²"], values: [9.5, 64.25, 80.5]),
    Form(cells: ["1.5e3 kg", "2.5 kg", "-1e-1 kg"], values: [-0.1, 2.5, 1500]),
    // A comma with three digits behind it groups, unless one of the column cannot.
    Form(cells: ["1,234", "56,789", "1.5"], values: [1.5, 1234, 56_789]),
    Form(cells: ["1,234", "56,789", "1,5"], values: [1.234, 1.5, 56.789]),
    Form(cells: ["1.234", "56.789", "$1.5"], values: [1.234, 1.5, 56.789]),
    Form(cells: ["1.234.567", "2.345", "1,5"], values: [1.5, 2345, 1_234_567]),
  ]

  @Test(arguments: forms) func read(_ form: Form) throws {
    let found = try numbers(form.cells)
    guard !form.values.isEmpty else {
      #expect(found == nil)
      return
    }
    let (values, notes) = try #require(found)
    #expect(values.count == form.values.count)
    // The target is stored in single precision of the largest.
    let tolerance = (form.values.map(abs).max() ?? 0) * 1e-6
    for (value, expected) in zip(values, form.values) {
      #expect(abs(value - expected) <= tolerance)
    }
    #expect(notes.count == 1)
    #expect(notes.first?.hasPrefix("column 2 'y' is read from texts such as '") == true)
  }

  /// What looks like a number and is none.
  @Test(arguments: [
    ["Q1", "Q2", "Q3"], ["A12", "A13", "B12"], ["12-14", "15-17", "18-99"],
    ["555-1234", "555-9876", "555-0000"], ["+49 30 123456", "+49 30 654321", "+49 89 111111"],
    ["(030) 123456", "(030) 654321", "(089) 111111"],
    ["555 123 456", "555 654 321", "501 111 111"],
    ["1.2.3", "1.10.3", "2.0.1"], ["v1", "v2", "v3"], ["<5", "5", ">5"], ["<=50K", ">50K", ">60K"],
    ["1st", "2nd", "3rd"], ["5A", "5B", "6A"], ["3 days", "2 weeks", "1 year"],
    ["10pm", "11pm", "9pm"],
    ["192.168.1.1", "192.168.1.20", "10.0.0.1"], ["K1A 0B1", "02134", "90210"],
    ["1/2", "1/4", "3/4"],
    ["0x1F", "0x2A", "0x00"], ["$", "$$", "$$$"], ["12 of 20", "3 of 20", "7 of 20"],
  ])
  func categories(_ cells: [String]) throws {
    let text =
      "c,x,y\n"
      + (0..<45).map { "\"\(cells[$0 % 3])\",\($0 * $0 % 41),\($0 % 2)\n" }.joined()
    let data = try load(text)
    #expect(data.use("c") == .categorical(levels: 3))
    // And as a target they are classes.
    #expect(try load(text, TableOptions(target: "c")).classNames.count == 3)
  }

  /// Postal codes are no quantities; hours and shades are.
  @Test func digitsWithZerosInFront() throws {
    func table(_ cell: (Int) -> String) -> String {
      "zip,x,y\n" + (0..<60).map { "\(cell($0)),\($0 * $0 % 41),\($0 % 2)\n" }.joined()
    }
    let codes = table { ["02134", "02139", "10001", ""][$0 % 4] }
    let data = try load(codes)
    #expect(data.featureNames == ["zip=02134", "zip=02139", "zip=10001", "zip=(missing)", "x"])
    #expect(
      data.report.notes == [
        "column 1 'zip' is read as texts, as its numbers begin with zeros, such as '02134' "
          + "(else say --numeric)"
      ])
    #expect(try load(codes, TableOptions(numeric: ["zip"])).use("zip") == .numeric)
    #expect(try load(table { ["007", "012", "255"][$0 % 3] }).use("zip") == .numeric)
    #expect(try load(table { ["02134", "213", "10001"][$0 % 3] }).use("zip") == .numeric)
    #expect(try load(table { ["00000", "21345", "10001"][$0 % 3] }).use("zip") == .numeric)
  }

  /// 100 rows, of which `odd` hold a text.
  private func table(odd: Int, _ cell: (Int) -> String) -> String {
    "n,x,y\n"
      + (0..<100).map { row in
        "\"\(row % 20 < 10 && row / 20 * 10 + row % 20 < odd ? "oops" : cell(row))\","
          + "\(row * 37 % 101),\(row % 2)\n"
      }.joined()
  }

  @Test(arguments: [
    "%.5", "$%.5", "%.5 kg", "(%)",
  ])
  func nearlyAll(_ pattern: String) throws {
    func cell(_ row: Int) -> String { pattern.replacing("%", with: "\(row)") }
    let five = try load(table(odd: 5, cell))
    #expect(five.use("n") == .numeric)
    #expect(five.report.columns[0].missing == 5)
    #expect(five.report.notes.count == 1)
    #expect(
      five.report.notes[0].hasSuffix(
        ", and the 5 cells with 'oops' are missing (else say --categorical)"),
      "\(five.report.notes)")
    #expect(try load(table(odd: 6, cell)).use("n") != .numeric)
    #expect(
      try load(table(odd: 0, cell), TableOptions(categorical: ["n"])).use("n")
        != .numeric)
    let error = try #require(throws: DataError.self) {
      try load(table(odd: 1, cell), TableOptions(numeric: ["n"]))
    }
    #expect(error.problem == "'oops' is not a number" && error.line == 2)
  }

  /// More texts than are recorded, in blocks and at once.
  @Test(arguments: [1, 3]) func manyTexts(_ threads: Int) throws {
    let text =
      "p,n,x,y\n"
      + (0..<12_000).map { row in
        "\"$\(row / 1000 + 1),\(row % 1000 / 100)\(row % 100 / 10)\(row % 10)\","
          + "\(row % 500 == 499 ? "n.a." : "\(Double(row * 7 % 11_999) / 8)"),\(row % 31),\(row % 2)\n"
      }.joined()
    let folder = try TemporaryFolder()
    var options = TableOptions()
    options.threads = threads
    options.blockSize = 1 << 14
    let data = try Dataset.load(path: try folder.file("t.csv", text), options: options)
    #expect(data.use("p") == .numeric && data.use("n") == .numeric)
    #expect(data.report.columns.map(\.missing) == [0, 24, 0, 0])
    #expect(
      data.report.notes == [
        "column 2 'n' is read as numbers, and the 24 cells with 'n.a.' are missing "
          + "(else say --categorical)", "column 1 'p' is read from texts such as '$1,000'",
      ])
    #expect(Set(data.rows.map { $0[0] }).count == 12_000)
  }

  @Test func quotedDecimalCommas() throws {
    let text =
      "a,b,y\n"
      + (0..<40).map { "\"\($0 % 9),\($0 % 7)5\",\"1,\(100 + $0 * 7 % 40)\",\($0 % 2)\n" }.joined()
    let data = try load(text)
    #expect(data.use("a") == .numeric && data.use("b") == .numeric)
    #expect(data.report.notes == ["columns 'a', 'b' are read from texts such as '0,05'"])
    // As another column shows what commas mean, 1,100 is no thousand.
    let target = try load(text, TableOptions(target: "b", task: .regression)).originalValues
    #expect(target.allSatisfy { $0 > 1 && $0 < 2 })
    let alone = try load(text, TableOptions(target: "b", task: .regression, drop: ["a"]))
    #expect(alone.originalValues.allSatisfy { $0 > 1000 })
    let told = try load(
      text, TableOptions(decimalComma: true, target: "b", task: .regression, drop: ["a"]))
    #expect(told.originalValues.allSatisfy { $0 > 1 && $0 < 2 })
  }

  @Test func manyColumnsInOneLine() throws {
    let names = (0..<30).map { "p\($0)" }
    let text =
      (names + ["y"]).joined(separator: ",") + "\n"
      + (0..<40).map { row in
        (names.indices.map { "$\((row * 7 + $0) % 40).5" } + ["\(row % 2)"]).joined(separator: ",")
          + "\n"
      }.joined()
    #expect(
      try load(text).report.notes == [
        "columns 'p0', 'p1', 'p2' and 27 more are read from texts such as '$0.5'"
      ])
  }

  /// The validation rows are read as the training rows are; what is no number there is missing.
  @Test func validationFile() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<30).map { "\"$\($0 + 1),000\",\($0 * $0 % 29),\($0 % 2)\n" }.joined()
    let path = try folder.file("t.csv", "p,x,y\n" + rows)
    let held = try folder.file("h.csv", "p,x,y\n\"$2,500\",3,1\nfree,4,0\n")
    let data = try Dataset.load(path: path, options: TableOptions(validation: .file(held)))
    // The prices are 1000 to 30,000: their mean is 15,500.
    #expect(data.report.notes.contains("column 1 'p' of \(held) holds a text, which is missing"))
    let unit = data.rows[..<30].map { $0[0] }.max() ?? 0
    let prices = data.rows[30...].map { $0[0] / unit }.sorted()
    #expect(abs(prices[0] - (2500 - 15_500) / 14_500) < 1e-3)
    #expect(prices[1] == 0)
  }

  @Test func infinityAmongCodesAndMeasurements() throws {
    func table(_ cell: (Int) -> String) -> String {
      "c,x,y\n" + (0..<60).map { "\($0 == 40 ? "INF" : cell($0)),\($0 % 7),\($0 % 2)\n" }.joined()
    }
    #expect(try load(table { "\($0 % 4)" }).use("c") == .categorical(levels: 5))
    #expect(try load(table { "c\($0 % 4)" }).use("c") == .categorical(levels: 5))
    let error = try #require(throws: DataError.self) { try load(table { "\($0).5" }) }
    #expect(error.problem == "'INF' is not a finite number of single precision")
    #expect(error.line == 42)
  }
}
