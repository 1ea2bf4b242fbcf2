/// Finds the end of one field, and its content without quotes (RFC 4180).
///
/// A quote in the middle of an unquoted field is an ordinary character. Spaces before an opening
/// and behind a closing quote are accepted.
final class FieldScanner {
  /// What ends a field.
  enum Terminator {
    case delimiter, newline, end
  }

  /// What a scan found.
  enum Outcome {
    /// A whole field; the scanner's properties describe it.
    case field(Terminator)
    /// The field may go on behind the bytes at hand.
    case incomplete
    /// No closing quote follows.
    case unclosedQuote
    /// Something else than a delimiter stands behind the closing quote.
    case textAfterQuote
    /// A byte 0, which no text has.
    case zeroByte
  }

  /// The field's text without quotes and surrounding spaces; valid until the next scan.
  private(set) var content = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The first byte behind the field and its terminator.
  private(set) var next: UnsafePointer<UInt8>
  /// The number of line ends inside the field, or before what is wrong with it.
  private(set) var innerNewlines = 0
  /// Whether the field was quoted.
  private(set) var isQuoted = false
  /// Whether all bytes of the content are ASCII.
  private(set) var isASCII = true
  /// The blanks around all fields so far.
  var padding: Padding = []

  private let delimiter: UInt8
  /// For content with doubled quotes, which has to be put together.
  private let scratch: UnsafeMutablePointer<UInt8>
  /// Marks the bytes at which an unquoted field may end.
  private let stops: UnsafeMutablePointer<Bool>

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    scratch = .allocate(capacity: BlockBuffer.fieldLimit + BlockBuffer.blockSize)
    next = UnsafePointer(scratch)
    stops = .allocate(capacity: 256)
    stops.initialize(repeating: false, count: 256)
    for byte in [0, 0x0A, 0x0D, delimiter] { stops[Int(byte)] = true }
  }

  deinit {
    scratch.deallocate()
    stops.deallocate()
  }

  /// Scans the field that starts at `start`.
  ///
  /// - Parameters:
  ///   - start: The field's first byte.
  ///   - end: The end of the bytes at hand.
  ///   - isComplete: Whether nothing follows `end`.
  /// - Returns: What was found; a whole field is described by the scanner's properties.
  /// - Complexity: O(length of the field)
  func scan(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, isComplete: Bool
  ) -> Outcome {
    isQuoted = false
    innerNewlines = 0
    var p = start
    while p < end, p.pointee == 0x20, delimiter != 0x20 { p += 1 }
    let first = p
    if p < end, p.pointee == UInt8(ascii: "\"") {
      let outcome = scanQuoted(from: p + 1, to: end, isComplete: isComplete)
      if case .field = outcome { notePadding(inFront: first > start, elsewhere: false) }
      return outcome
    }
    var union: UInt8 = 0
    while p < end, !stops[Int(p.pointee)] {
      union |= p.pointee
      p += 1
    }
    isASCII = union < 0x80
    content = UnsafeBufferPointer(start: start, count: p - start).trimmed
    guard let outcome = terminate(at: p, end: end, isComplete: isComplete) else { return .zeroByte }
    if case .field = outcome {
      notePadding(inFront: first > start, elsewhere: content.count < p - first)
    }
    return outcome
  }

  private func scanQuoted(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, isComplete: Bool
  ) -> Outcome {
    isQuoted = true
    var p = start
    var length = 0
    var union: UInt8 = 0
    while true {
      guard p < end else { return isComplete ? .unclosedQuote : .incomplete }
      let byte = p.pointee
      if byte == UInt8(ascii: "\"") {
        guard p + 1 < end || isComplete else { return .incomplete }
        guard p + 1 < end, p[1] == byte else { break }
        p += 1
      } else if byte == 0x0A || (byte == 0x0D && !(p + 1 < end && p[1] == 0x0A)) {
        innerNewlines += 1
      } else if byte == 0 {
        return .zeroByte
      }
      union |= byte
      scratch[length] = byte
      length += 1
      p += 1
    }
    p += 1
    let behind = p
    while p < end, p.pointee == 0x20, delimiter != 0x20 { p += 1 }
    isASCII = union < 0x80
    content = UnsafeBufferPointer(start: scratch, count: length).trimmed
    guard let outcome = terminate(at: p, end: end, isComplete: isComplete) else {
      return .textAfterQuote
    }
    if case .field = outcome {
      notePadding(inFront: false, elsewhere: p > behind || content.count < length)
    }
    return outcome
  }

  /// Remembers blanks around a whole field: one that goes on may only seem to end with some.
  private func notePadding(inFront: Bool, elsewhere: Bool) {
    if inFront { padding.insert(.inFront) }
    if elsewhere { padding.insert(.elsewhere) }
  }

  /// Looks at what stands behind a field; nil when it is no terminator.
  private func terminate(
    at p: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, isComplete: Bool
  ) -> Outcome? {
    guard p < end else {
      next = p
      return isComplete ? .field(.end) : .incomplete
    }
    switch p.pointee {
    case delimiter:
      next = p + 1
      return .field(.delimiter)
    case 0x0A:
      next = p + 1
      return .field(.newline)
    case 0x0D:
      guard p + 1 < end || isComplete else { return .incomplete }
      next = p + 1 < end && p[1] == 0x0A ? p + 2 : p + 1
      return .field(.newline)
    default:
      return nil
    }
  }
}
