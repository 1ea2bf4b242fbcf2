/// Text of another encoding, as UTF-8.
final class Transcoder: ByteSource {
  private let source: any ByteSource
  private let encoding: TextEncoding
  private let name: String
  private let chunk: UnsafeMutableRawBufferPointer
  /// The first byte of a unit, where its second was not read yet.
  private var half: UInt8?
  /// The first unit of a pair, where its second was not read yet.
  private var high: UInt32?
  private var line = 1

  init(_ source: any ByteSource, encoding: TextEncoding, name: String) {
    self.source = source
    self.encoding = encoding
    self.name = name
    chunk = .allocate(byteCount: BlockBuffer.blockSize / 4, alignment: 16)
  }

  deinit { chunk.deallocate() }

  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled == 0 {
      // A byte becomes three at most, and what was left over four.
      let room = UnsafeMutableRawBufferPointer(
        rebasing: chunk[..<min(chunk.count, max(0, target.count - 4) / 3)])
      let count = try source.read(into: room)
      guard count > 0 else {
        guard half == nil, high == nil else { throw damage() }
        return 0
      }
      for byte in room[..<count] {
        guard let scalar = try scalar(byte), let encoded = UTF8.encode(scalar) else { continue }
        if scalar == "\n" { line += 1 }
        for byte in encoded {
          target[filled] = byte
          filled += 1
        }
      }
    }
    return filled
  }

  /// The character that a byte completes.
  private func scalar(_ byte: UInt8) throws(DataError) -> Unicode.Scalar? {
    switch encoding {
    case .utf8, .latin1: return Unicode.Scalar(byte)
    case .windows1252:
      guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
      let character = TextEncoding.windowsCharacters[Int(byte) - 0x80]
      guard character > 0, let scalar = Unicode.Scalar(character) else { throw damage() }
      return scalar
    case .utf16LittleEndian, .utf16BigEndian:
      guard let first = half else {
        half = byte
        return nil
      }
      half = nil
      let (low, upper) = encoding == .utf16LittleEndian ? (first, byte) : (byte, first)
      return try scalar(unit: UInt32(upper) << 8 | UInt32(low))
    }
  }

  private func scalar(unit: UInt32) throws(DataError) -> Unicode.Scalar? {
    switch unit {
    case 0xD800..<0xDC00:
      guard high == nil else { throw damage() }
      high = unit
      return nil
    case 0xDC00..<0xE000:
      guard let first = high else { throw damage() }
      high = nil
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00))
    default:
      guard high == nil else { throw damage() }
      return Unicode.Scalar(unit)
    }
  }

  private func damage() -> DataError {
    DataError(
      .unusableData, source: name, line: line, "is not \(encoding.rawValue)",
      remedy: "give another --encoding, or copy the file again")
  }
}

/// Bytes that were read already, and those of a source behind them.
final class LeadingBytes: ByteSource {
  private var lead: ArraySlice<UInt8>
  private let source: any ByteSource

  init(_ lead: [UInt8], then source: any ByteSource) {
    self.lead = lead[...]
    self.source = source
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard !lead.isEmpty else { return try source.read(into: target) }
    let count = min(lead.count, target.count)
    target.copyBytes(from: lead.prefix(count))
    lead = lead.dropFirst(count)
    return count
  }
}
