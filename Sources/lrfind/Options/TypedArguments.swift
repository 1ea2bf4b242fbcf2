import FoundationEssentials
import Glibc
import Tabular

/// The arguments as they were typed, looked at before they are parsed.
struct TypedArguments {
  /// The arguments, without the program's name.
  let arguments: [String]
  /// The description of the whole program as `--experimental-dump-help` prints it. It is asked for
  /// only where something is doubtful.
  let help: () -> String

  /// The arguments with what the parser would misread put right.
  ///
  /// In whatever begins with one dash the parser looks for flags, and finds help in `-8h` and
  /// `-2h^2`. A dash and a digit begin no flag. Behind an option they begin its value, and `=` says
  /// so; others are no options, which `--` says of what is behind it.
  func unambiguous() -> [String] {
    var result: [String] = []
    var others: [String] = []
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    for argument in arguments[..<end] {
      let isNumber = argument.first == "-" && argument.dropFirst().first?.isNumber == true
      if !isNumber || !argument.contains("h") {
        result.append(argument)
      } else if let option = result.last, Self.name(option) == option,
        command?.takesValue(option) == true
      {
        result[result.count - 1] = "\(option)=\(argument)"
      } else {
        others.append(argument)
      }
    }
    others += arguments[end...].dropFirst()
    return others.isEmpty ? result : result + ["--"] + others
  }

  /// What is wrong when the first argument is meant as a command and is none; else nil.
  ///
  /// Without a command it is a table to find the rate for, and the parser would wonder about the
  /// argument behind it.
  ///
  /// - Parameter commands: The names of the commands.
  /// - Returns: One line, or nil.
  func unknownCommand(among commands: [String]) -> String? {
    if arguments.first == "help", let name = arguments.dropFirst().first, !name.hasPrefix("-"),
      !commands.contains(name)
    {
      return "help \(name): there is no such command; the commands are "
        + commands.joined(separator: ", ")
    }
    guard let name = arguments.first, name.allSatisfy(\.isLetter),
      !(commands + ["help"]).contains(name), access(name, F_OK) != 0
    else { return nil }
    let nearest = commands.nearest(to: name)
    let isBeforeAnother = arguments.count > 1 && !arguments[1].hasPrefix("-")
    // Alone it may be a table as well.
    guard isBeforeAnother || nearest?.first == name.first else { return nil }
    return "\(name): there is neither such a command nor such a file; the commands are "
      + commands.joined(separator: ", ") + (nearest.map { "; did you mean '\($0)'?" } ?? "")
  }

  /// The first option that the command does not have, with its dashes; nil where it has all.
  func unknownOption() -> String? {
    let known = Set(optionNames)
    return arguments.prefix { $0 != "--" }.compactMap(Self.name).first {
      !known.contains(String($0.dropFirst(2)))
    }
  }

  /// Whether an option is one of the training that is built in, where a command of the user's own is meant.
  func isForeignToCommand(_ option: String) -> Bool {
    isAboutCommand && optionNames.contains(String(option.drop { $0 == "-" }))
  }

  /// The option that was perhaps meant by one that the command does not have.
  ///
  /// - Parameter option: What was typed, with its dashes.
  /// - Returns: An option with its dashes, or nil.
  func nearestOption(to option: String) -> String? {
    let name = String(option.drop { $0 == "-" })
    // One letter is near to every other.
    guard name.count > 1 else { return nil }
    return optionNames.filter { $0.count > 1 && $0 != name }.nearest(to: name).map { "--\($0)" }
  }

  /// What is wrong when nothing stands behind the `=` of an option, for which the parser would take the next argument;
  /// else nil.
  func emptyValue() -> String? {
    arguments.prefix { $0 != "--" }.first { Self.name($0).map { "\($0)=" } == $0 }.map {
      "\($0.dropLast()): its value is empty; give one, or leave the option out"
    }
  }

  /// What is wrong when an option that takes one value is given twice, of which the parser would
  /// silently take the last; else nil.
  func repetition() -> String? {
    var seen: Set<String> = []
    let twice = arguments.prefix { $0 != "--" }.compactMap(Self.name).filter {
      !seen.insert($0).inserted
    }
    guard !twice.isEmpty else { return nil }
    let command = command
    guard let option = twice.first(where: { command?.takesOneValue($0) == true }) else {
      return nil
    }
    return "\(option): it takes one value and is given more than once; leave it once"
  }

  /// The command whose help belongs to the arguments.
  ///
  /// - Parameter commands: The names of the commands.
  /// - Returns: Its name with the program's, such as `lrfind sweep`.
  func page(among commands: [String]) -> String {
    guard let name = arguments.first else { return "lrfind" }
    if isAboutCommand { return "lrfind \(name == "sweep" ? name : "find") --command" }
    return "lrfind \(commands.contains(name) ? name : "find")"
  }

  /// The command that is meant, as the parser tells of it.
  private var command: Program.Command? {
    let program = try? JSONDecoder().decode(Program.self, from: Data(help().utf8)).command
    return program?.subcommand(arguments.first ?? "")
  }

  /// The long names of the command's options, without their dashes.
  private var optionNames: [String] { (command?.options ?? []) + ["help", "version"] }

  /// The name of the option that an argument gives, with its dashes; nil for any other.
  private static func name(_ argument: String) -> String? {
    guard argument.hasPrefix("--"), argument.count > 2 else { return nil }
    return String(argument.prefix { $0 != "=" })
  }
}

/// What the parser tells of the program, as far as it is needed here.
private struct Program: Decodable {
  struct Command: Decodable {
    var commandName: String
    var defaultSubcommand: String?
    var subcommands: [Command]?
    var arguments: [Argument]?

    /// The command that a first argument names, else the one that is run without a name.
    func subcommand(_ name: String) -> Command? {
      let named = subcommands?.first { $0.commandName == name }
      return named ?? subcommands?.first { $0.commandName == defaultSubcommand }
    }

    func takesValue(_ option: String) -> Bool { argument(option)?.kind == "option" }

    func takesOneValue(_ option: String) -> Bool {
      takesValue(option) && argument(option)?.isRepeating == false
    }

    /// The long names of all, without their dashes.
    var options: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.name) }

    private func argument(_ option: String) -> Argument? {
      arguments?.first { $0.names?.contains { "--\($0.name)" == option } ?? false }
    }
  }

  struct Argument: Decodable {
    struct Name: Decodable { var name: String }

    var kind: String
    var isRepeating: Bool
    var names: [Name]?
  }

  var command: Command
}
