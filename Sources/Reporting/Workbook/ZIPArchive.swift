import CZlib

/// An archive as workbooks are, to be looked at: which parts it has, and what is in them.
package struct ZIPArchive {
  package struct Part: Sendable {
    package var name: String
    /// Where its head and its entry in the directory begin.
    var (head, entry): (Int, Int)
    var packedCount: Int
    var count: Int
  }

  static let partSignature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  static let partHeadLength = 30
  private static let entrySignature: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
  private static let entryLength = 46
  private static let endSignature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
  private static let endLength = 22

  package let bytes: [UInt8]
  package let parts: [Part]

  /// - Parameter bytes: The whole file; nil where it is no archive, or not all of one, or has a comment.
  package init?(_ bytes: [UInt8]) {
    let end = bytes.count - Self.endLength
    guard end >= 0, bytes[end...].starts(with: Self.endSignature) else { return nil }
    func number(_ place: Int, _ length: Int) -> Int {
      bytes[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var place = number(end + 16, 4)
    var parts: [Part] = []
    for _ in 0..<number(end + 10, 2) {
      guard place + Self.entryLength <= end, bytes[place...].starts(with: Self.entrySignature)
      else { return nil }
      let nameEnd = place + Self.entryLength + number(place + 28, 2)
      let part = Part(
        name: String(decoding: bytes[place + Self.entryLength..<min(end, nameEnd)], as: UTF8.self),
        head: number(place + 42, 4), entry: place, packedCount: number(place + 20, 4),
        count: number(place + 24, 4))
      guard part.head + Self.partHeadLength + part.packedCount <= end else { return nil }
      parts.append(part)
      place = nameEnd + number(place + 30, 2) + number(place + 32, 2)
    }
    self.bytes = bytes
    self.parts = parts
  }

  /// What is in a part; nil where it is not whole.
  package func content(of part: Part) -> [UInt8]? {
    var content: [UInt8] = []
    content.reserveCapacity(part.count)
    return unpack(part) { content += $0 } ? content : nil
  }

  /// What a part begins and ends with; nil where it is not whole. A sheet may be larger than memory.
  func ends(of part: Part, first: Int, last: Int) -> (start: [UInt8], end: [UInt8])? {
    var (start, end): ([UInt8], [UInt8]) = ([], [])
    let isWhole = unpack(part) { piece in
      if start.count < first { start += piece.prefix(first - start.count) }
      end = Array((end.suffix(last) + piece.suffix(last)).suffix(last))
    }
    return isWhole ? (start, end) : nil
  }

  /// Unpacks a part piece by piece.
  ///
  /// - Returns: Whether it is whole.
  private func unpack(_ part: Part, _ take: (ArraySlice<UInt8>) -> Void) -> Bool {
    let lengths = [26, 28].map { Int(bytes[part.head + $0]) | Int(bytes[part.head + $0 + 1]) << 8 }
    let start = part.head + Self.partHeadLength + lengths[0] + lengths[1]
    guard start + part.packedCount <= bytes.count else { return false }
    var piece = [UInt8](repeating: 0, count: Self.pieceLength)
    var count = 0
    var stream = z_stream()
    // Deflated without a head of its own.
    guard
      inflateInit2_(
        &stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return false }
    defer { inflateEnd(&stream) }
    return bytes.withUnsafeBufferPointer { packed in
      stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress.map { $0 + start })
      stream.avail_in = UInt32(part.packedCount)
      var result = Z_OK
      while result == Z_OK {
        let length = piece.withUnsafeMutableBufferPointer { unpacked in
          stream.next_out = unpacked.baseAddress
          stream.avail_out = UInt32(unpacked.count)
          result = inflate(&stream, Z_NO_FLUSH)
          return unpacked.count - Int(stream.avail_out)
        }
        count += length
        take(piece[..<length])
      }
      return result == Z_STREAM_END && count == part.count
    }
  }

  private static let pieceLength = 1 << 16
}
