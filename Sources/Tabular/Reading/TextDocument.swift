/// A small text file that is read whole: JSON or CSV, whichever it turns out to be.
package enum TextDocument: Sendable {
  /// The bytes of a file that begins with a brace or a bracket.
  case json([UInt8], source: String)
  case table(TextTable)

  /// The most bytes of JSON that are read.
  private static let sizeLimit = 64 << 20

  /// Reads a file.
  ///
  /// - Parameter path: A path, or `-` for standard input; plain or gzipped.
  /// - Returns: The bytes of the JSON, or the table.
  /// - Throws: `DataError` when it cannot be opened, is malformed, or too large.
  /// - Complexity: O(bytes), also in memory.
  package static func read(path: String) throws(DataError) -> TextDocument {
    let input = InputSource.at(path)
    let json = try input.read { (stream) throws(DataError) in try readJSON(stream, of: input) }
    if let json { return .json(json, source: input.name) }
    return .table(try TextTable(input))
  }

  /// Reads a stream to its end: what is left of a pipe must be read, so that its copy is whole.
  ///
  /// - Returns: The bytes; nil where they are no JSON.
  private static func readJSON(
    _ stream: ByteStream, of input: InputSource
  ) throws(DataError) -> [UInt8]? {
    let buffer = BlockBuffer(stream: stream)
    try buffer.prepare(name: input.name)
    let first = buffer.rest.first { !" \t\r\n".utf8.contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      repeat { buffer.position = buffer.end } while try buffer.refill()
      return nil
    }
    var bytes: [UInt8] = []
    repeat {
      bytes += buffer.rest
      buffer.position = buffer.end
      guard bytes.count <= sizeLimit else {
        throw DataError(
          .unusableData, source: input.name, "is larger than 64 MB",
          remedy: "give the learning rates and losses of one range test")
      }
    } while try buffer.refill()
    return bytes
  }
}
