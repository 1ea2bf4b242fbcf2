/// Texts as the cells of a workbook take them.
struct WorkbookText {
  let text: String
  /// Whether it had more characters than a cell takes.
  let isCut: Bool

  /// - Parameters:
  ///   - text: Any text. Newlines and tabs stay, other controls are shown as elsewhere, for XML has none.
  ///   - limit: The most characters, as UTF-16 counts them.
  init(_ text: String, limit: Int) {
    guard text.utf8.count > limit || !text.utf8.allSatisfy(Self.isPlain) else {
      (self.text, isCut) = (text, false)
      return
    }
    var whole = ""
    for scalar in text.unicodeScalars {
      if scalar.isSeen || scalar == "\n" || scalar == "\t" {
        whole.unicodeScalars.append(scalar)
      } else {
        whole += String(scalar).shown
      }
    }
    isCut = whole.utf16.count > limit
    self.text = Self.escaped(isCut ? Self.start(of: whole, limit: limit) : whole)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "_")
  }

  private static func start(of text: String, limit: Int) -> String {
    var count = 1
    var start = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      count += UTF16.width(scalar)
      if count > limit { break }
      start.append(scalar)
    }
    return String(start) + "…"
  }

  /// `_x0041_` is an A to a workbook, unless the first mark is written in that way itself.
  private static func escaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    return text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }
}
