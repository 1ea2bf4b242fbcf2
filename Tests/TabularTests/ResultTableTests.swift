import Tabular
import Testing

/// A table is written as its columns say, whatever they hold.
struct ResultTableTests {
  private struct Row {
    var name: String?
    var part: Part

    struct Part {
      var count: Int?
      var value: Double?
    }
  }

  private static let table = ResultTable<Row>(
    [
      .text("name", "what it is called") { $0.name },
      .single("third", "in single precision") { _ in 1 / 3 },
      .flag("is_named", "whether it has a name") { $0.name.map { !$0.isEmpty } },
      .list("widths", "several", separator: "x") { row in
        row.part.count.map { [.integer($0), .number(0.5), .text("a,b")] } ?? []
      },
    ]
      + [
        ResultColumn<Row.Part>.integer("n", in: "group", unit: .rows, "how many") { $0.count },
        .number("value", in: "group", "how much") { $0.value },
      ].map { column in column.of { $0.part } })

  private func text(_ rows: [Row], _ options: CSVWriter.Options = .init()) -> String {
    String(decoding: Self.table.csv(rows, options: options), as: UTF8.self)
  }

  @Test func `columns are named, and cells written, as they are defined`() {
    let rows = [
      Row(name: "=a", part: .init(count: 3, value: 2)),
      Row(name: nil, part: .init(count: nil, value: .infinity)),
    ]
    #expect(
      text(rows) == "name,third,is_named,widths,group_n,group_value\r\n"
        + "'=a,0.33333334,true,\"3x0.5xa,b\",3,2\r\n,0.33333334,,,,\r\n")
    #expect(
      text(rows, .init(decimalComma: true)).hasSuffix("\r\n;0,33333334;;;;\r\n"))
  }

  @Test func `what is not finite is missing`() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(ResultCell(value) == .missing)
      #expect(ResultCell(Float(value)) == .missing)
    }
    #expect(ResultCell(Double?.none) == .missing)
    #expect(ResultCell(0.5) == .number(0.5))
  }

  @Test func `a part's column keeps all that is said of it`() throws {
    let column = try #require(Self.table.columns.first { $0.field == "n" })
    #expect(column.name == "group_n" && column.kind == .integer && column.unit == .rows)
    #expect(column.meaning == "how many")
  }

  @Test func `it knows its own files, in whatever form`() {
    for options in [CSVWriter.Options(), .init(bom: true), .init(decimalComma: true)] {
      #expect(Self.table.isCSV(Self.table.csv([], options: options)[...]))
    }
    #expect(!Self.table.isCSV(ArraySlice("name,third\r\n".utf8)))
  }
}
