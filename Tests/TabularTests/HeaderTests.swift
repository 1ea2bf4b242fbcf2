import Tabular
import Testing

/// What is taken for the names of the columns.
@Suite struct HeaderTests {
  struct Table: Sendable, CustomTestStringConvertible {
    var header: String
    /// The cells of a row, by its number.
    var row: @Sendable (Int) -> String
    var isHeader: Bool
    var testDescription: String { "\(header) / \(row(0)) \(isHeader)" }

    init(_ header: String, _ isHeader: Bool, _ row: @escaping @Sendable (Int) -> String) {
      self.header = header
      self.row = row
      self.isHeader = isHeader
    }

    var text: String { header + "\n" + (0..<24).map { row($0) + "\n" }.joined() }
  }

  static func decimal(_ row: Int) -> String { "\(Double(row * 37 % 101) / 50 - 1)" }

  static let tables: [Table] = [
    // Years and other numbers as names.
    Table("region,2023,2024,label", true) {
      "\(["p", "q"][$0 % 2]),\(decimal($0)),\(decimal($0 + 1)),\(["a", "b"][$0 / 2 % 2])"
    },
    Table("region,2023,2024,label", true) {
      "\(["p", "q"][$0 % 2]),\($0 * 7 % 50),\($0),\(["a", "b"][$0 / 2 % 2])"
    },
    Table("city,1990,1991,1992", true) { "w\($0),\($0 * 7 % 50),\($0 * 3),\($0 * 5 % 31)" },
    Table("city,2019,2020", true) { "w\($0),\($0 * 7 % 50),\($0 * 3)" },
    Table("2001,2002,2003", true) { "\($0 * 7 % 50),\($0 * 3),\($0 % 2)" },
    // As pandas and numpy count columns, with and without their index.
    Table("0,1,2", true) { "\(decimal($0)),\(decimal($0 + 5)),\($0 % 2)" },
    Table("0,1", true) { "\(decimal($0)),\($0 % 2)" },
    Table("0,1,2,3,4,5", true) {
      "\($0 % 7),\($0 % 5),\($0 % 3),\($0 * 3 % 7),\($0 * 5 % 11),\($0 % 2)"
    },
    Table(",0,1,2", true) { "\($0),\(decimal($0)),\(decimal($0 + 5)),\($0 % 2)" },
    Table("1,2,3,4,5", true) {
      "\(decimal($0)),\(decimal($0 + 5)),\(decimal($0 + 7)),\(decimal($0 + 8)),\($0 % 2)"
    },
    // As R writes a table of counts.
    Table(",142.24,144.78,147.32", true) { "\($0 * $0).5,\($0 % 3),\($0 % 5),\($0 % 7)" },
    Table(",1940,1945,1950", true) { "w\($0 % 9),\($0 * 3).2,\($0).5,\($0 % 5)" },
    // Repeated names, and names that are values elsewhere, or in their own column.
    Table("color,color,label", true) {
      "\(["g", "r"][$0 % 2]),\(["t", "s"][$0 / 2 % 2]),\(["y", "n"][$0 / 3 % 2])"
    },
    Table("color,red,label", true) {
      "\(["red", "green"][$0 % 2]),\(["yes", "no"][$0 / 2 % 2]),\(["y", "n"][$0 / 3 % 2])"
    },
    Table("spam,kind,label", true) {
      "\(["spam", "ham"][$0 % 2]),\(["u", "v"][$0 / 2 % 2]),\(["y", "n"][$0 / 3 % 2])"
    },
    // Over numbers as people write them, and over dates.
    Table("item,x,price", true) { "w\($0),s\($0 % 3),$\($0).50" },
    Table("shop,day,share", true) { "w\($0 % 3),2024-01-\($0 + 10 - $0 / 15 * 15),\($0 * 3)%" },
    Table("a,b", true) { "\(["u", "v"][$0 % 2]),\(["p", "q", "r"][$0 % 3])" },
    // Rows.
    Table("5.1,3.5,setosa", false) {
      "\(decimal($0)),\(decimal($0 + 1)),\(["setosa", "other"][$0 % 2])"
    },
    Table("M,0.5,15", false) { "\(["M", "F"][$0 % 2]),\(decimal($0)),\($0 % 20)" },
    Table("0,1", false) { "\($0 % 3),\($0 % 2)" },
    Table("1,2,3", false) { "\($0 % 4),\($0 % 3),\($0 % 5)" },
    Table("b,b,x", false) {
      "\(["b", "x"][$0 % 2]),\(["o", "b"][$0 / 2 % 2]),\(["x", "b"][$0 / 3 % 2])"
    },
    Table("$5,7,a", false) { "$\($0),\($0 * 3 % 7),\(["a", "b"][$0 % 2])" },
    Table("2024-01-01,5,a", false) {
      "2024-01-\($0 + 10 - $0 / 15 * 15),\($0 * 3 % 7),\(["a", "b"][$0 % 2])"
    },
  ]

  @Test(arguments: tables) func inferred(_ table: Table) throws {
    let data = try load(table.text)
    #expect(data.report.hasHeader == table.isHeader)
    #expect(data.report.rowsRead == (table.isHeader ? 24 : 25))
    // Either way the option overrules.
    let target = TableOptions(
      hasHeader: !table.isHeader, target: "1", task: .classification, categorical: ["1"])
    guard let other = try? load(table.text, target) else { return }
    #expect(other.report.hasHeader == !table.isHeader)
  }

  @Test func numbersAsNamesAreTold() throws {
    let data = try load(Self.tables[0].text)
    #expect(data.featureNames == ["region=p", "region=q", "2023", "2024"])
    #expect(
      data.report.notes == [
        "the first line is taken for the names of the columns, such as '2023' (else say --no-header)"
      ])
  }

  /// The index that pandas writes is left out, in order or shuffled.
  @Test(arguments: ["", "Unnamed: 0"]) func pandasIndex(_ name: String) throws {
    for factor in [1, 7] {
      let text =
        "\(name),x,y\n"
        + (0..<24).map { "\($0 * factor % 24),\($0 * $0 % 23),\($0 % 2)\n" }.joined()
      let data = try load(text)
      #expect(data.report.columns[0].use == .dropped(.identifier))
      #expect(data.featureNames == ["x"])
    }
  }

  @Test func namesOfRowsAsInR() throws {
    let text =
      "x,z,y\n" + (0..<24).map { "row\($0),\($0 * $0 % 23),\($0 % 5),\($0 % 2)\n" }.joined()
    let data = try load(text)
    #expect(data.featureNames == ["x", "z"])
    #expect(
      data.report.notes == [
        "the header has one field fewer than the rows: the first column is taken for their names"
      ])
  }
}
