import Tabular
import TestSupport
import Testing

/// A table that is read in blocks, and must give the same however it is cut.
struct BlockTable: CustomTestStringConvertible, Sendable {
  var name: String
  var text: String
  var options = TableOptions()

  var testDescription: String { name }

  init(_ name: String, _ text: String, _ options: TableOptions = TableOptions()) {
    self.name = name
    self.text = text
    self.options = options
  }

  /// Rows of two numbers, a text made by a function of the row, and a class.
  private static func rows(
    _ count: Int, newline: String = "\n", _ text: (Int) -> String
  ) -> String {
    "x,y,text,class\(newline)"
      + (0..<count).map { row in
        "\(Double(row * 37 % 101) / 4),\(row * row % 89),\(text(row)),\(row % 3 == 0 ? "a" : "b")"
          + newline
      }.joined()
  }

  static let all: [BlockTable] = [
    BlockTable("numbers", rows(300) { "\($0 * 7 % 13)" }),
    BlockTable("no line end at the end", rows(300) { "\($0 % 7)" } + "1,2,3,a"),
    BlockTable("categories, the later ones rare", rows(400) { "c\($0 * $0 / 9000)" }),
    BlockTable("CRLF", rows(300, newline: "\r\n") { "c\($0 % 5)" }),
    BlockTable("CR", rows(300, newline: "\r") { "c\($0 % 5)" }),
    BlockTable("blank lines", rows(300, newline: "\n\n") { "c\($0 % 5)" }),
    BlockTable(
      "blocks of nothing but empty lines, then a wrong row",
      rows(30) { "\($0 % 5)" } + String(repeating: "\n", count: 1100)
        + String(rows(40) { "c\($0 % 5)" }.drop { $0 != "\n" })
        + String(repeating: "\r\n", count: 700) + "1,2,3\n" + rows(20) { "c\($0 % 5)" }),
    BlockTable(
      "blocks of nothing but empty lines, then a text among numbers",
      rows(30) { "\($0 % 5)" } + String(repeating: "\n", count: 9000)
        + rows(40) { "\($0)" }.drop { $0 != "\n" } + "1,2,wide,a\n"),
    BlockTable(
      "integers that single precision merges",
      "code,x,class\n"
        + (0..<300).map {
          "\($0 % 7 == 0 ? 5 : 200_000_000 + $0 % 3),\($0 % 11),\(100_000_000 + $0 % 5 * ($0 % 2))\n"
        }.joined()),
    BlockTable("missing", rows(300) { $0 % 4 == 0 ? "" : $0 % 4 == 1 ? "NA" : "c" }),
    BlockTable("line ends in quotes", rows(300) { "\"one\ntwo \($0 % 4)\n\nthree\"" }),
    BlockTable("CRLF in quotes", rows(300, newline: "\r\n") { "\"one\r\ntwo \($0 % 4)\"" }),
    // What stands in quotes cannot be told from rows without reading from the start.
    BlockTable("rows in quotes", rows(300) { "\"1,2\n1,2,c\($0 % 3),a\n3,4\"" }),
    BlockTable("commas and quotes", rows(300) { "\"a,\"\"\($0 % 3)\"\",b\"" }),
    BlockTable("a quote that opens nothing", rows(300) { "\($0 % 3)\" pipe" }),
    BlockTable(
      "long fields", rows(60) { "\"\(String(repeating: "word\n", count: 900 + $0 % 3))\"" }),
    BlockTable("a text late among numbers", rows(300) { $0 == 250 ? "wide" : "\($0 % 5)" }),
    BlockTable(
      "texts late among numbers, then one out of range",
      rows(600) {
        $0 == 320 ? "wide" : $0 == 500 ? "1e99" : $0 > 400 ? "c\($0 % 9)" : "\($0 % 5)"
      }),
    BlockTable("names of rows", rows(5000) { "name-\($0)" }),
    BlockTable("free text", rows(5000) { "some words \($0 * $0 % 4801)" }),
    BlockTable(
      "long texts, too many bytes", rows(900) { "\(String(repeating: "w", count: 400))\($0)" }),
    BlockTable("texts, one number too late", rows(300) { $0 < 280 ? "\($0 % 4)" : "odd" }),
    BlockTable(
      "numbers as categories", rows(400) { "\($0 * $0 / 8000)" },
      TableOptions(categorical: ["text"])),
    BlockTable("a dropped column", rows(400) { "c\($0 % 5)" }, TableOptions(drop: ["y"])),
    BlockTable("a sample of the rows", rows(400) { "c\($0 % 5)" }, TableOptions(rows: .count(90))),
    BlockTable(
      "a number to predict", rows(400) { "c\($0 % 5)" },
      TableOptions(target: "x", task: .regression)),
    BlockTable(
      "a byte-order mark, semicolons and decimal commas",
      "\u{FEFF}a;b;class\n"
        + (0..<300).map { "\($0 % 7),5;1.0\($0 % 90 + 10),25;\($0 % 2)\n" }.joined()),
    BlockTable("no header", (0..<300).map { "\($0 % 7).5,\($0 % 11),\($0 % 2)\n" }.joined()),
    BlockTable(
      "one column too few", rows(300) { "c\($0 % 5)" } + "1,2,a\n" + rows(100) { "\($0)" }),
    BlockTable("one column too many", rows(300) { $0 == 222 ? "c,c" : "c" }),
    BlockTable("two wrong rows", rows(300) { $0 == 100 || $0 == 222 ? "c,c" : "c\nd" }),
    BlockTable("a quote that is never closed", rows(300) { $0 == 200 ? "\"c" : "c" }),
    BlockTable("text behind a quote", rows(300) { $0 == 200 ? "\"c\"d" : "\"line\n\"" }),
    BlockTable("a number out of range", rows(300) { $0 == 200 ? "-1e39" : "1" }),
    BlockTable(
      "a text in a declared number", rows(300) { $0 == 200 ? "one" : "1" },
      TableOptions(numeric: ["text"])),
    BlockTable("a zero byte", rows(300) { $0 == 200 ? "\0" : "c" }),
  ]
}

@Suite struct BlockReadingTests {
  /// All that a table gives, or why it cannot be used.
  private func outcome(_ path: String, _ options: TableOptions) throws -> [String] {
    do throws(DataError) {
      let data = try Dataset.load(path: path, options: options)
      return [
        "\(data.rows.map { $0.map(\.bitPattern) })", "\(data.featureNames)", "\(data.classes)",
        "\(data.classNames)", "\(data.originalValues)", "\(data.trainingRowCount)",
        "\(data.report)",
      ]
    } catch {
      return ["\(error.kind) \(error)"]
    }
  }

  @Test(arguments: BlockTable.all, [2, 3, 8])
  func blocks(_ table: BlockTable, threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", table.text)
    let expected = try outcome(path, table.options)
    for blockSize in [40, 97, 512, 4096] {
      var options = table.options
      options.threads = threads
      options.blockSize = blockSize
      #expect(try outcome(path, options) == expected, "blocks of \(blockSize) bytes")
    }
  }

  @Test func validationFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", "x,kind,class\n1,a,p\n2,b,q\n3,c,p\n5,a,q\n6,b,p\n")
    let held = (0..<500).map { "\($0 % 2 == 0 ? "p" : "q"),\($0 * 3 % 71),\"v\n\($0 % 40)\"\n" }
    let validation = try folder.file("v.csv", "class,x,kind\n" + held.joined())
    var options = TableOptions(validation: .file(validation))
    let expected = try outcome(path, options)
    #expect(expected.count > 1)
    options.threads = 2
    options.blockSize = 333
    #expect(try outcome(path, options) == expected)
  }

  /// Tables large enough for several threads to prepare, wider or narrower than what is read.
  @Test(arguments: [(14, 0), (18, 1), (14, 5), (40, 2)], [2, 5])
  func preparation(_ columns: (numbers: Int, dropped: Int), threads: Int) throws {
    let names = (0..<columns.numbers).map { "x\($0)" }
    let text =
      names.joined(separator: ",") + ",class\n"
      + (0..<22_000).map { row in
        (0..<columns.numbers).map { "\((row * 31 + row * row % 97 * $0) % 1009)" }
          .joined(separator: ",") + (row % 5 == 0 ? ",a\n" : ",b\n")
      }.joined()
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", text)
    var options = TableOptions(drop: names.prefix(columns.dropped).map { .init(stringLiteral: $0) })
    let expected = try outcome(path, options)
    options.threads = threads
    let prepared = try outcome(path, options)
    #expect(prepared == expected, "not shown, because it is long")
  }

  /// Enough rows for several threads to select those with a target.
  @Test func selection() throws {
    let rows = (0..<270_000).map { row in
      "\(row * 7 % 1009),\(row % 11 == 3 ? "" : row % 3 == 0 ? "a" : "b")\n"
    }
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", "x,class\n" + rows.joined())
    var options = TableOptions()
    options.threads = 1
    let expected = try Dataset.load(path: path, options: options)
    // 3 + 11 k < 270,000 for k up to 24,545.
    #expect(expected.report.rowsWithoutTarget == 24_546)
    options.threads = 3
    let dataset = try Dataset.load(path: path, options: options)
    #expect(dataset.trainingRowCount == expected.trainingRowCount)
    #expect(dataset.classes == expected.classes, "not shown, because they are long")
    let differing = (0..<dataset.features.rowCount).count {
      dataset.features.row($0).pointee != expected.features.row($0).pointee
    }
    #expect(differing == 0)
  }
}
