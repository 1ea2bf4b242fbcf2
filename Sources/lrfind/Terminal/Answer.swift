/// What the program answers, and who reads it.
enum Answer {
  /// Lines for people, which are broken where the terminal ends.
  case words([String])
  /// Lines for a program, which stay as they are.
  case verbatim([String])

  /// A JSON object: a text in it has no line end of its own.
  static func json(_ json: String) -> Answer {
    .verbatim(json.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }
}
