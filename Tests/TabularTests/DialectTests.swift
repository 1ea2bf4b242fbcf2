import Tabular
import Testing

/// Delimiters, and what stands around a table.
@Suite struct DialectTests {
  /// 24 rows of two measurements and a class.
  private func rows(_ separator: String = ",", end: String = "\n") -> String {
    (0..<24).map { row in
      ["\(Double(row * 37 % 101) / 50 - 1)", "\(Double(row * 53 % 97) / 40 + 0.25)", "\(row % 2)"]
        .joined(separator: separator) + end
    }.joined()
  }

  private func expectPlain(
    _ text: String, notes: [String] = [], options: TableOptions = TableOptions()
  ) throws {
    let plain = try load("x,z,y\n" + rows())
    let data = try load(text, options)
    #expect(data.featureNames == ["x", "z"])
    #expect(data.rows == plain.rows)
    #expect(data.classes == plain.classes)
    #expect(data.report.notes == notes)
  }

  @Test(arguments: [
    "sep=;\n", "sep=;\r\n", "SEP=;\n", "\"sep=;\"\n", "\u{FEFF}sep=;\n",
  ])
  func separatorLine(_ line: String) throws {
    try expectPlain(line + "x;z;y\n" + rows(";"))
    // The line counts.
    let error = try #require(throws: DataError.self) {
      try load(line + "x;z;y\n" + rows(";") + "1;2\n")
    }
    #expect(error.line == 27)
    // Two columns are no more than the line.
    let two = try load(line + "x;y\n" + (0..<24).map { "\($0 % 5);\($0 % 2)\n" }.joined())
    #expect(two.featureNames == ["x"] && two.report.rowsRead == 24)
  }

  @Test func separatorOfItsOwn() throws {
    try expectPlain("sep=^\nx^z^y\n" + rows("^"))
    try expectPlain("sep=\\t\nx\tz\ty\n" + rows("\t"))
    try expectPlain("sep=,\nx;z;y\n" + rows(";"), options: TableOptions(delimiter: ";"))
  }

  @Test func comments() throws {
    try expectPlain(
      "# exported by logger 1.2\nx,z,y\n" + rows(),
      notes: ["line 1 is skipped, as it is a comment: '# exported by logger 1.2'"])
    try expectPlain(
      "# a, b\n#\n  # c;d\nx;z;y\n" + rows(";"),
      notes: ["lines 1 to 3 are skipped, as each is a comment: '# a, b', …"])
    // As numpy names columns.
    try expectPlain("# x,z,y\n" + rows())
    try expectPlain(
      "# made on Monday\n#x,z,y\n" + rows(),
      notes: ["line 1 is skipped, as it is a comment: '# made on Monday'"])
    let named = try load(
      "#,x,y\n" + (0..<24).map { "\($0 * 7 % 24),\($0 % 5),\($0 % 2)\n" }.joined())
    #expect(named.report.columns[0].name == "#")
  }

  @Test func titles() throws {
    let shown = "'Sales of 2024'"
    try expectPlain(
      "Sales of 2024\nx,z,y\n" + rows(),
      notes: ["line 1 is skipped, as it fills fewer than the 3 fields of the others: \(shown)"])
    try expectPlain(
      "Sales of 2024\n\nmade by me\nx,z,y\n" + rows(),
      notes: [
        "lines 1 to 3 are skipped, as each fills fewer than the 3 fields of the others: \(shown), …"
      ])
    try expectPlain(
      "Sales of 2024,,\n,,\nx,z,y\n" + rows(),
      notes: [
        "lines 1 to 2 are skipped, as each fills fewer than the 3 fields of the others: 'Sales of 2024,,', …"
      ])
    try expectPlain(
      "Sales, 2024\nmade by me\nx,z,y\n" + rows(),
      notes: [
        "lines 1 to 2 are skipped, as each fills fewer than the 3 fields of the others: 'Sales, 2024', …"
      ])
    let error = try #require(throws: DataError.self) {
      try load("Sales of 2024\n\nx,z,y\n" + rows() + "1,2\n")
    }
    #expect(error.line == 28)
  }

  @Test(arguments: ["Total,", "Grand Total,", "TOTAL:,", "Summe,"]) func totals(_ label: String)
    throws
  {
    let body = (0..<24).map { "w\($0 % 4),\($0 * $0 % 23).5,\($0 % 5 + 1)\n" }.joined()
    let plain = try load("name,x,y\n" + body, TableOptions(target: "x"))
    let data = try load("name,x,y\n" + body + "\(label)250.5,70\n", TableOptions(target: "x"))
    #expect(data.rows == plain.rows)
    #expect(data.report.notes.count == 1)
    #expect(data.report.notes[0].hasPrefix("the last row is left out, as '"))
    // Over numbers it is no typing error either.
    let years = (0..<24).map { "\(2000 + $0 * 7 % 24),\($0 * $0 % 23).5,\($0 % 5 + 1)\n" }.joined()
    let summed = try load("year,x,y\n" + years + "\(label)250.5,70\n", TableOptions(target: "x"))
    #expect(summed.rows == (try load("year,x,y\n" + years, TableOptions(target: "x")).rows))
    #expect(summed.report.notes.count == 1)
  }

  @Test func totalsInTheTargetAreNoClass() throws {
    let body = (0..<24).map { "\($0 * $0 % 23).5,\($0 % 2 == 0 ? "cat" : "dog")\n" }.joined()
    let data = try load("x,y\n" + body + "250.5,Total\n")
    #expect(data.rows == (try load("x,y\n" + body)).rows)
    #expect(data.report.notes.contains { $0.hasPrefix("the last row is left out, as '") })
  }

  @Test func totalsAmongOthersAreRows() throws {
    let body = (0..<24).map { "\($0 % 3 == 0 ? "Total" : "w"),\($0 * $0 % 23).5,\($0 % 2)\n" }
      .joined()
    #expect(try load("name,x,y\n" + body + "Total,1.5,1\n").features.rowCount == 25)
  }

  @Test func delimitersInQuotesAndTexts() throws {
    let quoted = (0..<24).map { "\($0 % 3),\"\($0 % 2);w\",\($0 / 3 % 2)\n" }.joined()
    let data = try load("dose,\"pair (a;b)\",y\n" + quoted)
    #expect(
      data.report.delimiter == ","
        && data.report.columns.map(\.name) == ["dose", "pair (a;b)", "y"])
    #expect(data.classNames == ["0", "1"])
    // Not in quotes, in each row: columns would be merged.
    let tags = try load(
      "x,tags,y\n" + (0..<24).map { "\($0 * $0 % 23),\($0 % 2);\($0 % 3),\($0 / 3 % 2)\n" }.joined()
    )
    #expect(tags.report.delimiter == "," && tags.report.columns.count == 3)
    let bars = try load(
      "x;tags;y\n" + (0..<24).map { "\($0 * $0 % 23);a|b\($0 % 3);\($0 / 3 % 2)\n" }.joined())
    #expect(bars.report.delimiter == ";" && bars.report.columns.count == 3)
    // Decimal commas split the lines as evenly.
    let german = try load("x;y\n" + (0..<24).map { "\($0 * $0 % 23),5;\($0 % 2),5\n" }.joined())
    #expect(german.report.delimiter == ";" && german.report.decimalComma)
    // Inches and feet.
    let inches = try load(
      "x,size,y\n" + (0..<24).map { "\($0 * $0 % 23),\($0 % 3)\" pipe,\($0 % 2)\n" }.joined())
    #expect(inches.use("size") == .categorical(levels: 3))
  }

  @Test func trailingDelimiters() throws {
    let body = rows(";", end: ";\n")
    for header in ["x;z;y;\n", "x;z;y\n"] {
      let data = try load(header + body)
      #expect(data.featureNames == ["x", "z"])
      #expect(data.use("y") == .target)
      #expect(data.rows == (try load("x,z,y\n" + rows()).rows))
    }
    let two = try load("x,z,y,,\n" + rows(",", end: ",,\n"))
    #expect(two.use("y") == .target)
    let headerless = try load(rows(",", end: ",\n"))
    #expect(headerless.report.columns[2].use == .target && headerless.report.rowsRead == 24)
  }

  @Test func alignedColumns() throws {
    let note = "the columns are separated by runs of spaces (else say --delimiter)"
    try expectPlain("x   z    y\n" + rows("   "), notes: [note])
    try expectPlain("  x z y\n" + (" " + rows(" \t ", end: "  \r\n ")), notes: [note])
    try expectPlain("x z y\n" + rows("  "), options: TableOptions(delimiter: " "))
    let named =
      "\"x\" \"z\" \"y\"\n" + (0..<24).map { "\"r\($0)\" \($0 % 7) \($0 % 5) \($0 % 2)\n" }.joined()
    #expect(try load(named).featureNames == ["x", "z"])
    // As UCI publishes cars: a text in quotes behind a tab, and `?`.
    let cars =
      (0..<24).map {
        "\($0 % 9 + 10).0   \($0 % 3 + 4)   \($0 == 5 ? "?" : "\($0 * 7 % 90).5")   \($0 % 2)\t\"ford  no. \($0 % 3)\"\n"
      }
      .joined()
    let data = try load(cars, TableOptions(target: "4"))
    #expect(data.report.columns.count == 5 && data.report.rowsRead == 24)
    #expect(data.featureNames.last == "column_5=ford  no. 2")
    #expect(data.report.columns[2].missing == 1)
    let error = try #require(throws: DataError.self) {
      try load("x  z  y\n" + rows("  ") + "1  2\n")
    }
    #expect(
      error.description.hasSuffix(
        ":26: the row has 2 fields, where 3 are expected; complete or quote its fields, or check the "
          + "delimiter (now 'spaces')"))
    // Few words are no columns.
    #expect(throws: DataError.self) {
      try load("a b\n" + (0..<24).map { "w\($0) v\($0)\n" }.joined())
    }
  }
}
