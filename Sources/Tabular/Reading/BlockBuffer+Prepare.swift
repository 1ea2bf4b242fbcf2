extension BlockBuffer {
  /// Reads the first block, steps over a byte-order mark, and refuses what is not text.
  ///
  /// What is not UTF-8 is read as what it is from here on.
  ///
  /// - Parameters:
  ///   - name: The file's name in messages.
  ///   - given: How it is encoded; nil to find out.
  /// - Returns: How it is encoded.
  /// - Throws: `DataError` when reading fails, or the file is empty or binary.
  @discardableResult
  func prepare(name: String, encoding given: TextEncoding? = nil) throws(DataError) -> TextEncoding
  {
    while rest.count < Self.blockSize, try refill() {}
    if rest.isEmpty {
      throw DataError(.unusableData, source: name, "is empty", remedy: "give a CSV with rows")
    }
    let (encoding, mark) = try findEncoding(name: name, given: given)
    position += mark
    if encoding != .utf8 {
      try goOn { Transcoder($0, encoding: encoding, name: name) }
    }
    return encoding
  }

  /// The encoding, and the bytes of the mark that says it.
  private func findEncoding(
    name: String, given: TextEncoding?
  ) throws(DataError) -> (encoding: TextEncoding, mark: Int) {
    let start = rest.prefix(1024)
    if start.starts(with: [0xEF, 0xBB, 0xBF]), given == nil || given == .utf8 { return (.utf8, 3) }
    if start.starts(with: [0xFF, 0xFE]), given?.isUTF16 ?? true { return (.utf16LittleEndian, 2) }
    if start.starts(with: [0xFE, 0xFF]), given?.isUTF16 ?? true { return (.utf16BigEndian, 2) }
    let zeros = start.indices.filter { start[$0] == 0 }
    if let given, given.isUTF16 || zeros.isEmpty { return (given, 0) }
    let oddZeros = zeros.count { $0 % 2 == 1 }
    if zeros.count * 5 > start.count * 2, oddZeros == 0 || oddZeros == zeros.count {
      throw DataError(
        .unusableData, source: name, "is UTF-16 without a mark that says so",
        remedy: "say --encoding utf-16\(oddZeros == 0 ? "be" : "le")")
    }
    guard zeros.isEmpty else {
      throw DataError(
        .unusableData, source: name, "is a binary file, not a CSV", remedy: "give a CSV")
    }
    let isOther = !rest.isUTF8(isComplete: isComplete) && rest.areUnambiguouslyWindows1252
    return (isOther ? .windows1252 : .utf8, 0)
  }

  /// Steps to the first record of a file of a known dialect, whose first block was read.
  ///
  /// - Throws: `DataError` when reading fails.
  func enter(_ dialect: Dialect) throws(DataError) {
    position += min(dialect.preamble.bytes, rest.count)
    if dialect.isAligned { try goOn { AlignedText($0) } }
  }

  /// Goes on with what becomes of the bytes that were not used, and of those behind them.
  private func goOn(as other: (any ByteSource) -> any ByteSource) throws(DataError) {
    change(to: other(LeadingBytes(Array(rest), then: stream)))
    while rest.count < Self.blockSize, try refill() {}
  }
}

extension BlockBuffer {
  /// Reads what is left, so that the copy of a pipe is whole.
  ///
  /// - Parameter body: Gets the bytes, block by block.
  /// - Throws: `DataError` when reading fails.
  func drain(_ body: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }) throws(DataError) {
    repeat {
      body(rest)
      position = end
    } while try refill()
  }
}

extension InputSource {
  /// Whether the file is text in Windows-1252 and hardly in another encoding.
  ///
  /// - Throws: `DataError` when it cannot be read, or has changed.
  func isWindows1252() throws(DataError) -> Bool {
    var isIt = true
    try read { (stream) throws(DataError) in
      try BlockBuffer(stream: stream).drain { isIt = isIt && $0.areUnambiguouslyWindows1252 }
    }
    return isIt
  }
}

extension TextEncoding {
  fileprivate var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}
