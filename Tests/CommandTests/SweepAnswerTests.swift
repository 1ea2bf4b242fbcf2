import Foundation
import TestSupport
import Testing

/// What a sweep and `--status` answer with: JSON and plots.
struct SweepAnswerTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  private static let arguments = [
    "sweep", iris, "--lr", "1e-3..1e4:8", "--optimizer", "sgd,adam", "--seeds", "3", "--steps",
    "40", "--hidden", "8", "--out", "night",
  ]

  @Test func `JSON holds the answer, and nothing else is printed`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.arguments + ["--json"], in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let json = run.json
    for (name, value) in [("done", 48), ("total", 48), ("configurations", 16)] {
      #expect(json[name] as? Int == value, "\(name)")
    }
    #expect(json["state"] as? String == "finished" && json["writer"] is NSNull)
    let files = try #require(json["files"] as? [String])
    let names = [
      "sweep.sqlite", "trials.csv", "summary.csv", "curves.csv", "wide.csv", "timings.csv",
    ]
    #expect(files == names.map { "night/\($0)" })

    // The fields are those of summary.csv, but for in_plan; its first row is the best.
    let summary = String(decoding: try folder.read("night/summary.csv"), as: UTF8.self)
    let rows = summary.components(separatedBy: "\r\n").dropLast().map {
      $0.components(separatedBy: ",")
    }
    let best = try #require(json["best"] as? [String: Any])
    for (name, cell) in zip(rows[0], rows[1])
    where !name.hasPrefix("lr_off") && name != "in_plan" {
      switch best[name] {
      case let number as NSNumber where cell != "true" && cell != "false":
        // Foundation's own reading of JSON is off by the last bit now and then.
        let expected = try #require(Double(cell))
        #expect(abs(number.doubleValue - expected) <= 1e-15 * abs(expected) * 4, "\(name)")
      case is [Any]: #expect(cell == "8")
      case is NSNull: #expect(cell.isEmpty, "\(name)")
      case let value?: #expect("\(value)" == cell || (value as? Bool).map { "\($0)" } == cell)
      case nil: Issue.record("there is no \(name)")
      }
    }
    #expect((best["lr_off_3x"] as? [String: Any])?.keys.sorted() == ["diverges", "loss"])
    let column = try #require(rows[0].firstIndex(of: "distinguishable"))
    let rivals = try #require(json["not_distinguishable"] as? [[String: Any]])
    #expect(rivals.count == rows.dropFirst(2).count { $0[column] == "false" })
    #expect((json["diverged"] as? Int ?? 0) > 0)

    var status = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(status.status == 0 && status.output == run.output)
    status = try Program.run(["sweep", "--status", "night", "--json", "-q"], in: folder)
    #expect(status.status == 0 && status.output == run.output)
  }

  /// The target is noise: numbers, or classes that are equally likely.
  @Test(arguments: [false, true])
  func `that nothing was learned is said`(ofClasses: Bool) throws {
    let folder = try TemporaryFolder()
    var bits: UInt64 = 1
    func noise() -> Int {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(bits >> 54)
    }
    let rows = (0..<300).map { _ in
      "0.\(noise()),0.\(noise())," + (ofClasses ? noise() < 512 ? "a" : "b" : "1.\(noise())")
    }
    try folder.write("x,y,z\n" + rows.joined(separator: "\n") + "\n", to: "noise.csv")
    let arguments = ["sweep", "noise.csv", "--lr", "1e-3..0.1:3", "--seeds", "2", "--out", "night"]
    let run = try Program.run(arguments + ["--json"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let warnings = try #require(run.json["warnings"] as? [String])
    let doubts = warnings.filter { $0.contains("learned") && $0.contains("that helps new rows") }
    #expect(doubts.count == 1, "\(warnings)")
    let text = try Program.run(arguments, in: folder)
    let doubt = try #require(doubts.first)
    #expect(text.output.contains("\n  \(doubt)\n") && !text.output.contains("of the gain"))
  }

  @Test func `how long trainings were is said`() throws {
    let folder = try TemporaryFolder()
    // 120 rows are 3 batches of 32.
    let run = try Program.run(Self.arguments, in: folder)
    #expect(run.output.contains("48 of 48 trials of 40 steps (13.3 epochs), 16 configurations"))
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.output.contains("48 of 48 trials of 40 steps, 16 configurations"))
  }

  @Test func `a plot is drawn at the end and later, and a foreign file kept`() throws {
    let folder = try TemporaryFolder()
    for arguments in [Self.arguments, ["sweep", "--status", "night"]] {
      for ending in ["svg", "png", "pdf"] {
        let run = try Program.run(arguments + ["--plot", "p.\(ending)"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        // Without gnuplot the answer stands, with a warning.
        guard !run.errors.contains("apt-get install gnuplot-nox") else { return }
        #expect(run.errors.contains("plot: p.\(ending)\n"))
      }
    }
    let picture = String(decoding: try folder.read("p.svg"), as: UTF8.self)
    for text in ["iris.csv", "constant, sgd", "constant, adam", "best, at ", "a seed diverged"] {
      #expect(picture.contains(text), "\(text)")
    }
    #expect(!picture.lowercased().contains("nan"))
    try folder.write("<svg/>", to: "mine.svg")
    let refused = try Program.run(Self.arguments + ["--plot", "mine.svg"], in: folder)
    #expect(refused.status == 73 && refused.output.isEmpty)
    #expect(try folder.read("mine.svg") == Data("<svg/>".utf8))
  }

  @Test func `without gnuplot all but the plot is there`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      Self.arguments + ["--plot", "p.svg"], in: folder, environment: ["PATH": "/nowhere"])
    #expect(run.status == 0 && run.output.contains("best: "))
    #expect(run.errors.contains("warning: no plot was drawn because gnuplot is not installed"))
    #expect(folder.contents == ["night"])
  }

  @Test(arguments: [
    (["--dry-run", "--json"], "--json has no meaning for --dry-run"),
    (["--save-plan", "p.yaml", "--json"], "--json has no meaning for --save-plan"),
    (["--dry-run", "--plot", "p.svg"], "--plot has no meaning for --dry-run"),
    (["--plot", "p.bmp"], "--plot: p.bmp: a plot's file name ends in"),
  ])
  func `is refused where there is nothing to show`(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.arguments + options, in: folder)
    #expect(run.status == 64 && folder.contents.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
