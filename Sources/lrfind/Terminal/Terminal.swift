import Glibc
import Platform
import Reporting

/// The two streams of the program: answers go to standard output, everything else to standard
/// error.
enum Terminal {
  /// Writes the answer, or a part of it.
  static func answer(_ answer: Answer) { write(bytes(of: answer)[...], to: 1) }

  /// Writes lines for people.
  static func answer(_ lines: [String]) { answer(.words(lines)) }

  /// Writes a JSON object as the answer.
  static func answer(json: String) { answer(.json(json)) }

  /// Writes a file as the answer.
  static func answer(_ bytes: [UInt8]) { write(bytes[...], to: 1) }

  /// Writes the answer, where the program has more to do whether or not anyone reads it.
  ///
  /// - Returns: Why it could not be written, or nil.
  static func tryAnswer(_ answer: Answer) -> String? {
    tryWrite(bytes(of: answer)[...], to: 1).map(problem)
  }

  private static func bytes(of answer: Answer) -> [UInt8] {
    let style = style(isColorWanted: true)
    let lines =
      switch answer {
      case .words(let lines): lines.map(style.guarded).flatMap(style.fitted)
      case .verbatim(let lines): lines.map(style.guarded)
      }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// A line on which nothing is set apart.
  private static func plain(_ line: String) -> String { Style(hasColor: false).guarded(line) }

  /// A line of standard error.
  private static func spelled(_ line: String) -> String {
    Style(hasColor: false, isASCII: isASCII).spelled(plain(line))
  }

  /// Writes a line about the work.
  static func note(_ line: String) { write("\(spelled(line))\n", to: 2) }

  /// Writes a warning.
  static func warn(_ line: String) { note("lrfind: warning: \(line)") }

  /// Writes an error and ends the program.
  static func fail(_ message: String, code: ExitStatus) -> Never {
    note("lrfind: error: \(message)")
    exit(code.rawValue)
  }

  /// Replaces the last line of standard error, of which the terminal shows as much as it has room for:
  /// a line that went on below would stay.
  static func showProgress(_ text: String) {
    let room = (columns(of: 2) ?? columns) - 1
    write("\r\u{1B}[K\(spelled(text).prefix(room))", to: 2)
  }

  /// Whether progress may be shown by replacing a line.
  static var isInteractive: Bool { isatty(2) == 1 }

  /// Whether somebody types and reads: nothing is piped into the program, nor out of it.
  static var isAttended: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// How the answer may be shown.
  ///
  /// `NO_COLOR` stands above `FORCE_COLOR` and `CLICOLOR_FORCE`, which stand above what the terminal is.
  static func style(isColorWanted: Bool) -> Style {
    let isDumb = variable("TERM") ?? "dumb" == "dumb"
    let isForced = ["FORCE_COLOR", "CLICOLOR_FORCE"].contains {
      variable($0).map { $0 != "0" } ?? false
    }
    let hasColor = isForced || isatty(1) == 1 && !isDumb
    return Style(
      hasColor: isColorWanted && variable("NO_COLOR") == nil && hasColor, columns: columns,
      isASCII: isASCII)
  }

  /// Whether the locale has no other characters: none is set, or one whose text is not UTF-8.
  private static var isASCII: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first ?? "C"
    return !["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
  }

  /// The value of a variable of the environment; nil where it is not set or empty.
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    guard let code = tryWrite(bytes, to: descriptor) else { return }
    // The terminal may be gone, with what a long run has still to do: notes alone stop nothing.
    guard descriptor == 1 else { return }
    // A closed pipe ends the reader's interest, not an error of ours.
    if code == EPIPE { exit(ExitStatus.done.rawValue) }
    fail(problem(code), code: .inputOutput)
  }

  private static func problem(_ code: Int32) -> String {
    "the answer could not be written: \(systemMessage(code))"
  }

  /// Writes all, or returns the error's code.
  private static func tryWrite(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
