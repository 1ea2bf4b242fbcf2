import Glibc
import Platform
import Reporting

/// The two streams of the program: answers go to standard output, everything else to standard
/// error.
enum Terminal {
  /// Writes lines of the answer.
  static func answer(_ lines: [String]) { write(text(lines)[...], to: 1) }

  /// Writes a JSON object as the answer.
  static func answer(json: String) { answer(Self.lines(ofJSON: json)) }

  /// The lines of a JSON object: a text in it has no line end of its own.
  static func lines(ofJSON json: String) -> [String] {
    json.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Writes a file as the answer.
  static func answer(_ bytes: [UInt8]) { write(bytes[...], to: 1) }

  /// Writes lines of the answer, where the program has more to do whether or not anyone reads them.
  ///
  /// - Returns: Why they could not be written, or nil.
  static func tryAnswer(_ lines: [String]) -> String? {
    tryWrite(text(lines)[...], to: 1).map(problem)
  }

  /// The bytes of lines of the answer.
  private static func text(_ lines: [String]) -> [UInt8] {
    let style = style(isColorWanted: true)
    return Array(lines.map { style.guarded($0) + "\n" }.joined().utf8)
  }

  /// A line of standard error, on which nothing is set apart.
  private static func plain(_ line: String) -> String { Style(hasColor: false).guarded(line) }

  /// Writes a line about the work.
  static func note(_ line: String) { write("\(plain(line))\n", to: 2) }

  /// Writes a warning.
  static func warn(_ line: String) { note("lrfind: warning: \(line)") }

  /// Writes an error and ends the program.
  static func fail(_ message: String, code: ExitStatus) -> Never {
    note("lrfind: error: \(message)")
    exit(code.rawValue)
  }

  /// Replaces the last line of standard error.
  static func showProgress(_ text: String) { write("\r\u{1B}[K\(plain(text))", to: 2) }

  /// Whether progress may be shown by replacing a line.
  static var isInteractive: Bool { isatty(2) == 1 }

  /// Whether somebody types and reads: nothing is piped into the program, nor out of it.
  static var isAttended: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// How the answer may be set apart.
  static func style(isColorWanted: Bool) -> Style {
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    let isPlain = getenv("NO_COLOR").map { strlen($0) > 0 } ?? false
    return Style(hasColor: isColorWanted && isatty(1) == 1 && !isDumb && !isPlain)
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
