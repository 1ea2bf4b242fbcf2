import Foundation
import TestSupport
import Testing

/// `--bom` and `--out-decimal-comma`, wherever a CSV is written.
struct SpreadsheetFormTests {
  /// A command and the CSVs that it writes.
  struct Writer: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var files: [String]

    var testDescription: String { arguments[0] }
  }

  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  static let writers = [
    Writer(arguments: ["find", iris], files: ["iris.lrfind.csv"]),
    Writer(arguments: ["train", iris, "--lr", "0.1", "--steps", "50"], files: ["iris.train.csv"]),
    Writer(
      arguments: [
        "sweep", iris, "--lr", "0.1,0.01", "--seeds", "2", "--steps", "20", "--out", "night", "-q",
      ], files: ["trials", "summary", "curves", "timings"].map { "night/\($0).csv" }),
    Writer(
      arguments: [
        "schedule", "cosine", "step:every=5,gamma=0.5", "--lr", "0.1", "--steps", "9", "--out",
        "s.csv",
      ], files: ["s.csv"]),
    Writer(
      arguments: ["descend", "x^2", "--from", "2", "--lr", "0.3", "--out", "d.csv"],
      files: ["d.csv"]),
  ]

  private static let mark = "\u{FEFF}"

  /// The files' rows, split into fields; no text in them holds a quote.
  private func tables(
    _ writer: Writer, _ options: [String], in folder: TemporaryFolder
  ) throws -> [String] {
    let run = try Program.run(writer.arguments + options, in: folder)
    #expect(run.status == 0 || run.status == 3, "\(run.errors)")
    return try writer.files.map { String(decoding: try folder.read($0), as: UTF8.self) }
  }

  @Test(arguments: writers) func `the form is that asked for, and is changed by the next run`(
    writer: Writer
  ) throws {
    let folder = try TemporaryFolder()
    let plain = try tables(writer, [], in: folder)
    let marked = try tables(writer, ["--bom"], in: folder)
    let both = try tables(writer, ["--out-decimal-comma", "--bom"], in: folder)
    let comma = try tables(writer, ["--out-decimal-comma"], in: folder)
    #expect(try tables(writer, [], in: folder) == plain)
    for index in plain.indices {
      #expect(marked[index] == Self.mark + plain[index])
      #expect(both[index] == Self.mark + comma[index])
      #expect(comma[index].split(separator: "\r\n")[1].contains(/\d,\d/))
      // No text of these files but a schedule's name in a header holds a point or a comma.
      let (rows, expected) = (
        comma[index].components(separatedBy: "\r\n").dropFirst(),
        plain[index].components(separatedBy: "\r\n").dropFirst()
      )
      let translated = rows.map {
        $0.replacingOccurrences(of: ",", with: ".").replacingOccurrences(of: ";", with: ",")
      }
      #expect(translated == Array(expected))
    }
  }

  @Test func `our own curves are read back in any form`() throws {
    var answers: [String] = []
    for options in [[], ["--bom"], ["--out-decimal-comma"], ["--bom", "--out-decimal-comma"]] {
      let folder = try TemporaryFolder()
      _ = try Program.run([Self.iris] + options, in: folder)
      let run = try Program.run(["suggest", "iris.lrfind.csv", "--json"], in: folder)
      #expect(run.json["learning_rate"] is Double, "\(run.errors)")
      answers.append(run.output)
    }
    #expect(Set(answers).count == 1)
  }

  @Test func `the form is no part of a sweep's plan`() throws {
    let folder = try TemporaryFolder()
    for options in [[], ["--bom"], ["--out-decimal-comma"]] {
      let run = try Program.run(Self.writers[2].arguments + options, in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let status = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(status.json["total"] as? Int == 4 && status.json["done"] as? Int == 4)
  }

  @Test(arguments: [
    (["sweep", iris, "--lr", "1", "--dry-run", "--bom"], "--bom has no meaning for --dry-run"),
    (
      ["sweep", iris, "--lr", "1", "--save-plan", "p.yaml", "--out-decimal-comma"],
      "--out-decimal-comma has no meaning for --save-plan"
    ),
    (["sweep", "--status", "night", "--bom"], "--bom has no meaning for --status"),
    (
      ["descend", "x^2", "--from", "2", "--lr", "0.3", "--bom"],
      "--bom has no meaning without --out or --csv"
    ),
    (
      ["schedule", "cosine", "--lr", "0.1", "--steps", "9", "--chart", "--out-decimal-comma"],
      "--out-decimal-comma has no meaning for --chart without --out"
    ),
    (["suggest", "curve.csv", "--bom"], "unknown option '--bom'"),
  ])
  func `is refused where no CSV is written`(arguments: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == 64 && folder.contents.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
