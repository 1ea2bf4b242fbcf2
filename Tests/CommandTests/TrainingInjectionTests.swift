import Foundation
import TestSupport
import Testing

/// Values that a shell, a format or a place would take for more than a text, in everything that is said of a
/// command: none is.
struct TrainingInjectionTests {
  static let values = [
    "; touch broken", "$(touch broken)", "`touch broken`", "'; touch broken; '",
    "\"; touch broken; \"", "| touch broken", "&& touch broken", "> broken", "a b", "\\", "-x",
    "--lr=9", "{lr}", "{{lr}}", "%s%n", "*", "~", "$HOME", "#",
  ]

  /// Writes down what it is given, a word a line.
  private static let script = """
    printf '%s\\n' "$#" "$@" >> words.txt
    printf '%s\\n' "$X" >> variables.txt
    echo loss=1

    """

  private static func words(of file: String, in folder: TemporaryFolder) throws -> [String] {
    String(decoding: try folder.read(file), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  private static func folder() throws -> TemporaryFolder {
    try TrainingCommandTests.folder(script)
  }

  /// A value of an axis is one argument, a part of one, or a variable's value.
  @Test(arguments: values)
  func aValueOfAnAxisIsOneText(_ value: String) throws {
    let folder = try Self.folder()
    let run = try Program.run(
      [
        "sweep", "--command", "X={x} sh train.sh {lr} {x} --x={x} '{x}'", "--axis", "x=\(value)",
        "--lr", "0.1", "--out", "s",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try Self.words(of: "words.txt", in: folder) == ["4", "0.1", value, "--x=\(value)", value])
    #expect(try Self.words(of: "variables.txt", in: folder) == [value])
    #expect(Set(folder.contents) == ["s", "train.sh", "variables.txt", "words.txt"])
  }

  /// So is the folder of a run.
  @Test(arguments: values)
  func aFolderIsOneArgument(_ value: String) throws {
    let folder = try Self.folder()
    let run = try Program.run(
      ["sweep", "--command", "sh train.sh {out} {lr}", "--lr", "0.1", "--out=o\(value)"], in: folder
    )
    #expect(run.status == 0, "\(run.errors)")
    let words = try Self.words(of: "words.txt", in: folder)
    #expect(words.count == 3 && words[0] == "2" && words[1].contains("/o\(value)/runs/"))
    #expect(Set(folder.contents) == ["o\(value)", "train.sh", "variables.txt", "words.txt"])
  }

  /// What is no number, no file or no figure is refused in one line; nothing happens but that.
  @Test(arguments: [
    ("--lr", 64), ("--seed", 64), ("--seeds", 64), ("--epochs", 64), ("--run-timeout", 64),
    ("--workers", 64), ("--time-limit", 64), ("--watch", 66), ("--metric", 65), ("--metrics", 65),
  ])
  func anOptionIsNoProgram(_ option: String, _ status: Int32) throws {
    for value in Self.values {
      let folder = try Self.folder()
      let rate = option == "--lr" ? [] : ["--lr", "0.1"]
      let length = option == "--epochs" ? [] : ["--epochs", "2"]
      let run = try Program.run(
        [
          "sweep", "--command", "sh train.sh {lr} {epochs} {seed}", "--out", "s",
          "\(option)=\(value)",
        ] + rate + length, in: folder)
      #expect(run.status == status, "\(option)=\(value): \(run.errors)")
      #expect(run.errors.split(separator: "\n").count { $0.contains("lrfind: error: ") } == 1)
      #expect(!folder.contents.contains("broken"))
    }
  }
}
