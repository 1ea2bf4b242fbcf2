/// Text whose columns are separated by runs of spaces or tabs, as it is read: each run is one tab,
/// and none stands at the ends of a line. What is in quotes stays as it is.
final class AlignedText: ByteSource {
  private let source: any ByteSource
  private var state = State()
  private let chunk: UnsafeMutableRawBufferPointer

  /// Where in a line the last byte stood.
  private struct State {
    var isLineStart = true
    var hasGap = false
    var isQuoted = false

    /// What comes of a byte: at most two.
    mutating func collapse(_ byte: UInt8, _ body: (UInt8) -> Void) {
      if isQuoted {
        if byte == UInt8(ascii: "\"") { isQuoted = false }
        body(byte)
        return
      }
      switch byte {
      case 0x20, 0x09:
        hasGap = true
        return
      case 0x0A, 0x0D:
        (hasGap, isLineStart) = (false, true)
        body(byte)
        return
      default:
        if hasGap || isLineStart {
          if !isLineStart { body(0x09) }
          // A quote within a field is an ordinary character.
          isQuoted = byte == UInt8(ascii: "\"")
        }
        (hasGap, isLineStart) = (false, false)
        body(byte)
      }
    }
  }

  init(_ source: any ByteSource) {
    self.source = source
    chunk = .allocate(byteCount: BlockBuffer.blockSize / 2, alignment: 16)
  }

  deinit { chunk.deallocate() }

  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled == 0 {
      let room = UnsafeMutableRawBufferPointer(
        rebasing: chunk[..<min(chunk.count, target.count / 2)])
      let count = try source.read(into: room)
      guard count > 0 else { return 0 }
      for byte in room[..<count] {
        state.collapse(byte) {
          target[filled] = $0
          filled += 1
        }
      }
    }
    return filled
  }

  /// The start of a file as it is read.
  static func collapsed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var state = State()
    var result: [UInt8] = []
    for byte in bytes { state.collapse(byte) { result.append($0) } }
    return result
  }
}
