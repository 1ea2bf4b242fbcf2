import Glibc

/// A window on a byte stream: what was read and not used yet lies contiguous in it.
final class BlockBuffer {
  /// The most bytes that one field may have.
  static let fieldLimit = 1 << 20
  /// The number of bytes that are asked for at once.
  static let blockSize = 1 << 20

  /// The first byte that was not used yet.
  var position: UnsafePointer<UInt8>
  /// The end of the bytes that were read.
  private(set) var end: UnsafePointer<UInt8>
  /// Whether nothing follows `end`.
  private(set) var isComplete = false

  private let storage: UnsafeMutablePointer<UInt8>
  private let blockSize: Int
  private(set) var stream: any ByteSource
  /// Whether the bytes are those of the file, so that any part of it can be read alike.
  private(set) var isFile = true
  /// Whether the bytes are no text. Where they are, a last byte of 0x1A, by which DOS marks the end of
  /// a file, is left out.
  var isBinary = false
  /// How many bytes of the stream lie before `end`.
  private var endOffset = 0

  /// - Parameters:
  ///   - stream: Where the bytes come from.
  ///   - blockSize: How many are asked for at once, at most `BlockBuffer.blockSize`.
  init(stream: any ByteSource, blockSize: Int = BlockBuffer.blockSize) {
    precondition(blockSize <= Self.blockSize)
    self.stream = stream
    self.blockSize = blockSize
    storage = .allocate(capacity: Self.fieldLimit + blockSize)
    position = UnsafePointer(storage)
    end = position
  }

  /// Forgets what was read, and goes on with another stream, whose first byte is the one at an
  /// offset of the file.
  func restart(with stream: any ByteSource, at offset: Int) {
    self.stream = stream
    position = UnsafePointer(storage)
    end = position
    endOffset = offset
    isComplete = false
  }

  /// Forgets what was read, and goes on with what comes of it otherwise.
  func change(to stream: any ByteSource) {
    restart(with: stream, at: 0)
    isFile = false
  }

  /// How many bytes of the file lie before `position`.
  var offset: Int { endOffset - (end - position) }

  /// Where the byte at an offset of the file lies, or would lie if it were read.
  func address(ofOffset offset: Int) -> UInt {
    UInt(bitPattern: position) &+ UInt(bitPattern: offset - self.offset)
  }

  deinit { storage.deallocate() }

  /// The bytes that were read and not used yet.
  var rest: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: position, count: end - position)
  }

  /// Moves the unused bytes to the front and reads more behind them.
  ///
  /// - Returns: Whether bytes were added; false when the stream is at its end, or the unused bytes
  ///   are more than a field may have.
  /// - Throws: `DataError` when reading fails.
  func refill() throws(DataError) -> Bool {
    let count = end - position
    guard count <= Self.fieldLimit, !isComplete else { return false }
    memmove(storage, position, count)
    position = UnsafePointer(storage)
    let target = UnsafeMutableRawBufferPointer(start: storage + count, count: blockSize)
    let added = try stream.read(into: target)
    end = position + count + added
    endOffset += added
    isComplete = added == 0
    if isComplete, !isBinary, end > position, end[-1] == 0x1A {
      end -= 1
      endOffset -= 1
    }
    return added > 0
  }
}
