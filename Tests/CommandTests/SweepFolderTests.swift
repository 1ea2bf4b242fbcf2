import Foundation
import Glibc
import Store
import TestSupport
import Testing

/// What a sweep's folder keeps, and what a sweep makes of things in it that are not its own.
struct SweepFolderTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  /// So many rates and seeds, in groups of eight.
  private static func sweep(
    _ more: String..., rates: Int = 8, seeds: Int = 8, steps: Int = 30
  ) -> [String] {
    let lr = rates == 8 ? "1e-3..10:8" : "1e-3"
    return [
      "sweep", iris, "--lr", lr, "--seeds", "\(seeds)", "--steps", "\(steps)", "--hidden", "8",
      "--out", "night",
    ] + more
  }

  private static func rows(_ name: String, in folder: TemporaryFolder) throws -> [[String]] {
    String(decoding: try folder.read("night/\(name)"), as: UTF8.self)
      .components(separatedBy: "\r\n").dropLast().map { $0.components(separatedBy: ",") }
  }

  @Test func `fewer axes leave every trial in the files`() throws {
    let folder = try TemporaryFolder()
    let names = ["trials.csv", "summary.csv", "curves.csv"]
    #expect(try Program.run(Self.sweep(), in: folder).status == 0)
    let whole = try names.map { try folder.read("night/\($0)") }
    let former = try names.map { try Self.rows($0, in: folder) }
    let run = try Program.run(Self.sweep(rates: 1, seeds: 3), in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("3 of 3 trials"))
    #expect(
      run.output.contains(
        "the folder holds 61 more trials beyond this plan (in_plan = false in trials.csv)"))
    for (name, rows) in zip(names, former) where name != "summary.csv" {
      let present = try Self.rows(name, in: folder)
      let flag = try #require(present[0].firstIndex(of: "in_plan"))
      #expect(present[0] == rows[0])
      // A trial's number is its place in the plan.
      let number = try #require(present[0].firstIndex(of: "number"))
      func others(_ row: [String]) -> [String] {
        row.indices.filter { $0 != flag && $0 != number }.map { row[$0] }
      }
      #expect(Set(present.map(others)) == Set(rows.map(others)))
      let flags = present.dropFirst().map { $0[flag] }
      #expect(flags.first == "true" && flags.last == "false")
      #expect(flags.drop { $0 == "true" }.allSatisfy { $0 == "false" }, "the plan's come first")
    }
    #expect(try Self.rows("trials.csv", in: folder).count { $0.contains("true") } == 3)
    #expect(try Self.rows("timings.csv", in: folder).count == 65)
    let summary = try Self.rows("summary.csv", in: folder)
    // The configuration of the plan, the other five seeds of it, and seven more.
    #expect(summary.dropFirst().map { $0[8] } == ["1"] + [String](repeating: "", count: 8))
    #expect(
      summary.dropFirst().map { $0[9] }.sorted() == ["3", "5"] + [String](repeating: "8", count: 7))
    for arguments in [
      Self.sweep("--json", rates: 1, seeds: 3), ["sweep", "--status", "night", "--json"],
    ] {
      let json = try Program.run(arguments, in: folder).json
      #expect(json["beyond_plan"] as? Int == 61)
      #expect(json["done"] as? Int == 3 && json["total"] as? Int == 3)
    }
    #expect(try Program.run(Self.sweep(), in: folder).status == 0)
    #expect(try names.map { try folder.read("night/\($0)") } == whole)
  }

  @Test func `fewer points leave every rate in the files`() throws {
    let folder = try TemporaryFolder()
    let find = ["sweep", Self.iris, "--kind", "find", "--steps", "60", "--out", "night"]
    #expect(
      [0, 3].contains(try Program.run(find + ["--optimizer", "sgd,adam"], in: folder).status))
    let former = try Self.rows("recommendations.csv", in: folder)
    let run = try Program.run(find + ["--optimizer", "sgd"], in: folder)
    #expect(run.output.contains("the folder holds 1 more rate and "), "\(run.output)")
    #expect(run.output.contains("(in_plan = false in recommendations.csv)"))
    let present = try Self.rows("recommendations.csv", in: folder)
    #expect(Set(present.map { $0[0] }) == Set(former.map { $0[0] }))
    #expect(present.map { $0[$0.count - 3] } == ["in_plan", "true", "false"])
    #expect(present[2][2...8] == former.first { $0[0] == present[2][0] }?[2...8])
  }

  /// What becomes of a folder under a sweep, and what is said; it may be noticed between two steps.
  static let losses: [(command: String, says: String)] = [
    ("rm -rf night", "night: was deleted while the sweep was running"),
    ("mv night away", "/away while the sweep was running"),
    ("mv night away; mkdir night", "/away"),
    ("rm -rf night; mkdir night", "night: was deleted"),
    ("rm night/sweep.sqlite", "night/sweep.sqlite: was deleted or moved away while"),
    (
      "cp night/sweep.sqlite other; mv other night/sweep.sqlite",
      "night/sweep.sqlite: was replaced by another file while"
    ),
    ("rm night/sweep.lock", "night/sweep.lock: was deleted or moved away while"),
  ]

  @Test(arguments: losses.indices, [false, true])
  func `a folder that is taken away ends the sweep`(index: Int, isFind: Bool) throws {
    let folder = try TemporaryFolder()
    let scratch = try TemporaryFolder()
    let arguments =
      isFind
      ? [
        "sweep", Self.iris, "--kind", "find", "--steps", "1000000", "--out", "night", "-q",
        "--optimizer", "sgd,adam", "--workers", "1",
      ]
      : Self.sweep("--workers", "1", "-q", steps: 400_000)
    let process = Program.process(arguments, in: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forUpdating: scratch.write(Data(), to: "err"))
    try process.run()
    let path = folder.url.appendingPathComponent("night").path
    process.wait { Self.isMarked(path) }
    try Self.shell(Self.losses[index].command, in: folder)
    process.waitUntilExit()
    let errors = String(decoding: try scratch.read("err"), as: UTF8.self)
    #expect(process.terminationReason == .exit && process.terminationStatus == 74, "\(errors)")
    #expect(errors.contains(Self.losses[index].says), "\(errors)")
    #expect(errors.count { $0 == "\n" } == 1, "\(errors)")
    let left =
      FileManager.default.enumerator(atPath: folder.url.path)?.allObjects as? [String] ?? []
    #expect(!left.contains { $0.hasSuffix(".csv") }, "\(left)")
    if folder.contents.contains("away") {
      #expect(try Program.run(["sweep", "--status", "away"], in: folder).status == 0)
    }
  }

  /// Whether a sweep has begun: its mark is in the file.
  private static func isMarked(_ folder: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: "\(folder)/sweep.sqlite"),
      let bytes = try? file.read(upToCount: 64)
    else { return false }
    // The user version stands in four bytes of the header.
    return bytes.count == 64 && bytes[60..<64] == Data([0, 0, 0, 1])
  }

  private static func shell(_ command: String, in folder: TemporaryFolder) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = folder.url
    try shell.run()
    shell.waitUntilExit()
  }

  @Test func `a store that was copied without its log is known`() throws {
    let folder = try TemporaryFolder()
    let process = Program.process(Self.sweep("--workers", "1", "-q", steps: 20_000), in: folder)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let path = folder.url.appendingPathComponent("night").path
    process.wait { (try? SweepStore.read(folder: path).counts().done) ?? 0 >= 8 }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try Self.shell(
      "mkdir half whole; cp night/sweep.sqlite half; cp night/sweep.sqlite night/*-wal whole",
      in: folder)
    let half = try Program.run(["sweep", "--status", "half"], in: folder)
    #expect(
      half.errors.contains(
        "half/sweep.sqlite: a sweep was writing to it, and its log, sweep.sqlite-wal"))
    #expect(half.errors.contains("it holds 0 finished trials;"), "\(half.errors)")
    for (name, arguments) in [
      ("whole", ["sweep", "--status", "whole"]),
      ("killed", Self.sweep("--time-limit", "1s", steps: 20_000)),
      ("stopped", ["sweep", "--status", "night"]),
    ] {
      let run = try Program.run(arguments, in: folder)
      #expect(
        [0, 75].contains(run.status) && !run.errors.contains("log"), "\(name): \(run.errors)")
    }
    // It ended in order, so a copy of the file alone is whole.
    try Self.shell("rm -r half; mkdir half; cp night/sweep.sqlite half", in: folder)
    let copy = try Program.run(["sweep", "--status", "half"], in: folder)
    #expect(copy.errors.isEmpty && copy.output.contains(" of 64 trials"), "\(copy.errors)")
  }

  @Test func `what killed processes left is removed, and nothing else`() throws {
    let folder = try TemporaryFolder()
    let night = folder.url.appendingPathComponent("night")
    try FileManager.default.createDirectory(at: night, withIntermediateDirectories: true)
    let (left, kept) = (
      [".lrfind-4000000-0.tmp", ".lrfind-4000000-12.tmp", ".lrfind-1-check.tmp"],
      [
        ".lrfind-4000000-0.tmp.csv", ".lrfind-x-0.tmp", ".lrfind-1.tmp", "lrfind-1-0.tmp",
        ".lrfind-2-2.tmp",
      ]
    )
    for name in left + kept { try folder.write("a part", to: "night/\(name)") }
    try Self.shell("ln -s ../mine night/.lrfind-3-3.tmp; echo mine > mine", in: folder)
    // One that a process is just writing.
    let written = open(night.appendingPathComponent(kept[4]).path, O_RDONLY)
    #expect(flock(written, LOCK_EX) == 0)
    defer { close(written) }
    #expect(try Program.run(Self.sweep(), in: folder).status == 0)
    let present = Set(try FileManager.default.contentsOfDirectory(atPath: night.path))
    #expect(present.isDisjoint(with: left))
    #expect(present.isSuperset(of: kept + [".lrfind-3-3.tmp"]))
    #expect(try folder.read("mine") == Data("mine\n".utf8))
  }

  /// Something else in the place of a file of ours: how it is made, and what is said of it.
  static let strangers: [(command: String, status: Int32, says: String)] = [
    ("ln -s ../mine night/sweep.lock", 73, "night/sweep.lock: is a symbolic link, where lrfind"),
    ("mkfifo night/sweep.lock", 73, "night/sweep.lock: is a pipe, where lrfind"),
    ("mkdir night/sweep.lock", 73, "night/sweep.lock: is a directory, where lrfind"),
    ("cp mine night/sweep.lock", 73, "night/sweep.lock: is a file that lrfind did not write"),
    ("ln mine night/sweep.lock", 73, "night/sweep.lock: is a file that lrfind did not write"),
    ("mkfifo night/sweep.sqlite", 65, "night/sweep.sqlite: this is not the store of a sweep"),
    ("ln -s ../mine night/sweep.sqlite", 65, "(it is a symbolic link)"),
    ("mkdir night/sweep.sqlite", 65, "(it is a directory)"),
    ("mkfifo night/sweep.sqlite-wal", 65, "night/sweep.sqlite-wal: this is not the store"),
    ("mkfifo night/sweep.sqlite-journal", 65, "(it is a pipe)"),
    ("mkfifo night/trials.csv", 73, "night/trials.csv: is a pipe or a socket that nobody reads"),
    ("ln -s ../mine night/trials.csv", 73, "night/trials.csv: exists and was not written by"),
    ("ln -s nowhere night/trials.csv", 73, "is a symbolic link to a file that is not there"),
    ("mkdir night/trials.csv", 73, "night/trials.csv: is a directory"),
  ]

  @Test(arguments: strangers.indices)
  func `a stranger in the place of a file is left alone`(index: Int) throws {
    let folder = try TemporaryFolder()
    let stranger = Self.strangers[index]
    try Self.shell("echo mine > mine; mkdir night; \(stranger.command)", in: folder)
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.status == (stranger.status == 65 ? 65 : 66), "\(status.errors)")
    let run = try Program.run(Self.sweep(), in: folder)
    #expect(run.status == stranger.status, "\(run.errors)")
    #expect(run.errors.contains(stranger.says), "\(run.errors)")
    #expect(try folder.read("mine") == Data("mine\n".utf8))
  }

  @Test func `result files are no pipes that nobody reads, nor links to nothing`() throws {
    let folder = try TemporaryFolder()
    try Self.shell("mkfifo pipe.csv pipe.yaml pipe.svg; ln -s nowhere link.csv", in: folder)
    for (arguments, path) in [
      (["train", Self.iris, "--lr", "0.1", "--steps", "5", "--out", "pipe.csv"], "pipe.csv"),
      (["train", Self.iris, "--lr", "0.1", "--steps", "5", "--out", "link.csv"], "link.csv"),
      (Self.sweep("--save-plan", "pipe.yaml"), "pipe.yaml"),
      (["descend", "x^2", "--from", "1", "--lr", "0.1", "--out", "pipe.csv"], "pipe.csv"),
    ] {
      let run = try Program.run(arguments, in: folder)
      #expect(run.status == 73, "\(arguments): \(run.errors)")
      #expect(run.errors.contains("\(path): is a "), "\(run.errors)")
    }
    let read = try Program.run(
      ["descend", "x^2", "--from", "1", "--lr", "0.1", "--out", "/dev/fd/3"], in: folder,
      through: ["/bin/bash", "-c", "\"$0\" \"$@\" 3> >(cat > piped.csv); wait $!"])
    #expect(read.status == 0, "\(read.errors)")
    #expect(try folder.read("piped.csv").starts(with: Data("base_learning_rate,".utf8)))
  }

  @Test(arguments: [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func `a stream that is closed is nobody's file`(closed: String) throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let run = try Program.run(
      Self.sweep("-q"), in: folder, through: ["/bin/sh", "-c", "exec \"$0\" \"$@\" \(closed)"])
    let isAnswerLost = closed.split(separator: " ").contains(">&-")
    #expect(run.status == (isAnswerLost ? 74 : 0), "\(run.errors)")
    if closed == ">&-" {
      #expect(run.errors.contains("the answer could not be written: Bad file descriptor"))
    }
    #expect(try Program.run(Self.sweep("-q"), in: other).status == 0)
    for name in ["trials.csv", "summary.csv", "curves.csv"] {
      #expect(try folder.read("night/\(name)") == other.read("night/\(name)"))
    }
    let status = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(status.json["done"] as? Int == 64, "\(status.errors)")
  }
}
