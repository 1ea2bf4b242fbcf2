/// How the characters of a file are encoded.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case latin1 = "latin-1"
  case windows1252 = "cp1252"

  /// The encoding of a name, as Python, iconv and the web spell it; nil for another one.
  package init?(named name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "utf8", "utf8sig", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "ucs2": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "latin1", "l1", "iso88591", "88591": self = .latin1
    case "cp1252", "windows1252", "1252", "ansi", "mbcs": self = .windows1252
    default: return nil
    }
  }

  /// The characters of the bytes 0x80 to 0x9F in Windows-1252; zero where there is none.
  static let windowsCharacters: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are UTF-8, but for a character that may go on behind them.
  func isUTF8(isComplete: Bool) -> Bool {
    guard contains(where: { $0 >= 0x80 }) else { return true }
    let tail = isComplete ? 0 : Swift.min(count, suffix(3).reversed().prefix { $0 >= 0x80 }.count)
    for cut in 0...tail where String(validating: self[..<(count - cut)], as: UTF8.self) != nil {
      return true
    }
    return false
  }

  /// Whether the bytes are text in Windows-1252 and hardly in another encoding.
  ///
  /// Single letters of Western Europe stand among letters of ASCII; other encodings of one byte
  /// have the same letters in other places, or words of nothing else.
  var areUnambiguouslyWindows1252: Bool {
    var run = 0
    for index in indices {
      let byte = self[index]
      guard byte >= 0x80 else {
        run = 0
        continue
      }
      run += 1
      let isLetter = byte >= 0xC0 && !Self.otherLetters.contains(byte)
      let isSign = byte == 0x80 || (0x91...0x97).contains(byte) || (0xA0...0xBF).contains(byte)
      guard isLetter || isSign, run < 3 else { return false }
      // A sign within a word is a letter of another encoding.
      if isSign, byte != 0x92, byte != 0xA0, byte != 0xB7, index > 0, index + 1 < count,
        self[index - 1].isLetter, self[index + 1].isLetter
      {
        return false
      }
    }
    return true
  }

  /// The places in which Turkish and Icelandic encodings differ, and signs.
  private static let otherLetters: Set<UInt8> = [0xD0, 0xD7, 0xDD, 0xDE, 0xF0, 0xF7, 0xFD, 0xFE]
}
