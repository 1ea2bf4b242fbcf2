import Glibc
import Platform
import Tabular

/// Runs gnuplot.
package enum Gnuplot {
  /// Draws what a script says.
  ///
  /// Script, picture and messages go through files without a name, so that neither side ever waits
  /// for the other, as it could with pipes, and no shell is involved. The user's own gnuplot
  /// settings are not read.
  ///
  /// - Parameters:
  ///   - script: Commands that draw on standard output.
  ///   - program: The program, looked up in `PATH` unless it is a path.
  /// - Returns: What it drew.
  /// - Throws: `PlotError` when it cannot be started, fails, or draws nothing.
  package static func run(
    _ script: String, program: String = "gnuplot"
  ) throws(PlotError) -> [UInt8] {
    let input = try ScratchFile(Array(script.utf8))
    let (output, messages) = (try ScratchFile([]), try ScratchFile([]))
    let status = try spawn(
      [program, "-d", "-"], standardFiles: [input.number, output.number, messages.number])
    let picture = try output.content()
    guard status == 0, !picture.isEmpty else {
      throw PlotError.gnuplotFailed(message: reason(try messages.content(), status: status))
    }
    return picture
  }

  /// Whether gnuplot can be started.
  package static var isInstalled: Bool {
    (try? run("set terminal svg\nplot 0\n")) != nil
  }

  /// Starts a program, waits for its end, and returns its exit status, or 128 + the signal's number.
  private static func spawn(
    _ arguments: [String], standardFiles: [Int32]
  ) throws(PlotError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, number) in standardFiles.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, number, Int32(target))
    }
    var process: pid_t = 0
    let code = withCStrings(arguments) { list in
      withCStrings(environment) { environment in
        posix_spawnp(&process, arguments[0], &actions, nil, list, environment)
      }
    }
    if code == ENOENT { throw PlotError.gnuplotMissing }
    guard code == 0 else { throw .systemFailed(action: "starting gnuplot", code: code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw .systemFailed(action: "waiting for gnuplot", code: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// What gnuplot gets to know of the surroundings: where to find programs and fonts. Locale and
  /// time zone are fixed, as the picture must not depend on them.
  private static var environment: [String] {
    let names = ["PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE"]
    let kept = names.compactMap { name in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    return kept + ["LC_ALL=C.UTF-8", "TZ=UTC"]
  }

  /// The first line that tells of an error.
  private static func reason(_ messages: [UInt8], status: Int32) -> String {
    let lines = String(decoding: messages, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.shown.trimmingSpaces }
    // Behind the echoed command and a caret comes `line N: what is wrong`.
    let errors = lines.filter { $0.hasPrefix("line ") }
      .compactMap { line in line.firstRange(of: ": ").map { line[$0.upperBound...] } }
    if let error = errors.first(where: { !$0.hasPrefix("warning:") }) { return String(error) }
    return lines.first { !$0.isEmpty }
      ?? (status == 0 ? "it drew nothing" : "it ended with status \(status)")
  }

  /// Calls a function with a null-terminated array of C strings.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}

extension PlotError {
  package static func systemFailed(action: String, code: Int32) -> PlotError {
    .systemFailed(action: action, message: systemMessage(code))
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
