import Foundation
import TestSupport
import Testing

/// What is wrong with arguments before any command reads them.
struct ArgumentTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  @Test(arguments: [["-8h"], ["-1h30m"], ["-8"], ["0h"], ["=-8h"]])
  func `a time limit that is none is told, not helped`(value: [String]) throws {
    let given =
      value[0].hasPrefix("=") ? ["--time-limit" + value[0]] : ["--time-limit"] + value
    let run = try Program.run(
      ["sweep", Self.iris, "--lr", "0.1"] + given, in: TemporaryFolder())
    let text = value[0].drop { $0 == "=" }
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(
      run.errors.contains(
        "--time-limit: '\(text)' is not a time longer than 0 and of at most 10000 days; give one such as "
          + "8h, 90m or 1h30m"),
      "\(run.errors)")
  }

  /// f(h) = −2h² has the slope −4h, so that a step of η = 0.1 from 1 leads to 1.4.
  @Test(arguments: [
    ["-2h^2", "--from", "1", "--lr", "0.1"], ["--from", "1", "--lr", "0.1", "--", "-2h^2"],
  ])
  func `a polynomial that begins with a minus and holds an h is no call for help`(
    arguments: [String]
  ) throws {
    let run = try Program.run(
      ["descend", "--steps", "1", "--csv"] + arguments, in: TemporaryFolder())
    #expect(run.status == 0 && run.output.contains(",1.4,"), "\(run.output)\(run.errors)")
  }

  @Test func `a command that is none is told`() throws {
    let folder = try TemporaryFolder()
    for (arguments, ending) in [
      (["trian", "a.csv", "--lr", "0.1"], "export; did you mean 'train'?\n"),
      (["together", "night"], "export\n"),
    ] {
      let run = try Program.run(arguments, in: folder)
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(
        run.errors == "lrfind: error: \(arguments[0]): there is neither such a command nor such a "
          + "file; the commands are find, train, sweep, merge, suggest, schedule, descend, report, \(ending)"
      )
    }
    // A word alone is a table, and a table that is there is none of the commands.
    #expect(try Program.run(["night"], in: folder).status == 66)
    try folder.write("a,b\n1,2\n", to: "night")
    #expect(try Program.run(["night", "a.csv"], in: folder).errors.contains("unexpected argument"))
    #expect(try Program.run(["help", "find"], in: folder).status == 0)
  }

  @Test(arguments: [
    (["help", "foo"], "help foo: there is no such command; the commands are find, train,"),
    (["suggest"], "give the file with the curve, such as lrfind suggest curve.csv"),
    (["sweep"], "lrfind: error: "),
    ([iris, "-o", "x.csv"], "unknown option '-o'; see 'lrfind find --help'\n"),
    (
      ["find", "--command", "true {lr} {steps}", "--steps", "9", "--target", "y"],
      "--target: it is about the training that is built in; an option of the command's own is an --axis\n"
    ),
    (["train", iris, "--lr", "0"], "--lr: '0' is not a number from 1e-30 to 1e30\n"),
    (
      ["train", iris, "--lr", "1e-3..1"],
      "--lr 1e-3..1: one rate is needed here; 'lrfind find' finds it"
    ),
    (["sweep", iris], "give --lr, as in 1e-4..1:13 or 0.1,0.01, or --kind find"),
  ])
  func `what is missing or has no place is told with the way out`(
    arguments: [String], says: String
  ) throws {
    let run = try Program.run(arguments, in: TemporaryFolder())
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(says), "\(run.errors)")
    #expect(run.errors.hasPrefix("lrfind: error: "))
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  /// A script that reads the rate sees why the status is 3.
  @Test func `a doubt is said beside the answer alone`() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0 % 7),\($0 * 5 % 11),\($0 % 3 > 1 ? "a" : "b")\n" }.joined()
    try folder.write("p,q,y\n" + rows, to: "t.csv")
    let run = try Program.run(["t.csv", "--quiet"], in: folder)
    #expect(run.status == 3 && Double(run.output.dropLast()) != nil)
    #expect(run.errors.hasPrefix("lrfind: warning: not confident: "))
  }

  @Test func `a rate given to find is told where rates go`() throws {
    let run = try Program.run([Self.iris, "--lr", "0.1"], in: TemporaryFolder())
    #expect(run.status == 64 && run.errors.contains("--compare 0.1 sets yours beside"))
    let help = try Program.run(["find", "--help"], in: TemporaryFolder())
    #expect(!help.output.contains("--lr"))
  }

  @Test(arguments: [["find", iris], ["train", iris, "--lr", "1"], ["sweep", iris, "--lr", "1"]])
  func `an empty name is no place`(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--out", ""], in: TemporaryFolder())
    #expect(run.status == 64 && run.errors.contains("--out: the name is empty"))
  }

  @Test func `help is still found`() throws {
    for arguments in [["-h"], ["sweep", "-h"], ["descend", "--json", "-h"], ["find", "--help"]] {
      let run = try Program.run(arguments, in: TemporaryFolder())
      #expect(run.status == 0 && run.output.contains("USAGE: lrfind"))
    }
  }

  /// An option of a command, as the program describes itself.
  private struct Option {
    var command: String
    var name: String
    var isRepeating: Bool
  }

  private static func options() throws -> [Option] {
    let run = try Program.run(["--experimental-dump-help"], in: TemporaryFolder())
    let program = try #require(run.json["command"] as? [String: Any])
    let commands = try #require(program["subcommands"] as? [[String: Any]])
    return commands.flatMap { command in
      (command["arguments"] as? [[String: Any]] ?? []).compactMap { argument in
        guard argument["kind"] as? String == "option",
          let names = argument["names"] as? [[String: String]], let name = names.first?["name"]
        else { return nil }
        return Option(
          command: command["commandName"] as? String ?? "", name: "--\(name)",
          isRepeating: argument["isRepeating"] as? Bool ?? false)
      }
    }
  }

  @Test func `an option that takes one value takes it once, in every command`() throws {
    let options = try Self.options()
    #expect(options.count { !$0.isRepeating } > 50 && options.count(where: \.isRepeating) > 15)
    let folder = try TemporaryFolder()
    for option in options {
      let run = try Program.run(
        [option.command, "x", option.name, "1", "\(option.name)=2"], in: folder)
      let refusal = "lrfind: error: \(option.name): it takes one value and is given more than once"
      #expect(run.errors.hasPrefix(refusal) != option.isRepeating, "\(option) \(run.errors)")
      if !option.isRepeating {
        #expect(run.status == 64 && run.errors.count { $0 == "\n" } == 1)
      }
    }
  }

  @Test func `what may be repeated is, and no command means find`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      [Self.iris, "--drop", "1", "--drop", "2", "--quiet", "--steps", "50"], in: folder)
    #expect([0, 3].contains(run.status), "\(run.errors)")
    #expect(run.errors.isEmpty == (run.status == 0), "\(run.errors)")
    let twice = try Program.run([Self.iris, "--seed", "1", "--seed", "1"], in: folder)
    #expect(twice.status == 64)
    #expect(
      twice.errors
        == "lrfind: error: --seed: it takes one value and is given more than once; leave it once\n")
  }

  /// The parser would take the next argument for the value, as of an empty variable of a shell.
  @Test func `an empty value behind an equals sign takes no argument`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run([Self.iris, "--missing=", "-q"], in: folder)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains("--missing: its value is empty; give one"), "\(run.errors)")
  }
}
