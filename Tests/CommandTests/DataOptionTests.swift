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
    (["--split-by-time", "x", "--split-by-group", "y"], "contradict each other"),
    (["--split-by-group", "y"], "is the target"),
    (["--split-by-group", "z"], "there is no column 'z'"),
    (["--split-by-time", "x", "--validation", "t.csv"], "which a validation file already holds"),
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
        "NA", "--encoding", "cp1252", "--split-by-group", "0", "--save-plan", "plan.yaml", "--out",
        "s",
      ], in: folder)
    #expect(plan.status == 0, "\(plan.errors)")
    let text = String(decoding: try folder.read("plan.yaml"), as: UTF8.self)
    for line in ["header: true", "encoding: cp1252", "split-by-group: 0"] {
      #expect(text.contains(line), "\(text)")
    }
    let run = try Program.run(["sweep", "plan.yaml", "--dry-run", "--out", "s"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Days that are out of order, and stores of which each is a group.
  private static let sales =
    "day,store,x,y\n"
    + (0..<200).map { row in
      let day = row * 37 % 200
      let date = "2023-0\(day / 28 + 1)-\(day % 28 + 1)"
      return "\(date),s\(row % 20),\(row * row % 41),\(row * row % 41 > 20 ? 1 : 0)\n"
    }.joined()

  @Test(arguments: [
    (["--split-by-time", "day"], "those for validation are the last by 'day', from 2023-06-21 on"),
    (["--split-by-group", "2"], "those for validation are 4 of the 20 groups of 'store'"),
  ])
  func `rows are split by a column, alike in every command`(
    option: [String], line: String
  ) throws {
    let folder = try folder(Self.sales)
    let shared = ["t.csv", "--steps", "40", "--force"] + option
    let text = try Program.run(["train", "--lr", "0.1"] + shared, in: folder)
    #expect((text.output + text.errors).contains("  \(line)\n"), "\(text.output)\(text.errors)")
    var splits: Set<String> = []
    for command in [["train", "--lr", "0.1"], ["find", "--compare", "0.1"]] {
      let run = try Program.run(command + shared + ["--json"], in: folder)
      try #require(run.status == 0 || run.status == 3, "\(run.errors)")
      let data = try #require(run.json["data"] as? [String: Any])
      #expect(data["validation_rows"] as? Int == 40)
      let split = try #require(data["split"] as? [String: Any])
      splits.insert("\(split["by"] ?? "") \(split["column"] ?? "") \(split["from"] ?? "")")
    }
    #expect(splits.count == 1)
    func loss(_ sweep: String, _ arguments: [String]) throws -> String {
      let run = try Program.run(["sweep", "--lr", "0.1", "--out", sweep] + arguments, in: folder)
      try #require(run.status == 0, "\(run.errors)")
      let rows = String(decoding: try folder.read("\(sweep)/trials.csv"), as: UTF8.self)
        .split(whereSeparator: \.isNewline).map {
          $0.split(separator: ",", omittingEmptySubsequences: false)
        }
      let column = try #require(rows[0].firstIndex(of: "validation_loss"))
      return String(rows[1][column])
    }
    let curve = String(decoding: try folder.read("t.train.csv"), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
    let swept = try loss("s", shared)
    #expect(curve.last?.contains(swept) == true, "\(curve.last ?? "") / \(swept)")
    #expect(try loss("shuffled", Array(shared.prefix(3))) != swept)
  }

  /// Unequal classes are judged by more than accuracy, in every command; equal ones are not.
  @Test(arguments: [20, 2]) func `metrics of unequal classes`(every: Int) throws {
    let rows = (0..<400).map { "\($0 * $0 % 41),\($0 % every == 0 ? "rare" : "usual")\n" }
    let folder = try folder("x,class\n" + rows.joined())
    let isUnequal = every == 20
    let shared = ["t.csv", "--steps", "60", "--force"]
    let train = try Program.run(["train", "--lr", "0.1"] + shared, in: folder)
    let find = try Program.run(["find", "--compare", "0.1"] + shared, in: folder)
    let sweep = try Program.run(["sweep", "--lr", "0.1,0.2", "--out", "s"] + shared, in: folder)
    for run in [train, find, sweep] {
      let text = run.output + run.errors
      #expect(text.contains("balanced accuracy") == isUnequal, "\(text)")
      #expect(text.contains("AUC") == isUnequal)
    }
    let json = try Program.run(["train", "--lr", "0.1", "--json"] + shared, in: folder).json
    let training = try #require((json["runs"] as? [[String: Any]])?.first)
    let metrics = training["class_metrics"] as? [String: Double]
    #expect((metrics != nil) == isUnequal)
    let compared = try Program.run(["find", "--compare", "0.1", "--json"] + shared, in: folder).json
    let comparison = try #require(compared["comparison"] as? [String: Any])
    let rates = try #require(comparison["rates"] as? [[String: Any]])
    #expect(rates.allSatisfy { ($0["class_metrics"] != nil) == isUnequal })
    let table = String(decoding: try folder.read("s/trials.csv"), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    #expect(table[0].suffix(4) == ["balanced_accuracy", "auc", "fold", "number"])
    for row in table.dropFirst() {
      #expect(row.suffix(4).prefix(2).allSatisfy { Double($0) != nil } == isUnequal, "\(row)")
    }
    // The trial of `train` is that of the sweep.
    if let metrics {
      #expect(Double(table[1][table[1].count - 3]) == metrics["auc"])
      #expect(Double(table[1][table[1].count - 4]) == metrics["balanced_accuracy"])
    }
  }
}
