import Glibc
import Platform

/// Bytes that are read in order.
protocol ByteSource: AnyObject {
  /// Reads the next bytes.
  ///
  /// - Returns: The number of bytes; 0 at the end.
  /// - Throws: `DataError` when reading fails or the compressed data is damaged.
  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int
}

/// The bytes of a source in order, decompressed where they are gzip.
///
/// A pipe is copied to `spool` as it is read, so that it can be read again.
final class ByteStream: ByteSource {
  private let file: FileDescriptor
  private let name: String
  private let spool: FileDescriptor?
  /// The first bytes of the file, which were read to see what it is.
  private var lead: [UInt8] = []
  private var decoder: GzipDecoder?
  /// Where a file that can be read at any place starts.
  private let start: Int?

  /// - Parameters:
  ///   - file: The open file, at its start.
  ///   - name: Its name in messages.
  ///   - spool: Where its bytes are copied to.
  ///   - start: Where it starts when it can be read at any place; nil for a pipe.
  /// - Throws: `DataError` when it cannot be read or is of a foreign format.
  init(
    file: FileDescriptor, name: String, spool: FileDescriptor?, start: Int?
  ) throws(DataError) {
    self.file = file
    self.name = name
    self.spool = spool
    self.start = start
    let first = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ForeignFormat.leadLength, alignment: 8)
    defer { first.deallocate() }
    var filled = 0
    while filled < first.count {
      let count = try readFile(into: UnsafeMutableRawBufferPointer(rebasing: first[filled...]))
      guard count > 0 else { break }
      filled += count
    }
    lead = Array(first[..<filled])
    if let format = ForeignFormat(lead, path: name) {
      throw DataError(
        .unusableData, source: name, "is \(format.name), not a CSV", remedy: format.remedy)
    }
    if lead.starts(with: [0x1F, 0x8B]) { decoder = try GzipDecoder(name: name) }
  }

  /// Whether the bytes of the file are gzip.
  var isCompressed: Bool { decoder != nil }

  /// The same bytes from an offset on, read without regard to this stream; nil where the file is
  /// compressed or a pipe.
  func section(at offset: Int) -> FileSection? {
    guard let start, decoder == nil else { return nil }
    return FileSection(file: file, name: name, offset: start + offset)
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let decoder else { return try readRaw(into: target) }
    return try decoder.decode(into: target) { (input) throws(DataError) in
      try readRaw(into: input)
    }
  }

  private func readRaw(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard lead.isEmpty else {
      let count = min(lead.count, target.count)
      target.copyBytes(from: lead[..<count])
      lead.removeFirst(count)
      // Filling up right away keeps the blocks large.
      guard count < target.count else { return count }
      return count + (try readFile(into: UnsafeMutableRawBufferPointer(rebasing: target[count...])))
    }
    return try readFile(into: target)
  }

  private func readFile(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      let count = Glibc.read(file.number, target.baseAddress, target.count)
      if count >= 0 {
        if let spool, count > 0 {
          try copy(UnsafeRawBufferPointer(rebasing: target[..<count]), to: spool)
        }
        return count
      }
      guard errno == EINTR else {
        throw DataError(
          .inputOutput, source: name, "reading failed: \(systemMessage(errno))",
          remedy: "check the disk")
      }
    }
  }

  private func copy(
    _ bytes: UnsafeRawBufferPointer, to spool: FileDescriptor
  ) throws(DataError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(spool.number, rest.baseAddress, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno != EINTR {
        throw DataError(
          .inputOutput, source: name,
          "the temporary copy cannot be written: \(systemMessage(errno))",
          remedy: "set TMPDIR to a folder with more room, or give a file instead of a pipe")
      }
    }
  }
}
