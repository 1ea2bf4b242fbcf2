import Foundation
import TestSupport
import Testing

/// `report` and `export`: what they read, what they write, and what they leave alone.
struct ReportCommandTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  private static func sweep(seeds: Int = 2, steps: Int = 30, workers: Int = 2) -> [String] {
    [
      "sweep", iris, "--lr", "1e-3..1e2:6", "--optimizer", "sgd,adam", "--seeds", "\(seeds)",
      "--steps", "\(steps)", "--hidden", "8", "--workers", "\(workers)", "--out", "night",
    ]
  }

  private func files(in folder: TemporaryFolder) throws -> [String: Data] {
    let url = folder.url.appendingPathComponent("night")
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try folder.read("night/\($0)")) })
  }

  private func page(_ folder: TemporaryFolder, _ name: String = "night/report.html") throws
    -> String
  {
    String(decoding: try folder.read(name), as: UTF8.self)
  }

  @Test func `a report touches nothing but itself, and is the same again`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.sweep(), in: folder).status == 0)
    let before = try files(in: folder)
    #expect(before.keys.contains("sweep.sqlite") && !before.keys.contains("sweep.sqlite-wal"))
    #expect(try Program.run(["sweep", "--status", "night"], in: folder).status == 0)
    let run = try Program.run(["report", "night"], in: folder)
    #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    #expect(run.errors == "report: night/report.html\nworkbook: night/results.xlsx\n")
    var after = try files(in: folder)
    let first = after.removeValue(forKey: "report.html")
    let book = after.removeValue(forKey: "results.xlsx")
    #expect(after == before)
    #expect(try Program.run(["report", "night", "--quiet"], in: folder).errors.isEmpty)
    #expect(try folder.read("night/report.html") == first)
    #expect(try folder.read("night/results.xlsx") == book)
    // A name tells which of the two is wanted.
    #expect(
      try Program.run(["report", "night", "--out", "alone.xlsx"], in: folder).errors
        == "workbook: alone.xlsx\n")
    #expect(try folder.read("alone.xlsx") == book)
    let html = try page(folder)
    for text in [
      "iris.csv", "finished; 24 of 24 trials", "<tr id=\"c12\"", "lrfind sweep", "--lr 1e-3..1e2:6",
      "data: ", "OpenBLAS",
    ] {
      #expect(html.contains(text), "\(text)")
    }
  }

  @Test func `the command line in it repeats the sweep`() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run(Self.sweep() + ["--schedule", "step:every=30%,gamma=0.5"], in: folder).status
        == 0)
    #expect(try Program.run(["report", "night"], in: folder).status == 0)
    let html = try page(folder)
    let start = try #require(html.range(of: "<pre tabindex=\"0\">lrfind sweep"))
    let end = try #require(html[start.lowerBound...].range(of: "</pre>"))
    let line = html[start.lowerBound..<end.lowerBound].dropFirst(
      "<pre tabindex=\"0\">lrfind ".count
    )
    .replacingOccurrences(of: "&#39;", with: "'")
    let shell = ["/bin/sh", "-c", "exec \"$0\" \(line) --dry-run"]
    let run = try Program.run([], in: folder, through: shell)
    #expect(run.status == 0, "\(line): \(run.errors)")
    #expect(run.output.contains("24 done in night, 0 to be trained"), "\(run.output)")
  }

  @Test func `a page that is not ours is kept, unless forced`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.sweep(seeds: 1), in: folder).status == 0)
    try folder.write("<!doctype html><title>mine</title>", to: "night/report.html")
    let run = try Program.run(["report", "night"], in: folder)
    #expect(run.status == 73 && run.errors.contains("was not written by lrfind"), "\(run.errors)")
    #expect(try page(folder).contains("mine"))
    #expect(try Program.run(["report", "night", "--force"], in: folder).status == 0)
    #expect(try !page(folder).contains("<title>mine"))
    try folder.write("PK mine", to: "night/results.xlsx")
    let other = try Program.run(["report", "night"], in: folder)
    #expect(other.status == 73 && other.errors.contains("results.xlsx: exists"), "\(other.errors)")
    #expect(try page(folder, "night/results.xlsx") == "PK mine")
    #expect(try Program.run(["report", "night", "--out", "away/x.html"], in: folder).status == 73)
    #expect(try Program.run(["report", "night", "--out", "away/x.xlsx"], in: folder).status == 73)
    #expect(
      try Program.run(["report", "night", "--out", "night/sweep.sqlite"], in: folder).status == 64)
  }

  @Test(arguments: [
    (["report", "nowhere"], 66), (["report", "."], 66), (["report"], 64),
    (["report", "night", "--out", ""], 64), (["report", "night", "--out", "x.pdf"], 64),
    (["export", "."], 64),
    (["export", ".", "--to", "optuna"], 66), (["export", ".", "--to", "word"], 64),
  ])
  func `what cannot be read is said in one line`(arguments: [String], status: Int) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == status && run.output.isEmpty, "\(run.errors)")
    #expect(run.errors.hasPrefix("lrfind: error: "))
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  /// A report in the middle of a sweep is about what is finished by then, and the sweep ends as if there
  /// had been none.
  @Test func `a running sweep does not notice`() throws {
    let (calm, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let arguments = Self.sweep(seeds: 20, steps: 1000, workers: 1)
    #expect(try Program.run(arguments + ["--quiet"], in: calm).status == 0)
    let process = Program.process(arguments + ["--quiet"], in: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var reports = 0
    var states: Set<String> = []
    process.wait {
      guard let run = try? Program.run(["report", "night", "--quiet"], in: folder) else {
        return false
      }
      // Before the first plan there is no store.
      guard run.status == 0 else { return false }
      reports += 1
      if let html = try? page(folder) {
        states.insert(html.contains("<p class=\"sub\">running") ? "running" : "other")
      }
      return reports >= 5
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && reports > 0 && states.contains("running"))
    for name in ["trials.csv", "summary.csv", "curves.csv", "wide.csv"] {
      #expect(try folder.read("night/\(name)") == calm.read("night/\(name)"), "\(name)")
    }
  }

  @Test func `a sweep of kind find and one of a command have pages too`() throws {
    let folder = try TemporaryFolder()
    let find = [
      "sweep", Self.iris, "--kind", "find", "--optimizer", "sgd,adam", "--steps", "40", "--effort",
      "quick", "--out", "night", "--quiet",
    ]
    #expect([0, 3].contains(try Program.run(find, in: folder).status))
    #expect(try Program.run(["report", "night"], in: folder).status == 0)
    let html = try page(folder)
    #expect(html.contains("<figure id=\"rates\">") && html.contains("<tr id=\"c2\""))
    let command = [
      "sweep", "--command", "sh -c 'echo val_loss=$0' {lr} {wd}", "--axis", "wd=1,<b>2", "--lr",
      "1,2", "--out", "own", "--quiet",
    ]
    let run = try Program.run(command, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Program.run(["report", "own"], in: folder).status == 0)
    #expect(try page(folder, "own/report.html").contains("wd"))
    // A command has neither.
    #expect(try !page(folder, "own/report.html").contains("sgd"))
    #expect(try !page(folder, "own/report.html").contains("constant"))
    #expect(try !page(folder, "own/report.html").contains("<b>"))
    for name in ["night/results.xlsx", "own/results.xlsx"] {
      #expect(try folder.read(name).starts(with: Array("PK".utf8)), "\(name)")
    }
  }

  @Test func `a search and its curve have pages`() throws {
    let folder = try TemporaryFolder()
    let find = ["find", Self.iris, "--steps", "60", "--out", "iris.lrfind.csv", "--quiet"]
    let run = try Program.run(find + ["--report", "page.html"], in: folder)
    #expect([0, 3].contains(run.status), "\(run.errors)")
    let rate = run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try page(folder, "page.html").contains("<p class=\"big\">learning rate \(rate)</p>"))
    #expect(try Program.run(["report", "iris.lrfind.csv"], in: folder).status == 0)
    #expect(try page(folder, "iris.report.html").contains("<figure id=\"loss\">"))
    #expect(try page(folder, "iris.report.html").contains("in whole trainings with"))
    #expect(
      try Program.run(["report", "iris.lrfind.csv", "--out", "iris.xlsx"], in: folder).status == 0)
    #expect(try folder.read("iris.xlsx").starts(with: Array("PK".utf8)))
    let several = ["find", Self.iris, "--steps", "40", "--optimizer", "sgd,adam", "--quiet"]
    let both = try Program.run(several + ["--report", "both.html"], in: folder)
    #expect([0, 3].contains(both.status), "\(both.errors)")
    #expect(try page(folder, "both.html").contains("<figure id=\"rates\">"))
    let same = try Program.run(find + ["--report", "iris.lrfind.csv"], in: folder)
    #expect(same.status == 64 && same.errors.contains("give two files"), "\(same.errors)")
  }

  @Test func `exports touch nothing but themselves`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.sweep(), in: folder).status == 0)
    let before = try files(in: folder)
    for (form, name) in [
      ("optuna", "o.db"), ("hiplot", "h.csv"), ("tensorboard", "tb"), ("mlflow", "m.db"),
    ] {
      let run = try Program.run(["export", "night", "--to", form, "--out", name], in: folder)
      #expect(
        run.status == 0 && run.errors.hasPrefix("export: \(name); open it with: "), "\(run.errors)")
      // Once more over what is there.
      #expect(
        try Program.run(["export", "night", "--to", form, "--out", name], in: folder).status == 0)
    }
    #expect(try files(in: folder) == before)
    let runs = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent("tb").path)
    #expect(runs.count == 24)
    // Runs of other trials, and what others wrote, are no place for these.
    #expect(
      try Program.run(
        ["sweep", Self.iris, "--lr", "0.3", "--steps", "40", "--out", "other", "--quiet"],
        in: folder
      ).status == 0)
    for (name, problem) in [
      ("tb", "tb: holds runs of another sweep, such as "),
      ("other", "other: holds other things than runs of a sweep, such as curves.csv"),
    ] {
      let events = ["export", "other", "--to", "tensorboard", "--out", name]
      let run = try Program.run(events, in: folder)
      #expect(run.status == 73 && run.errors.contains(problem), "\(run.errors)")
      #expect(run.errors.contains("--force to write into this one"))
      #expect(run.errors.split(separator: "\n").count == 1)
      #expect(try Program.run(events + ["--force"], in: folder).status == 0)
    }
    #expect(try Program.run(["sweep", "--status", "other"], in: folder).status == 0)
    try folder.write("mine", to: "mine.db")
    // Nor is the file of one viewer replaced by that of another.
    for (form, name) in [("optuna", "mine.db"), ("mlflow", "mine.db"), ("mlflow", "o.db")] {
      let run = try Program.run(["export", "night", "--to", form, "--out", name], in: folder)
      #expect(run.status == 73, "\(run.errors)")
    }
  }

  /// Whatever is forced, under whatever name: the store, its logs, the tables, the parts, the data.
  @Test func `nothing that belongs to a sweep is written over`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Self.iris, toPath: folder.url.appendingPathComponent("t.csv").path)
    let sweep = ["sweep", "t.csv", "--lr", "0.1,1", "--steps", "40", "--out", "night", "--quiet"]
    #expect(try Program.run(sweep, in: folder).status == 0)
    let files = FileManager.default
    let path = { folder.url.appendingPathComponent($0).path }
    try files.createSymbolicLink(atPath: path("linked"), withDestinationPath: "night")
    try files.linkItem(atPath: path("night/summary.csv"), toPath: path("hard.csv"))
    let before = try self.files(in: folder)
    let data = try folder.read("t.csv")
    try files.createDirectory(atPath: path("night/slurm"), withIntermediateDirectories: false)
    for form in ["optuna", "hiplot", "mlflow", "tensorboard"] {
      for name in [
        "night/sweep.sqlite", "night/sweep.sqlite-wal", "night/trials.csv",
        "night/recommendations.csv",
        "linked/curves.csv", "night/shards", "hard.csv", "t.csv",
      ] {
        let run = try Program.run(
          ["export", "night", "--to", form, "--out", name, "--force"], in: folder)
        #expect(run.status == 73, "\(form) \(name): \(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      }
    }
    for arguments in [
      ["train", "t.csv", "--lr", "0.1", "--out", "night/trials.csv", "--force"],
      ["find", "t.csv", "--paste", "pytorch", "--paste-to", "night/wide.csv", "--force"],
      ["find", "t.csv", "--report", "night/wide.csv", "--force"],
      ["schedule", "cosine", "--lr", "1", "--steps", "9", "--out", "night/wide.csv", "--force"],
      ["descend", "x^2", "--from", "2", "--lr", "0.1", "--out", "night/wide.csv", "--force"],
      ["sweep", "t.csv", "--lr", "1", "--save-plan", "night/wide.csv", "--force"],
      ["report", "night", "--out", "night/slurm/page.html", "--force"],
      ["report", "night", "--out", "night/slurm/book.xlsx", "--force"],
    ] {
      let run = try Program.run(arguments, in: folder)
      #expect(run.status == 73 && run.errors.contains("belongs to the sweep in "), "\(run.errors)")
    }
    // Empty still, or it cannot be removed.
    #expect(rmdir(path("night/slurm")) == 0)
    #expect(try self.files(in: folder) == before)
    #expect(try folder.read("t.csv") == data)
    #expect(try folder.read("hard.csv") == folder.read("night/summary.csv"))
    #expect(!files.fileExists(atPath: path("night/shards")))
  }
}
