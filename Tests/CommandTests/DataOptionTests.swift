import Foundation
import TestSupport
import Testing

/// The options of how a table is read, the same for every command.
struct DataOptionTests {
  private static let rows = (0..<40).map { "\($0 * $0 % 37),$\($0).50,\($0 % 2)\n" }.joined()

  private func folder(_ text: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "t.csv")
    return folder
  }

  @Test(arguments: ["find", "train"]) func `notes stand in the text and in the JSON`(
    command: String
  ) throws {
    let folder = try folder("x,price,y\n" + Self.rows)
    let arguments =
      [command, "t.csv", "--steps", "50"] + (command == "train" ? ["--lr", "0.1"] : [])
    let note = "column 2 'price' is read from texts such as '$0.50'"
    let text = try Program.run(arguments, in: folder)
    #expect((text.output + text.errors).contains("  \(note)\n"))
    let json = try Program.run(arguments + ["--json", "--force"], in: folder).json
    let data = try #require(json["data"] as? [String: Any])
    #expect((data["notes"] as? [String])?.contains(note) == true)
    #expect(data["target"] as? String == "y" && data["classes"] as? [String] == ["0", "1"])
  }

  @Test func `options overrule what is inferred`() throws {
    let folder = try folder("x,price,y\n" + Self.rows + "-999999,None,1\n")
    func notes(_ arguments: [String]) throws -> [String] {
      let run = try Program.run(
        ["train", "t.csv", "--lr", "0.1", "--steps", "20", "--json", "--force"] + arguments,
        in: folder)
      try #require(run.status == 0, "\(run.errors)")
      return (run.json["data"] as? [String: Any])?["notes"] as? [String] ?? []
    }
    #expect(try notes([]).count == 2)
    #expect(try notes(["--missing", "-999999"]).count == 1)
    #expect(try notes(["--missing", "-999999", "--categorical", "price"]).isEmpty)
    #expect(
      try notes(["--missing", "-999999", "--no-missing", "None"]) == [
        "column 2 'price' is read from texts such as '$0.50', and the cell with 'None' is missing "
          + "(else say --categorical)"
      ])
    #expect(try notes(["--header", "--encoding", "latin-1"]).count == 2)
  }

  @Test(arguments: [
    (["--header", "--no-header"], "--header and --no-header contradict each other"),
    (["--encoding", "koi8-r"], "iconv -t UTF-8 -f koi8-r"),
    (["--missing", ""], "an empty cell is always missing"),
    (["--no-missing", "unknown"], "'unknown' means nothing missing"),
  ])
  func `wrong options are refused with the reason`(arguments: [String], message: String) throws {
    let folder = try folder("x,price,y\n" + Self.rows)
    for command in [["find"], ["train", "--lr", "0.1"], ["sweep", "--lr", "0.1", "--out", "s"]] {
      let run = try Program.run(command + ["t.csv"] + arguments, in: folder)
      #expect(run.status == 64)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
    #expect(folder.contents == ["t.csv"])
  }

  /// A plan names the same options.
  @Test func `a plan holds them`() throws {
    let folder = try folder("0,$1,2\n" + Self.rows)
    let plan = try Program.run(
      [
        "sweep", "t.csv", "--lr", "0.1", "--steps", "20", "--header", "--missing", "-999999",
        "--no-missing",
        "NA", "--encoding", "cp1252", "--save-plan", "plan.yaml", "--out", "s",
      ], in: folder)
    #expect(plan.status == 0, "\(plan.errors)")
    let text = String(decoding: try folder.read("plan.yaml"), as: UTF8.self)
    for line in ["header: true", "encoding: cp1252"] { #expect(text.contains(line), "\(text)") }
    let run = try Program.run(["sweep", "plan.yaml", "--dry-run", "--out", "s"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }
}
