/// Text for a shell.
package enum ShellText {
  /// The command that was typed, to be typed again.
  package static func command(_ arguments: [String]) -> String {
    (["lrfind"] + arguments.dropFirst().map(quoted)).joined(separator: " ")
  }

  /// An argument as a shell reads it back.
  ///
  /// What is not seen in it is named by its bytes, as bash, zsh and ksh read it.
  package static func quoted(_ text: String) -> String {
    guard text.isShownAsItIs else { return ansiQuoted(text) }
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

  private static func ansiQuoted(_ text: String) -> String {
    let parts = text.unicodeScalars.map { scalar in
      switch scalar {
      case "'", "\\": return "\\\(scalar)"
      case _ where scalar.isSeen: return String(scalar)
      // Three octal digits end by themselves; hexadecimal ones would take in what follows.
      default:
        return SystemPath.bytes(String(scalar)).map { byte in
          let digits = String(byte, radix: 8)
          return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined()
      }
    }
    return "$'" + parts.joined() + "'"
  }
}
