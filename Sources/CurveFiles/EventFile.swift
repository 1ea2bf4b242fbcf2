import Tabular

/// TensorBoard's event file: records of a length, its checksum, a message and its checksum.
///
/// Only scalars are read, as `SummaryWriter.add_scalar` of PyTorch and tensorboardX writes them
/// (`simple_value`) and as `tf.summary.scalar` does (a tensor of one element).
struct EventFile {
  /// One number under a tag.
  struct Scalar: Equatable {
    var step: Int64
    var tag: String
    var value: Double
  }

  private(set) var scalars: [Scalar] = []
  /// The bytes at the end that make no whole record: the writer was stopped, or is still writing.
  private(set) var bytesLeftOver = 0

  /// The bytes of a record in front of its message: the length and its checksum.
  private static let headSize = 12
  /// The bytes behind it.
  private static let tailSize = 4

  /// Adds what another file of the same run goes on with.
  mutating func append(_ other: EventFile) {
    scalars += other.scalars
    bytesLeftOver += other.bytesLeftOver
  }

  /// Whether a file begins with the head of a record.
  static func isRecognised(by lead: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lead.count >= headSize else { return false }
    return length(in: lead) != nil
  }

  /// The length in the head of a record; nil where its checksum says otherwise.
  private static func length(in head: UnsafeBufferPointer<UInt8>) -> Int? {
    let length = UnsafeBufferPointer(rebasing: head.prefix(8))
    let checksum = UnsafeBufferPointer(rebasing: head[8..<headSize]).littleEndian
    guard CRC32C.masked(length) == checksum else { return nil }
    return Int(exactly: length.littleEndian)
  }

  /// Reads all records.
  ///
  /// - Throws: `DataError` when a record is damaged.
  init(_ bytes: [UInt8], source: String) throws(DataError) {
    let problem: (place: Int, what: String)? = bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[place...])
        guard rest.count >= Self.headSize else { break }
        guard let length = Self.length(in: rest) else {
          return (place, "the length's checksum does not match")
        }
        let room = rest.count - Self.headSize - Self.tailSize
        guard length <= room else { break }
        let end = Self.headSize + length
        let message = UnsafeBufferPointer(rebasing: rest[Self.headSize..<end])
        let checksum = UnsafeBufferPointer(rebasing: rest[end..<end + Self.tailSize])
        guard CRC32C.masked(message) == checksum.littleEndian else {
          return (place, "its checksum does not match")
        }
        guard readEvent(message) else { return (place, "it is no event") }
        place += end + Self.tailSize
      }
      bytesLeftOver = bytes.count - place
      return nil
    }
    if let problem {
      throw DataError(
        .unusableData, source: source,
        "the record at byte \(problem.place) is damaged: \(problem.what)",
        remedy: "copy the event file again")
    }
  }

  /// Reads `Event { int64 step = 2; Summary summary = 5 }`, `Summary { repeated Value value = 1 }`.
  ///
  /// - Returns: Whether it is well-formed.
  private mutating func readEvent(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var event = WireMessage(bytes)
    var step: Int64 = 0
    var summaries: [UnsafeBufferPointer<UInt8>] = []
    while let (field, value) = event.next() {
      switch (field, value) {
      case (2, .varint(let number)): step = Int64(bitPattern: number)
      case (5, .bytes(let summary)): summaries.append(summary)
      default: break
      }
    }
    guard !event.isBroken else { return false }
    for bytes in summaries {
      var summary = WireMessage(bytes)
      while let (field, value) = summary.next() {
        guard field == 1, case .bytes(let entry) = value else { continue }
        guard readValue(entry, step: step) else { return false }
      }
      guard !summary.isBroken else { return false }
    }
    return true
  }

  /// Reads `Value { string tag = 1; float simple_value = 2; TensorProto tensor = 8 }`.
  private mutating func readValue(_ bytes: UnsafeBufferPointer<UInt8>, step: Int64) -> Bool {
    var message = WireMessage(bytes)
    var tag: String?
    var number: Double?
    while let (field, value) = message.next() {
      switch (field, value) {
      case (1, .bytes(let text)): tag = String(decoding: text, as: UTF8.self)
      case (2, .fixed32(let bits)): number = Double(Float(bitPattern: bits))
      case (8, .bytes(let tensor)): number = TensorScalar(tensor)?.value ?? number
      default: break
      }
    }
    if let tag, let number { scalars.append(Scalar(step: step, tag: tag, value: number)) }
    return !message.isBroken
  }
}
