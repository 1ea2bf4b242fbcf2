import Foundation
import TestSupport
import Testing

/// What is said fits the terminal that it is said on.
@Suite struct TerminalTests {
  private static let table = Program.datasets.appendingPathComponent("iris.csv").path
  /// Commands, each with more to say than a narrow terminal holds.
  private static let commands = [
    [table, "--target", "species"], [table, "--compare", "0.01,0.1"],
    [table, "--optimizer", "sgd,adam", "--schedule", "constant,cosine"],
    ["train", table, "--lr", "0.1", "--seeds", "2"],
    ["schedule", "cosine", "onecycle", "--lr", "0.1", "--steps", "30", "--chart"],
    ["sweep", table, "--lr", "1e-3..1:4", "--optimizer", "sgd,adam", "--steps", "9", "--out", "s"],
    [
      "sweep", table, "--kind", "find", "--schedule", "constant,cosine", "--steps", "90", "--out",
      "f",
    ],
    ["descend", "x^2", "--from", "2", "--lr", "0.1,1,2", "--steps", "20"],
  ]

  @Test(arguments: commands, [60, 80, 120])
  func noLineIsWiderThanTheTerminal(_ command: [String], columns: Int) throws {
    let run = try Program.run(
      command, in: TemporaryFolder(), environment: ["COLUMNS": "\(columns)"])
    #expect(run.status == 0 || run.status == 3, "\(run.errors)")
    #expect(!run.output.isEmpty)
    for line in run.output.split(separator: "\n") where line.count > columns {
      Issue.record("\(line.count): \(line)")
    }
  }

  /// Words alone are broken: what is said is the same at any width.
  @Test func widthMovesNoWord() throws {
    func words(_ columns: Int) throws -> [Substring] {
      try Program.run(
        Self.commands[3], in: TemporaryFolder(), environment: ["COLUMNS": "\(columns)"]
      ).output.split(whereSeparator: \.isWhitespace).filter { $0.contains(where: \.isLetter) }
    }
    #expect(try words(1000) == words(80))
  }

  @Test(arguments: commands, ["C", "POSIX", "de_DE.ISO-8859-1", ""])
  func answersAreASCIIWhereTheLocaleIs(_ command: [String], locale: String) throws {
    let run = try Program.run(
      command, in: TemporaryFolder(), environment: ["LC_ALL": locale, "LC_CTYPE": "", "LANG": ""])
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 }, "\(run.output)")
    #expect(run.errors.utf8.allSatisfy { $0 < 0x80 }, "\(run.errors)")
    #expect(!run.output.contains("\\u{"), "every symbol has a spelling: \(run.output)")
  }

  /// What programs read has the letters of the table in every locale.
  @Test func jsonKeepsItsLetters() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { "\($0 % 7),\($0 * 5 % 11),\($0 % 7 > 3 ? "ja" : "nö")" }
    try folder.write(Data(("a,größe,y\n" + rows.joined(separator: "\n")).utf8), to: "t.csv")
    let run = try Program.run(
      ["t.csv", "--json", "--quiet"], in: folder, environment: ["LC_ALL": "C", "COLUMNS": "60"])
    #expect(run.output.contains("nö") || run.output.contains("größe"), "\(run.output)")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(run.output.utf8)) }
  }

  /// No command breaks a text of its JSON, or spells it otherwise, whatever the terminal is.
  @Test(arguments: [
    [table], [table, "--optimizer", "sgd,adam"], ["train", table, "--lr", "0.1"],
    ["sweep", table, "--lr", "0.1", "--steps", "9", "--out", "s"],
    ["sweep", table, "--kind", "find", "--steps", "90", "--out", "f"],
    ["find", "--command", TrainingCommandTests.command, "--epochs", "20"],
    ["sweep", "--command", TrainingCommandTests.command, "--lr", "0.01,0.1", "--epochs", "2"],
    ["descend", "x^2", "--from", "2", "--lr", "0.1"],
  ])
  func jsonIsTheSameAtAnyWidth(_ command: [String]) throws {
    let outputs = try [("40", "C"), ("1000", "C.UTF-8")].map { columns, locale in
      try Program.run(
        command + ["--json"], in: TrainingCommandTests.folder(),
        environment: ["COLUMNS": columns, "LC_ALL": locale])
    }
    for run in outputs {
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      }
    }
    func lines(_ run: Program.Run) -> [Substring] {
      // What a search took is measured.
      run.output.split(separator: "\n").filter { !$0.contains("seconds") }
    }
    #expect(lines(outputs[0]) == lines(outputs[1]))
  }

  @Test(arguments: [
    (["FORCE_COLOR": "1"], true), (["CLICOLOR_FORCE": "1"], true), (["FORCE_COLOR": "0"], false),
    (["FORCE_COLOR": ""], false), ([:], false), (["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
  ])
  func coloursCanBeForced(_ environment: [String: String], isColoured: Bool) throws {
    let clean = ["FORCE_COLOR": "", "CLICOLOR_FORCE": "", "NO_COLOR": ""]
    let run = try Program.run(
      [Self.table], in: TemporaryFolder(), environment: clean.merging(environment) { $1 })
    #expect(run.output.contains("\u{1B}[") == isColoured)
    let plain = try Program.run(
      [Self.table, "--no-color"], in: TemporaryFolder(),
      environment: clean.merging(environment) { $1 })
    #expect(!plain.output.contains("\u{1B}"))
  }

  @Test(arguments: [
    (["swep"], "did you mean 'sweep'?"), (["swep", "--lr", "1"], "did you mean 'sweep'?"),
    (["--hepl"], "did you mean '--help'?"),
    (["train", "a.csv", "--learning-rte", "1"], "--learning-rte"),
    (["sweep", "--stauts", "night"], "did you mean '--status'?"),
    (["train", "--sede", "1"], "did you mean '--seed'?"),
  ])
  func whatWasPerhapsMeantIsNamed(_ arguments: [String], message: String) throws {
    let run = try Program.run(arguments, in: TemporaryFolder())
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  /// A table that is not there is no mistyped command.
  @Test func aMissingTableIsMissing() throws {
    #expect(try Program.run(["wine"], in: TemporaryFolder()).status == 66)
  }

  @Test func everyTrainingThatDivergesEndsWithFour() throws {
    let folder = try TemporaryFolder()
    let rates = ["--lr", "1e20", "--steps", "30"]
    #expect(try Program.run(["train", Self.table] + rates, in: folder).status == 4)
    #expect(try Program.run(["sweep", Self.table, "--out", "s"] + rates, in: folder).status == 4)
    #expect(
      try Program.run(
        ["sweep", Self.table, "--out", "t", "--lr", "0.1,1e20", "--steps", "30"], in: folder
      ).status == 0)
  }

  @Test func statusAloneIsOneLine() throws {
    let folder = try TemporaryFolder()
    let sweep = ["sweep", Self.table, "--lr", "0.01,0.1", "--steps", "30", "--out", "s"]
    #expect(
      try Program.run(sweep + ["--quiet"], in: folder).output.split(separator: " ").count == 1)
    let status = try Program.run(["sweep", "--status", "s", "--quiet"], in: folder)
    #expect(status.output == "finished 2/2\n")
    #expect(status.errors.isEmpty)
  }
}
