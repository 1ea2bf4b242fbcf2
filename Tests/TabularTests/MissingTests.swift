import Tabular
import TestSupport
import Testing

/// What is missing, what is a class, and what is a mistake.
@Suite struct MissingTests {
  private func table(_ cell: (Int) -> String, class label: (Int) -> String = { "\($0 % 2)" })
    -> String
  {
    "x,z,y\n" + (0..<40).map { "\(cell($0)),\($0 * $0 % 23),\(label($0))\n" }.joined()
  }

  private func options(missing: [String] = [], notMissing: [String] = []) -> TableOptions {
    var options = TableOptions()
    options.missing = missing
    options.notMissing = notMissing
    return options
  }

  @Test(arguments: [
    "NA", "N/A", "n/a", "NaN", "nan", "NAN", "-nan", "-NaN", "NaT", "null", "NULL", "None", "<NA>",
    "?",
    ".", "\\N", "#N/A", "#NV", "#DIV/0!", "#VALUE!", "",
  ])
  func words(_ word: String) throws {
    // A quarter of the cells, among numbers and among texts.
    let numbers = try load(table { $0 % 4 == 0 ? word : "\($0).5" })
    #expect(numbers.use("x") == .numeric && numbers.report.columns[0].missing == 10)
    let texts = try load(table { $0 % 4 == 0 ? word : "t\($0 % 3)" })
    #expect(texts.featureNames.contains("x=(missing)") && texts.report.columns[0].missing == 10)
  }

  @Test(arguments: ["-9999", "99.9", "unknown", "-", "NA NA"]) func added(_ word: String) throws {
    let text = table { $0 % 4 == 0 ? word : "\($0).5" }
    let data = try load(text, options(missing: [word]))
    #expect(data.use("x") == .numeric && data.report.columns[0].missing == 10)
    #expect(data.report.notes.isEmpty)
  }

  /// A number is missing however it is written, in every way in which numbers are read.
  @Test func addedNumbers() throws {
    let text = table { ["-9999", "-9999.0", "-9.999e3", "\($0)"][$0 % 4] }
    let data = try load(text, options(missing: ["-9999"]))
    #expect(data.report.columns[0].missing == 30)
    let prices = table { ["$-9999", "-$9,999", "$5.5", "$\($0)"][$0 % 4] }.replacing(
      "-$9,999", with: "\"-$9,999\"")
    #expect(try load(prices, options(missing: ["-9999"])).report.columns[0].missing == 20)
    let classes = try load(
      table({ "\($0).5" }, class: { "\($0 % 3 - 1)" }), options(missing: ["-1"]))
    #expect(classes.classNames == ["0", "1"] && classes.report.rowsWithoutTarget == 14)
    #expect(classes.report.missingTargetWords == "'-1'")
  }

  @Test func takenAway() throws {
    let text = table { ["NA", "DE", "None"][$0 % 3] }
    #expect(try load(text).featureNames == ["x=DE", "x=(missing)", "z"])
    #expect(
      try load(text, options(notMissing: ["NA", "None"])).featureNames == [
        "x=DE", "x=NA", "x=None", "z",
      ])
  }

  @Test func wrongWords() throws {
    for (options, problem) in [
      (options(missing: [""]), "an empty cell is always missing"),
      (options(notMissing: [""]), "an empty cell is always missing"),
      (options(missing: ["NA"], notMissing: ["NA"]), "'NA' cannot be missing and not"),
      (options(notMissing: ["unknown"]), "'unknown' means nothing missing"),
      (
        options(missing: (0..<33).map { "w\($0)" }), "33 texts for a missing value are more than 32"
      ),
    ] {
      let error = try #require(throws: DataError.self) { try load(table { "\($0).5" }, options) }
      #expect(error.kind == .usage && error.problem == problem)
    }
  }

  @Test(arguments: ["None", "NA"]) func classes(_ word: String) throws {
    func label(_ row: Int) -> String { [word, "Apnea", "Insomnia"][row % 3] }
    let alone = try load(table({ "\($0).5" }, class: label))
    #expect(Set(alone.classNames) == [word, "Apnea", "Insomnia"])
    #expect(alone.report.rowsWithoutTarget == 0)
    #expect(
      alone.report.notes == ["'\(word)' in the target 'y' is a class (else say --missing \(word))"])
    // Where the table says that it means missing, it does.
    let used = try load(table({ $0 == 7 ? word : "\($0).5" }, class: label))
    #expect(used.classNames == ["Apnea", "Insomnia"] && used.report.rowsWithoutTarget == 14)
    #expect(used.report.missingTargetWords == "'\(word)'")
    #expect(
      used.report.notes == [
        "'\(word)' in the target 'y' means missing, as in other columns (else say --no-missing \(word))"
      ])
    // Options overrule both.
    let told = try load(table({ "\($0).5" }, class: label), options(missing: [word]))
    #expect(told.classNames == ["Apnea", "Insomnia"] && told.report.notes.isEmpty)
    let kept = try load(
      table({ $0 == 7 ? word : "\($0).5" }, class: label), options(notMissing: [word]))
    #expect(Set(kept.classNames) == [word, "Apnea", "Insomnia"])
  }

  @Test func emptyAndOtherWordsInTheTargetAreMissing() throws {
    let data = try load(table({ "\($0).5" }, class: { ["", "a", "b", "?"][$0 % 4] }))
    #expect(data.classNames == ["a", "b"] && data.report.rowsWithoutTarget == 20)
    #expect(data.report.missingTargetWords == "'?' or empty")
    let numbers = try load(table({ "\($0).5" }, class: { $0 % 4 == 0 ? "NA" : "\($0).25" }))
    #expect(numbers.report.task == .regression && numbers.report.missingTargetWords == "'NA'")
  }

  /// A class of the training file is one in the validation file.
  @Test func classesOfAValidationFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", table({ "\($0).5" }, class: { ["None", "a"][$0 % 2] }))
    let held = try folder.file("h.csv", "x,z,y\n1,2,None\n2,3,a\n")
    let data = try Dataset.load(path: path, options: TableOptions(validation: .file(held)))
    #expect(data.validationRowCount == 2 && data.classNames == ["None", "a"])
  }

  @Test func sentinels() throws {
    let data = try load(table { $0 % 5 == 0 ? "-9999" : "\($0).5" })
    #expect(
      data.report.notes == [
        "column 1 'x' holds -9999 in 8 cells, far from all others (1.5 to 39.5): say --missing -9999 if "
          + "it means missing"
      ])
    #expect(try load(table { $0 % 5 == 0 ? "-9999" : "\($0 * $0 * 10)" }).report.notes.isEmpty)
  }

  @Test func countersAsTheOnlyFeature() throws {
    let text = "x,y\n" + (0..<24).map { "\($0),\($0 * $0 % 23).5\n" }.joined()
    let data = try load(text)
    #expect(data.use("x") == .numeric)
    #expect(
      data.report.notes == [
        "column 1 'x' counts the rows, and is kept as the only feature (else say --drop)"
      ])
    let named = try #require(throws: DataError.self) {
      try load(text.replacing("x,y", with: "id,y"))
    }
    #expect(named.remedy == "add columns, or say what one is with --numeric or --categorical")
  }
}
