/// A small file that is read whole: JSON, CSV or a binary format of the caller's, whichever it turns
/// out to be.
package enum TextDocument: Sendable {
  /// The bytes of a file that begins with a brace or a bracket.
  case json([UInt8], source: String)
  case table(TextTable)
  /// The bytes of a file that the caller recognised.
  case binary([UInt8], source: String)

  /// The most bytes of JSON that are read.
  private static let sizeLimit = 64 << 20
  /// The most bytes of a binary file that are read.
  private static let binaryLimit = 512 << 20
  /// The bytes by which a binary file is recognised.
  private static let leadSize = 16

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input; plain or gzipped.
  ///   - isBinary: Recognises a binary file by its first bytes, at least 16 where it has them.
  /// - Returns: The bytes of the JSON or the binary file, or the table.
  /// - Throws: `DataError` when it cannot be opened, is malformed, or too large.
  /// - Complexity: O(bytes), also in memory.
  package static func read(
    path: String, isBinary: (UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(DataError) -> TextDocument {
    let input = InputSource.at(path)
    let whole = try input.read { (stream) throws(DataError) in
      try readWhole(stream, of: input, isBinary: isBinary)
    }
    if let whole { return whole }
    return .table(try TextTable(input))
  }

  /// Reads a stream to its end: what is left of a pipe must be read, so that its copy is whole.
  ///
  /// - Returns: The document; nil where it is neither JSON nor binary.
  private static func readWhole(
    _ stream: ByteStream, of input: InputSource, isBinary: (UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(DataError) -> TextDocument? {
    let buffer = BlockBuffer(stream: stream)
    while buffer.rest.count < leadSize, try buffer.refill() {}
    if isBinary(buffer.rest) {
      buffer.isBinary = true
      let bytes = try rest(of: buffer, limit: binaryLimit, input: input)
      return .binary(bytes, source: input.name)
    }
    let encoding = try buffer.prepare(name: input.name)
    let first = buffer.rest.first { !" \t\r\n".utf8.contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      repeat { buffer.position = buffer.end } while try buffer.refill()
      return nil
    }
    guard encoding != .windows1252 else {
      throw DataError(
        .unusableData, source: input.name, "the text is not UTF-8",
        remedy: "write it anew, for example with json.dump")
    }
    return .json(
      try rest(of: buffer, limit: sizeLimit, input: input), source: input.name)
  }

  /// All bytes that were not used yet.
  private static func rest(
    of buffer: BlockBuffer, limit: Int, input: InputSource
  ) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    repeat {
      bytes += buffer.rest
      buffer.position = buffer.end
      guard bytes.count <= limit else {
        throw DataError(
          .unusableData, source: input.name, "is larger than \(limit >> 20) MB",
          remedy: "give the learning rates and losses of one range test")
      }
    } while try buffer.refill()
    return bytes
  }
}
