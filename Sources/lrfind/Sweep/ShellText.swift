/// Text for a shell.
enum ShellText {
  /// The command that was typed, to be typed again.
  static func command(_ arguments: [String]) -> String {
    (["lrfind"] + arguments.dropFirst().map(quoted)).joined(separator: " ")
  }

  /// An argument as a shell reads it back.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "._-+/=,:%@".unicodeScalars.contains($0)
      }
    return isPlain
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: #"'\''"#) + "'"
  }
}
