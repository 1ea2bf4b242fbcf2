import Foundation
import Tabular
import Testing

@Suite struct ReadingTests {
  /// The same table, written in every way that must not matter.
  @Test(arguments: [
    "x,y,class\r\n1,2,a\r\n3,4,b\r\n1,6,a\r\n3,8,b\r\n9,1,a\r\n",
    "x,y,class\r1,2,a\r3,4,b\r1,6,a\r3,8,b\r9,1,a",
    "\u{FEFF}x,y,class\n1,2,a\n3,4,b\n1,6,a\n3,8,b\n9,1,a",
    "\n\nx,y,class\n\n1,2,a\n3,4,b\n\n1,6,a\n3,8,b\n9,1,a\n\n",
    "x;y;class\n1;2;a\n3;4;b\n1;6;a\n3;8;b\n9;1;a\n",
    "x\ty\tclass\n1\t2\ta\n3\t4\tb\n1\t6\ta\n3\t8\tb\n9\t1\ta\n",
    "x|y|class\n1|2|a\n3|4|b\n1|6|a\n3|8|b\n9|1|a\n",
    "\"x\",\"y\",\"class\"\n\"1\",\"2\",\"a\"\n\"3\",4,b\n1,\"6\",a\n3,8,b\n9,1,a\n",
    "x, y, class\n 1 , 2, a\n+3, 4 ,\"b\" \n1,6, \"a\"\n3.0,8,b\n0.9e1,10e-1,a\n",
    "x,y,class\n1,2,a\n   \n3,4,b\n1,6,a\n3,8,b\n9,1,a\n",
  ])
  func notation(_ text: String) throws {
    let plain = try load("x,y,class\n1,2,a\n3,4,b\n1,6,a\n3,8,b\n9,1,a\n")
    let other = try load(text)
    #expect(other.rows == plain.rows)
    #expect(other.featureNames == ["x", "y"])
    #expect(other.classes == plain.classes)
    #expect(other.report.hasHeader)
    #expect(other.report.rowsRead == 5)
  }

  @Test func quotedTexts() throws {
    let text = "x,kind\n1,\"say \"\"so\"\"\"\n2,\"one\ntwo\"\n3,\"a,b\"\n4,5\" pipe\n"
    let data = try load(text + String(text.dropFirst(7)) + String(text.dropFirst(7)))
    #expect(data.classNames == ["5\" pipe", "a,b", "one\ntwo", "say \"so\""])
  }

  @Test(arguments: ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?", " NA ", "\"\""])
  func missing(_ cell: String) throws {
    let data = try load("x,y,class\n1,2,a\n\(cell),4,b\n1,6,a\n3,8,b\n9,1,a\n")
    #expect(data.use("x") == .numeric)
    #expect(data.report.columns.map(\.missing) == [1, 0, 0])
    #expect(data.rows.joined().allSatisfy { $0.isFinite })
  }

  @Test func germanExport() throws {
    let text =
      "Größe;Preis;Stadt\n"
      + (0..<30).map { row in
        "1,\(row % 9)5;\(row % 4 + 1).\(100 + row),5;\(row % 2 == 0 ? "Köln" : "Bonn")\r\n"
      }.joined()
    let data = try load(text, TableOptions(target: "Preis"))
    #expect(data.report.decimalComma)
    #expect(data.report.delimiter == ";")
    #expect(data.report.notes == ["numbers are read with a decimal comma, as in '1,05'"])
    #expect(data.featureNames == ["Größe", "Stadt=Bonn", "Stadt=Köln"])
    let values = data.originalValues.map { ($0 * 2).rounded() / 2 }.sorted()
    #expect(values.first == 1100.5)
    #expect(values.last == 4127.5)
  }

  @Test func commasThatMayGroupThousands() throws {
    let text = "a;b;class\n" + (0..<30).map { "1,\(100 + $0 % 3);\($0 * $0);\($0 % 2)\n" }.joined()
    let data = try load(text)
    #expect(!data.report.decimalComma)
    #expect(data.use("a") == .numeric)
    #expect(data.report.notes == ["column 1 'a' is read from texts such as '1,100'"])
    let told = try load(text, TableOptions(decimalComma: true))
    #expect(told.use("a") == .numeric && told.report.notes.isEmpty)
  }

  @Test func headerless() throws {
    let data = try load(measurements(30))
    #expect(!data.report.hasHeader)
    #expect(data.report.rowsRead == 30)
    #expect(data.featureNames == ["column_1", "column_2"])
    let forced = try load(measurements(30), TableOptions(hasHeader: true))
    #expect(forced.report.rowsRead == 29)
  }

  @Test func headerOverTexts() throws {
    let rows = (0..<40).map { "\(["r", "g"][$0 % 2]),\(["p", "q", "s"][$0 % 3])\n" }.joined()
    #expect(try load("color,shape\n" + rows).report.hasHeader)
    let given = try load("color,shape\n" + rows, TableOptions(hasHeader: false)).report
    #expect(given.rowsRead == 41 && given.notes.contains { $0.contains("--no-header if it names") })
    #expect(try !load(rows).report.hasHeader)
  }

  @Test func namesAreCompletedAndMadeUnique() throws {
    let rows = (0..<30).map { "\($0 * $0 % 7),\($0 % 5),\($0 % 3),\($0 % 2)\n" }.joined()
    let data = try load("x,,x,class\n" + rows)
    #expect(data.report.columns.map(\.name) == ["x", "column_2", "x_2", "class"])
    #expect(
      data.report.notes == ["two columns are named 'x': column 3 is called 'x_2' here"])
  }

  /// Texts long after the numbers make the column text, with the numbers' own spelling, where they
  /// are many; a few are missing.
  @Test func textLateInTheFile() throws {
    let numbers = (0..<5000).map { "\($0 % 4).50,\($0 % 7),\($0 % 2)\n" }.joined()
    let few = try load("code,x,class\n" + numbers + "late,1,0\n0.50,2,1\n")
    #expect(few.use("code") == .numeric)
    #expect(few.report.rowsRead == 5002)
    #expect(
      few.report.notes == [
        "column 1 'code' is read as numbers, and the cell with 'late' is missing "
          + "(else say --categorical)"
      ])
    let late = String(repeating: "late,1,0\nlate,1,1\n", count: 200)
    let data = try load("code,x,class\n" + numbers + late + "0.50,2,1\n")
    #expect(data.featureNames.filter { $0.hasPrefix("code=") }.count == 5)
    #expect(data.featureNames.contains("code=0.50"))
    #expect(data.report.rowsRead == 5401)
    #expect(
      data.report.notes == [
        "column 1 'code' holds mostly numbers, but also 'late' (line 5002), so it is read as "
          + "texts: correct it, or say --missing late if it means missing"
      ])
    let counts = data.rows.map { row in row.prefix(data.featureNames.count - 1).reduce(0, +) }
    #expect(counts.allSatisfy { $0 == 1 || $0 == 0 })
  }

  /// Rows and fields that lie across the reader's blocks.
  @Test func manyBlocks() throws {
    let padding = String(repeating: "long text ", count: 30)
    let text =
      "x,note,class\n"
      + (0..<9000).map { row in
        "\(row * 7 % 9000),\"\(padding)\(row % 3)\n\",\(row % 2)\n"
      }.joined()
    #expect(text.utf8.count > 2_500_000)
    let data = try load(text)
    #expect(data.report.rowsRead == 9000)
    #expect(data.featureNames.count == 4)
    // Standardised, each of 0...8999 once: x = (value − mean) / deviation of the training part.
    let values = data.rows.map { $0[0] }.sorted()
    let step = (values[8999] - values[0]) / 8999
    for index in 1..<9000 { #expect(abs(values[index] - values[index - 1] - step) < 1e-5) }
  }

  @Test func valuesFarFromZeroKeepTheirDigits() throws {
    let text =
      "time,y\n" + (0..<50).map { "\(1_700_000_000 + $0 * 37 % 50),\($0 % 9).5\n" }.joined()
    let data = try load(text, TableOptions(seed: 3))
    #expect(Set(data.rows.map { $0[0] }).count == 50)
    let target = try load(text, TableOptions(target: "time", task: .regression))
    let values = target.originalValues.map { Int($0.rounded()) }.sorted()
    #expect(values == Array(1_700_000_000..<1_700_000_050))
  }

  @Test func sameBytesEveryTime() throws {
    let text = "x,y,class\n" + measurements(200)
    let first = try load(text)
    let second = try load(text)
    #expect(first.rows == second.rows)
    #expect(first.classes == second.classes)
    #expect(try load(text, TableOptions(seed: 1)).rows != first.rows)
  }

  /// DOS' mark at the end of a file, with and without a line end before it, over several blocks too.
  @Test(arguments: ["", "\n", "\r\n"], [1, 3]) func theMarkAtTheEnd(end: String, threads: Int)
    throws
  {
    let text = "x,y,class\n" + measurements(200)
    let plain = try load(text)
    var options = TableOptions()
    (options.threads, options.blockSize) = (threads, 256)
    let marked = try load(String(text.dropLast()) + end + "\u{1A}", options)
    #expect(marked.rows == plain.rows && marked.report.notes == plain.report.notes)
    // Elsewhere it is a character like others.
    let inside = try load("x,class\n" + (0..<20).map { "\($0 * $0),\($0 % 2)\u{1A}\n" }.joined())
    #expect(inside.classNames == ["0\u{1A}", "1\u{1A}"])
  }

  @Test(
    arguments: [
      "Source: Eurostat, 2020", "Source: Eurostat", "\nQuelle: Amt\n\nStand: 2020\n",
      "* preliminary\r\n\"Note: a \"\n",
    ], [1, 3])
  func footnotes(below: String, threads: Int) throws {
    let text = "name,x,y\n" + (0..<60).map { "n\($0 % 4),\($0 * $0 % 71),\($0 % 7).5\n" }.joined()
    let plain = try load(text)
    var options = TableOptions()
    (options.threads, options.blockSize) = (threads, 48)
    guard !below.contains(", ") else {
      // Unquoted it has two fields, and may be anything.
      #expect(throws: DataError.self) { try load(text + below, options) }
      let quoted = try load(text + "\"\(below)\"", options)
      #expect(quoted.rows == plain.rows && quoted.report.notes.count == 1)
      return
    }
    let data = try load(text + below, options)
    #expect(data.rows == plain.rows && data.report.rowsRead == 60)
    #expect(data.report.notes.count == 1)
    #expect(data.report.notes[0].contains("below the table"), "\(data.report.notes)")
    // A row that was cut off, and a footnote above other rows.
    for wrong in ["n1", "1", "12:30", "\(below)\nn1,2,3.5\n"] {
      #expect(throws: DataError.self, "\(wrong)") { try load(text + wrong, options) }
    }
  }

  /// Columns of nothing but a word for missing, whatever else comes in the file.
  @Test(arguments: [1, 3]) func columnsWithoutValues(threads: Int) throws {
    func word(_ row: Int) -> String { row < 150 ? "NA" : row < 160 ? "" : row < 170 ? "nan" : "NA" }
    let rows = (0..<400).map {
      "\($0 * $0 % 91),\(word($0)),\($0 == 300 ? "7" : "NA"),\($0 % 5).5\n"
    }
    var options = TableOptions()
    (options.threads, options.blockSize) = (threads, 256)
    let data = try load("a,none,one,y\n" + rows.joined(), options)
    #expect(data.featureNames == ["a"])
    #expect(data.report.columns.map(\.missing) == [0, 400, 399, 0])
    #expect(data.use("none") == .dropped(.constant) && data.use("one") == .dropped(.constant))
    let quoted = try load(
      "a,b,c\n"
        + (0..<60).map {
          "\($0 * $0),\($0 < 20 ? "\"x,y\"" : "\($0)"),\($0 % 7).5\n"
        }.joined(),
      {
        var options = TableOptions()
        options.missing = ["x,y"]
        return options
      }())
    #expect(quoted.report.columns.map(\.missing) == [0, 20, 0])
  }
}
