import Glibc

/// Paths as texts that give their bytes back.
///
/// A file's name is bytes, which need not be UTF-8, and a `String` holds only what is. A byte that
/// belongs to no character is kept as a private one, U+10FE80 to U+10FEFF; so are the bytes of such a
/// character itself, so that the way back is never in doubt. For names in UTF-8 nothing changes.
package enum SystemPath {
  private static let firstPrivate: UInt32 = 0x10FE00

  /// The text that stands for a path.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { keptByte($0) != nil })
    {
      return text
    }
    var scalars = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let byte = rest.first {
      if let scalar = firstScalar(of: rest) {
        scalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        if let kept = Unicode.Scalar(firstPrivate + UInt32(byte)) { scalars.append(kept) }
        rest = rest.dropFirst()
      }
    }
    return String(scalars)
  }

  /// The bytes of a path that a text stands for.
  package static func bytes(_ text: String) -> [UInt8] {
    guard !isText(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      keptByte(scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
  }

  /// Whether a path is the text itself, with no byte that belongs to no character.
  package static func isText(_ path: String) -> Bool {
    !path.unicodeScalars.contains { keptByte($0) != nil }
  }

  /// The byte that a private character stands for.
  package static func keptByte(_ scalar: Unicode.Scalar) -> UInt8? {
    guard (firstPrivate + 0x80...firstPrivate + 0xFF).contains(scalar.value) else { return nil }
    return UInt8(scalar.value - firstPrivate)
  }

  /// The character that bytes begin with, unless it is one that stands for a byte.
  private static func firstScalar(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    for count in 1...4 where count <= bytes.count {
      guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else { continue }
      return text.unicodeScalars.first.flatMap { keptByte($0) == nil ? $0 : nil }
    }
    return nil
  }
}

extension String {
  /// Calls a function of the system with the bytes of a path.
  package func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let bytes = (SystemPath.bytes(self) + [0]).map { CChar(bitPattern: $0) }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("the end is there") }
      return body(base)
    }
  }
}

extension CommandLine {
  /// The arguments, as texts that give the bytes of a file's name back.
  package static var systemPaths: [String] {
    UnsafeBufferPointer(start: unsafeArgv, count: Int(argc)).compactMap { argument in
      argument.map {
        SystemPath.text(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
      }
    }
  }
}
