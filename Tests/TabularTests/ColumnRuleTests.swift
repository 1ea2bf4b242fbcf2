import Tabular
import Testing

@Suite struct ColumnRuleTests {
  /// A table of 40 rows with one more column, whose cell is a function of the row.
  private func table(_ name: String, _ cell: (Int) -> String) -> String {
    "\(name),x,class\n"
      + (0..<40).map { "\(cell($0)),\(($0 * 37) % 41)\($0 % 2).5,\($0 % 2)\n" }.joined()
  }

  @Test func titanic() throws {
    let header = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Ticket,Fare,Cabin,Embarked\n"
    let rows = (0..<120).map { row in
      let cabin = row % 3 == 0 ? "C\(row)" : ""
      let age = row % 7 == 0 ? "" : "\(20 + row * 13 % 50)"
      let port = row % 20 == 0 ? "" : ["S", "C", "Q"][row % 3]
      return "\(row + 1),\(row * 7 % 5 % 2),\(row % 3 + 1),\"Doe, Mr. John \(row)\","
        + "\(["male", "female"][row % 2]),\(age),\(row % 4),A/\(row * 17) \(row),"
        + "\(Double(row * 29 % 83) / 4),\(cabin),\(port)\n"
    }
    let data = try load(header + rows.joined(), TableOptions(target: "Survived"))
    #expect(data.report.task == .classification)
    #expect(data.report.taskReason == "the target 'Survived' has 2 distinct integers")
    #expect(data.use("PassengerId") == .dropped(.identifier))
    #expect(data.use("Name") == .dropped(.freeText(distinct: 120)))
    #expect(data.use("Ticket") == .dropped(.freeText(distinct: 120)))
    #expect(data.use("Cabin") == .dropped(.identifier))
    #expect(data.use("Survived") == .target)
    #expect(
      data.featureNames == [
        "Pclass", "Sex=female", "Sex=male", "Age", "SibSp", "Fare", "Embarked=C", "Embarked=Q",
        "Embarked=S", "Embarked=(missing)",
      ])
    #expect(data.report.columns[5].missing == 18)
  }

  @Test(arguments: [
    "id", "Id", "PassengerId", "customer_id", "Customer ID", "index", "row", "Unnamed: 0", "",
    "#",
  ])
  func identifiersByName(_ name: String) throws {
    let data = try load(table(name) { "\($0 * 7 % 40 + 900)" })
    #expect(data.report.columns[0].use == .dropped(.identifier))
  }

  /// 180 decimals and errors: no two numbers are the same, which elsewhere names the row.
  @Test func aTextAmongNumbersIsTheReason() throws {
    let rows = (0..<200).map { row in
      "\(row % 10 == 0 && row >= 120 || row > 180 ? "oops\(row)" : "\(Double(row) * 1.75 + 0.5)"),\(row % 7 * 3 % 5),\(row % 2)\n"
    }
    let data = try load("width,x,class\n" + rows.joined())
    let reason = DataReport.DropReason.mostlyNumbers(text: "oops120", line: 122)
    #expect(data.use("width") == .dropped(reason))
    #expect(
      reason.summary
        == "mostly numbers, but 'oops120' in line 122 is none: correct it, or say --missing oops120 if it "
        + "means missing")
    #expect(data.report.notes.isEmpty, "it is told once")
    // What is named like an identifier is one, whatever it is made of.
    #expect(try load("id,x,class\n" + rows.joined()).use("id") == .dropped(.identifier))
  }

  @Test(arguments: ["grid", "fluid", "width", "paid", "refractive_index_mean"])
  func otherNames(_ name: String) throws {
    #expect(try load(table(name) { "\($0 * 7 % 40 + 900)" }).report.columns[0].use == .numeric)
  }

  @Test func numbersAreNotIdentifiers() throws {
    // Named like one, but measurements or repeated.
    #expect(
      try load(table("heat_index") { "\(Double($0) * 1.25 + 0.5)" }).use("heat_index") == .numeric)
    #expect(try load(table("heat_index") { "\($0 % 20)" }).use("heat_index") == .numeric)
    // Distinct, but neither named nor ordered like one.
    #expect(try load(table("area") { "\($0 * $0)" }).use("area") == .numeric)
    #expect(try load(table("depth") { "\(Double($0) + 0.25)" }).use("depth") == .numeric)
  }

  @Test func identifiersByOrder() throws {
    #expect(try load(table("n") { "\($0)" }).use("n") == .dropped(.identifier))
    let far = try load(table("n") { "\($0 + 123_456_789_012)" })
    #expect(far.use("n") == .dropped(.identifier))
    let declared = try load(table("n") { "\($0)" }, TableOptions(numeric: ["n"]))
    #expect(declared.use("n") == .numeric)
  }

  @Test(arguments: [
    "2024-01-%", "2024-01-% 12:30:05", "2024-01-%T08:00:00Z", "2024-01-%T08:00:00.123+01:00",
    "2024/01/%", "%.01.2024", "%/1/24", "1/%/2024", "%-Jan-2024", "\"January %, 2024\"",
    "Wed Jan % 2024", "12:%", "12:%:30", "202401%",
  ])
  func dates(_ pattern: String) throws {
    let data = try load(table("day") { pattern.replacing("%", with: "\($0 * 3 % 19 + 10)") })
    #expect(data.use("day") == .dropped(.date))
  }

  @Test(arguments: ["a-%", "1-2-%x", "v1.2.%", "99/%", "%-%-%-z"])
  func notDates(_ pattern: String) throws {
    let data = try load(table("code") { pattern.replacing("%", with: "\($0 % 4 + 10)") })
    #expect(data.use("code") == .categorical(levels: 4))
  }

  @Test func constants() throws {
    #expect(try load(table("c") { _ in "7" }).use("c") == .dropped(.constant))
    #expect(try load(table("c") { $0 % 2 == 0 ? "7" : "" }).use("c") == .dropped(.constant))
    #expect(try load(table("c") { _ in "NA" }).use("c") == .dropped(.constant))
    #expect(try load(table("c") { _ in "yes" }).use("c") == .dropped(.constant))
    // One text and missing values still tell rows apart.
    #expect(try load(table("c") { $0 % 2 == 0 ? "yes" : "" }).use("c") == .categorical(levels: 2))
  }

  @Test func freeTextAndCategories() throws {
    let texts = try load(table("t") { "a text of \($0 % 30)" })
    #expect(texts.use("t") == .dropped(.freeText(distinct: 30)))
    #expect(try load(table("t") { "w\($0)" }).use("t") == .dropped(.identifier))
    #expect(try load(table("t") { "w\($0 % 15)" }).use("t") == .categorical(levels: 15))
    #expect(
      try load(table("t") { "\($0 % 15)" }, TableOptions(categorical: ["t"])).use("t")
        == .categorical(levels: 15))
  }

  @Test func tooManyCategories() throws {
    let text =
      "t,x,class\n"
      + (0..<900).map { "w\($0 % 300),\($0 * 7 % 901),\($0 % 2)\n" }.joined()
    #expect(
      try load(text).use("t") == .dropped(.tooManyCategories(distinct: 300, limit: 200)))
  }

  /// More texts than a dictionary records.
  @Test func endlessTexts() throws {
    let text =
      "t,u,x,class\n"
      + (0..<20_000).map { "w\($0),w\($0 % 6000) z\($0 % 2),\($0 * 7 % 901),\($0 % 2)\n" }.joined()
    let data = try load(text)
    #expect(data.use("t") == .dropped(.identifier))
    #expect(data.use("u") == .dropped(.freeText(distinct: 4097)))
  }

  @Test func requested() throws {
    let data = try load(table("c") { "\($0 % 5)" }, TableOptions(drop: ["c"]))
    #expect(data.use("c") == .dropped(.requested))
    #expect(data.featureNames == ["x"])
    #expect(try load(table("c") { "\($0 % 5)" }, TableOptions(drop: ["2"])).featureNames == ["c"])
  }
}
