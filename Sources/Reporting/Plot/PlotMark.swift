/// The mark by which we recognise a plot that we have drawn, and may therefore replace.
///
/// It stands near the start of the file: a comment in an SVG, a `Software` text in a PNG, and the
/// comment of four high bytes that follows the header of a PDF, whose other bytes may not move.
/// What gnuplot writes there about the time of drawing is removed.
package enum PlotMark {
  private static let comment = Array("<!-- Software: lrfind -->\n".utf8)
  private static let software = Array("Software\0lrfind".utf8)
  /// `lrfi` with the high bits set, as the comment is to tell a PDF from a text.
  private static let binaryComment: [UInt8] = Array("lrfi".utf8).map { $0 | 0x80 }
  private static let pngHeader: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The header and the first chunk, which is always IHDR.
  private static let pngStart = 8 + 25

  /// Whether a file of a format that begins with these bytes is one of ours.
  package static func isOurs(_ bytes: ArraySlice<UInt8>, format: PlotFormat) -> Bool {
    switch format {
    case .svg:
      bytes.starts(with: "<?xml".utf8) && bytes.firstRange(of: comment) != nil
    case .png:
      bytes.starts(with: pngHeader)
        && bytes.dropFirst(pngStart + 4).starts(with: "tEXt".utf8 + software)
    case .pdf:
      bytes.starts(with: "%PDF-".utf8) && bytes.dropFirst(10).starts(with: binaryComment)
    }
  }

  /// A file that gnuplot has drawn, marked and without its date.
  package static func marked(_ bytes: [UInt8], as format: PlotFormat) -> [UInt8] {
    var bytes = bytes
    switch format {
    case .svg:
      guard let newline = bytes.firstIndex(of: 0x0A) else { return bytes }
      bytes.insert(contentsOf: comment, at: newline + 1)
    case .png:
      guard bytes.count > pngStart else { return bytes }
      bytes.insert(contentsOf: chunk("tEXt".utf8 + software), at: pngStart)
    case .pdf:
      if bytes.count > 14, bytes[9] == UInt8(ascii: "%") {
        bytes.replaceSubrange(10..<14, with: binaryComment)
      }
      removeDate(&bytes)
    }
    return bytes
  }

  /// Puts a fixed date of the same length, as the places of what follows are written in the file.
  private static func removeDate(_ bytes: inout [UInt8]) {
    let key = Array("/CreationDate (D:".utf8)
    let fixed = Array("20000101000000".utf8)
    guard let found = bytes.firstRange(of: key), found.upperBound + fixed.count <= bytes.count
    else { return }
    bytes.replaceSubrange(found.upperBound..<found.upperBound + fixed.count, with: fixed)
  }

  /// A PNG's chunk: the length of the data, type and data, and their checksum.
  private static func chunk(_ typeAndData: some Collection<UInt8>) -> [UInt8] {
    bigEndian(UInt32(typeAndData.count - 4)) + typeAndData + bigEndian(checksum(typeAndData))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// CRC-32 as in the PNG specification, annex D.
  package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1
      }
    }
  }
}
