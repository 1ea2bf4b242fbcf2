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
  private let capacity = BlockBuffer.fieldLimit + BlockBuffer.blockSize
  private let stream: ByteStream

  init(stream: ByteStream) {
    self.stream = stream
    storage = .allocate(capacity: capacity)
    position = UnsafePointer(storage)
    end = position
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
    let target = UnsafeMutableRawBufferPointer(start: storage + count, count: Self.blockSize)
    let added = try stream.read(into: target)
    end = position + count + added
    isComplete = added == 0
    return added > 0
  }
}
