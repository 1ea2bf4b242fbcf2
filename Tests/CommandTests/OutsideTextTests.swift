import Foundation
import Glibc
import TestSupport
import Testing

/// What stands in tables, plans, stores and arguments never acts on the terminal, and cannot pass
/// for an answer.
struct OutsideTextTests {
  /// One of each kind that does something else than to stand on a line.
  static let evil =
    "\n\nlearning rate 9.9   confident\n\r\t\u{7}\u{8}\u{1B}[31m\u{1B}[2m\u{1B}]0;title\u{7}\u{7F}"
    + "\u{80}\u{85}\u{9B}31m\u{9D}\u{61C}\u{200B}\u{200D}\u{200E}\u{200F}\u{2028}\u{2029}"
    + "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{FEFF}"
    + "\u{AD}\u{3164}\u{E0041}'`$(x)\\"

  private static func field(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// Every column has its evil name, and what a note could show of a column is evil too.
  private static let table: String = {
    let names = ["a", "constant", "gaps", "mixed", "a", "kinds", "class"].map { field($0 + evil) }
    let rows = (0..<60).map { row -> String in
      let cells = [
        "\(row * 7 % 11).5", "1", row % 9 == 0 ? "" : "\(row * 5 % 13)",
        row == 30 ? field("x" + evil) : "\(row * 3 % 17).25", "\(row * 11 % 19).75",
        field("\(row % 3)" + evil), field((row % 2 == 0 ? "u" : "v") + evil),
      ]
      return cells.joined(separator: ",")
    }
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }()

  private static let curve: String =
    (["\(field("lr" + evil)),\(field("loss" + evil)),\(field("note" + evil))"]
    + (0..<40).map { "\(pow(10, Double($0 - 30) / 10)),\(2 - Double($0) / 40),\(field(evil))" })
    .joined(separator: "\n") + "\n"

  private static let plan = """
    data: "t.csv"
    "lr\\e[31m\\u202E": 0.1
    lr: "x\\e[31m\\n\\u2028"
    optimizer: "sgd\\u009B"
    out: "night\\e[31m"
    """

  /// A folder with everything, under plain and under evil names.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["t.csv", "t\(evil).csv"] { try folder.write(table, to: name) }
    for name in ["c.csv", "c\(evil).csv"] { try folder.write(curve, to: name) }
    for name in ["p.yaml", "p\(evil).yaml"] { try folder.write(plan, to: name) }
    return folder
  }

  static let commands: [[String]] = {
    let (file, night) = ("t\(evil).csv", "night\(evil)")
    let sweep = [
      "sweep", file, "--lr", "0.01,0.1", "--steps", "10", "--hidden", "4", "--out", night,
    ]
    return [
      [file], [file, "-q"], [file, "--json"], [file, "--paste", "all", "--plot", "x\(evil).svg"],
      [file, "--optimizer", "sgd,adam"], [file, "--compare", "0.1"],
      ["t.csv", "--target", "a" + evil], ["t.csv", "--target", "no" + evil],
      ["t.csv", "--drop", evil], ["t.csv", "--numeric", "mixed" + evil],
      ["t.csv", "--task", "regression"], ["t.csv", "--schedule", evil],
      ["t.csv", "--optimizer", "sgd:x\(evil)=1"], ["t.csv", "--model", evil],
      ["t.csv", "--steps", evil], ["t.csv", "--delimiter", "\u{1B}"], ["t.csv", "--plot", evil],
      ["t.csv", "--out", "no\(evil)/x.csv"], ["t.csv", "--validation", "no" + evil],
      ["t.csv", "--kernels", evil], ["t.csv", "--no\(evil)"], [evil], [evil, evil],
      ["train", file, "--lr", "0.1"], ["train", file, "--lr", "0.1", "--json"],
      ["train", file, "--lr", evil], ["train", "no" + evil, "--lr", "0.1"],
      sweep + ["--dry-run"], sweep, sweep, sweep + ["--json"], ["sweep", "--status", night],
      ["sweep", "--status", night, "--json"], ["sweep", "--status", "no" + evil],
      sweep + ["--kind", "find"], ["sweep", "--status", night],
      ["sweep", "--status", night, "--json"],
      [
        "sweep", "t.csv", "--lr", "0.01", "--steps", "9000000", "--time-limit", "0.01s", "--out",
        night,
      ],
      ["sweep", "t.csv", "--lr", "1", "--drop", "gaps" + evil, "--out", night],
      ["sweep", "t.csv", "--lr", "0.01", "--save-plan", "s\(evil).yaml"],
      ["sweep", "s\(evil).yaml", "--dry-run"], ["sweep", "p.yaml"], ["sweep", "p\(evil).yaml"],
      ["sweep", "t.csv", "--lr", evil], ["sweep", "t.csv", "--lr", "1", "--time-limit", evil],
      ["suggest", "c\(evil).csv"], ["suggest", "c\(evil).csv", "--json"],
      ["suggest", "c.csv", "--loss-column", evil],
      ["suggest", "c.csv", "--loss-column", "note" + evil],
      ["suggest", "c.csv", "--lr-column", "lr" + evil, "--loss-column", "loss" + evil],
      ["suggest", "c.csv", "--lr-column", "lr" + evil, "--loss-column", "loss" + evil, "--json"],
      ["schedule", evil, "--lr", "1", "--steps", "10"], ["schedule", "cosine", "--lr", evil],
      ["descend", "x^2" + evil, "--from", "1", "--lr", "1"], ["descend", "x^2", "--from", evil],
      ["descend", "x^2", "--from", "1", "--lr", "0.1", "--out", "d\(evil).csv"],
      ["help", evil],
    ]
  }()

  /// The characters of an output that do something else than to stand on a line or to end it.
  private static func acting(in text: String) -> [String] {
    let ranges: [ClosedRange<UInt32>] = [
      0...9, 0xB...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x200B...0x200F,
      0x2028...0x202E, 0x2060...0x2069, 0x3164...0x3164, 0xFEFF...0xFEFF, 0xE0000...0xE0FFF,
    ]
    return text.unicodeScalars.filter { scalar in ranges.contains { $0.contains(scalar.value) } }
      .map { String($0.value, radix: 16) }
  }

  @Test func `no command lets them through, and none ends by a signal`() throws {
    let folder = try Self.folder()
    for arguments in Self.commands {
      let run = try Program.run(arguments, in: folder)
      let name = Comment("\(arguments): \(run.output) \(run.errors)")
      #expect([0, 3, 64, 65, 66, 73, 74, 75].contains(run.status), name)
      for text in [run.output, run.errors] {
        #expect(Self.acting(in: text) == [], name)
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("learning rate 9.9") }, name)
      }
      if arguments.contains("--json"), run.status == 0 || run.status == 3 {
        #expect(!run.json.isEmpty, name)
      }
    }
  }

  @Test func `JSON holds the names exactly`() throws {
    let folder = try Self.folder()
    let run = try Program.run(["t\(Self.evil).csv", "--json"], in: folder)
    let data = try #require(run.json["data"] as? [String: Any])
    #expect(data["source"] as? String == "t\(Self.evil).csv")
    let dropped = try #require(data["dropped"] as? [[String: Any]])
    #expect(dropped.contains { $0["column"] as? String == "constant" + Self.evil })
  }

  @Test func `a command to be typed again is read back by a shell`() throws {
    let folder = try Self.folder()
    let run = try Program.run(
      [
        "sweep", "t.csv", "--lr", "0.01", "--steps", "9000000", "--time-limit", "0.01s", "--out",
        "night" + Self.evil,
      ], in: folder)
    #expect(run.status == 75, "\(run.errors)")
    let command = try #require(run.errors.components(separatedBy: "go on with: lrfind ").last)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", "printf '%s\\0' \(command)"]
    shell.environment = ["LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let words = pipe.fileHandleForReading.readDataToEndOfFile().split(separator: 0)
    shell.waitUntilExit()
    #expect(words.map { String(decoding: $0, as: UTF8.self) }.last == "night" + Self.evil)
  }

  @Test func `a terminal gets our own colours and nothing else`() throws {
    let folder = try Self.folder()
    var (terminal, end) = (Int32(), Int32())
    try #require(openpty(&terminal, &end, nil, nil, nil) == 0)
    defer { close(terminal) }
    let process = Program.process(["t\(Self.evil).csv", "--paste", "all"], in: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
    process.environment?["NO_COLOR"] = nil
    let handle = FileHandle(fileDescriptor: end, closeOnDealloc: true)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    try handle.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(terminal, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    process.waitUntilExit()
    let shown = String(decoding: bytes, as: UTF8.self)
    #expect(shown.contains("\u{1B}[1m"))
    var plain = shown.replacingOccurrences(of: "\r\n", with: "\n")
    for own in ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[32m", "\u{1B}[33m", "\r\u{1B}[K"] {
      plain = plain.replacingOccurrences(of: own, with: "")
    }
    #expect(Self.acting(in: plain) == [], "\(plain)")
    #expect(!shown.contains("\u{1B}[31m"))
    // Faint is among our own; a name that asks for it is shown escaped where it stands.
    #expect(shown.contains(#"\u{1b}[2m"#))
  }
}
