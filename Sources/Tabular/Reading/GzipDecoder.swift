import CZlib

/// Decompresses gzip data, also of several members one after the other.
final class GzipDecoder {
  private let name: String
  /// On the heap, because zlib keeps a pointer to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var isAtMemberEnd = false

  init(name: String) throws(DataError) {
    self.name = name
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: 1 << 16, alignment: 16)
    // 15 bits of window, and 16 for "gzip alone".
    let status = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw DataError(.inputOutput, source: name, "zlib does not start (status \(status))")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Fills `target` as far as the data reaches.
  ///
  /// - Parameters:
  ///   - target: Where the decompressed bytes go.
  ///   - refill: Reads compressed bytes; returns 0 at their end.
  /// - Returns: The number of bytes; 0 at the end.
  /// - Throws: `DataError` when the data is damaged or ends too early.
  func decode(
    into target: UnsafeMutableRawBufferPointer,
    refill: (UnsafeMutableRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) -> Int {
    stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(target.count)
    while stream.pointee.avail_out > 0 {
      if stream.pointee.avail_in == 0 {
        let count = try refill(input)
        guard count > 0 else {
          if isAtMemberEnd { break }
          throw damage("ends too early", remedy: "copy or download it again")
        }
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
      }
      if isAtMemberEnd {
        inflateReset(stream)
        isAtMemberEnd = false
      }
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isAtMemberEnd = true
      default:
        let detail = stream.pointee.msg.map { " (\(String(cString: $0)))" } ?? ""
        throw damage("is damaged\(detail)", remedy: "test it with gzip -t, and copy it again")
      }
    }
    return target.count - Int(stream.pointee.avail_out)
  }

  private func damage(_ problem: String, remedy: String) -> DataError {
    DataError(
      .unusableData, source: name, "the compressed data \(problem)", remedy: remedy)
  }
}
