/// The distinct texts of a column, each with a code in order of appearance.
///
/// It stops recording when there are more texts, or longer ones, than any model could use as
/// categories, so that a column of free text costs little memory.
final class TextDictionary {
  /// The most distinct texts that are recorded.
  static let textLimit = 4096
  /// The most bytes of all distinct texts together.
  static let byteLimit = 256 * 1024

  /// Whether texts were left out.
  private(set) var isOverfull = false
  /// The row at which it became overfull.
  private(set) var overfullRow: Int?
  /// The number of distinct texts; only a lower bound once it is overfull.
  var count: Int { starts.count - 1 }

  /// What the C loop knows of the texts, made when it is first asked for.
  private(set) lazy var knownTexts = KnownTexts()

  private var bytes: [UInt8] = []
  /// The position of each text in `bytes`, and the end of the last.
  private var starts: [Int] = [0]
  /// The row in which each text came first.
  private var firstRows: [Int32] = []
  /// Codes by hash, -1 where empty; its size is a power of two above twice the count.
  private var table: [Int32] = []

  /// Returns the code of a text, recording it when it is new.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - row: The row in which it is met.
  /// - Returns: The code and whether the text is new; nil when the dictionary is overfull.
  /// - Complexity: O(length), amortised.
  func code(for text: UnsafeBufferPointer<UInt8>, row: Int) -> (code: Int, isNew: Bool)? {
    guard !isOverfull else { return nil }
    // Most columns hold numbers, and there may be very many.
    if table.isEmpty { table = Array(repeating: -1, count: 64) }
    var position = Self.hash(text) & (table.count - 1)
    while table[position] >= 0 {
      let code = Int(table[position])
      if isText(code, equalTo: text) { return (code, false) }
      position = (position + 1) & (table.count - 1)
    }
    guard count < Self.textLimit, bytes.count + text.count <= Self.byteLimit else {
      overfill(at: row)
      return nil
    }
    let code = count
    firstRows.append(Int32(row))
    table[position] = Int32(code)
    bytes.append(contentsOf: text)
    starts.append(bytes.count)
    if count * 2 > table.count { rehash() }
    return (code, true)
  }

  /// Ends the recording, because of a text met in a row.
  func overfill(at row: Int) {
    guard !isOverfull else { return }
    isOverfull = true
    overfullRow = row
  }

  /// The row in which a text came first.
  func firstRow(of code: Int) -> Int { Int(firstRows[code]) }

  /// The bytes of a text.
  func bytes(of code: Int) -> ArraySlice<UInt8> {
    bytes[starts[code]..<starts[code + 1]]
  }

  /// The text as a string.
  func text(of code: Int) -> String {
    String(decoding: bytes(of: code), as: UTF8.self)
  }

  /// Whether every text satisfies a condition.
  func allTexts(_ condition: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    bytes.withUnsafeBufferPointer { all in
      (0..<count).allSatisfy {
        condition(UnsafeBufferPointer(rebasing: all[starts[$0]..<starts[$0 + 1]]))
      }
    }
  }

  private func isText(_ code: Int, equalTo text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[code]
    guard starts[code + 1] - start == text.count else { return false }
    for offset in 0..<text.count where bytes[start + offset] != text[offset] { return false }
    return true
  }

  private func rehash() {
    table = Array(repeating: -1, count: table.count * 4)
    bytes.withUnsafeBufferPointer { all in
      for code in 0..<count {
        let text = UnsafeBufferPointer(rebasing: all[starts[code]..<starts[code + 1]])
        var position = Self.hash(text) & (table.count - 1)
        while table[position] >= 0 { position = (position + 1) & (table.count - 1) }
        table[position] = Int32(code)
      }
    }
  }

  /// FNV-1a, folded so that the low bits depend on all of it.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 29))
  }
}
