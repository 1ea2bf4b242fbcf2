/// The texts that stand for a missing value.
///
/// An empty cell is always missing. The words are the ones that pandas, R, SAS, MySQL and
/// spreadsheets write; the user adds some and takes some away.
///
/// It is handed to the reader of each cell that is no plain number, so it is one reference.
final class MissingWords: Equatable, Sendable {
  /// What is missing unless the user says otherwise.
  static let usual = [
    "NA", "N/A", "n/a", "NaN", "nan", "NAN", "-nan", "-NaN", "NaT", "null", "NULL", "None", "<NA>",
    "?", ".", #"\N"#, "#N/A", "#NA", "#NV", "#DIV/0!", "#NUM!", "#REF!", "#VALUE!", "#NAME?",
  ]

  /// Those that are also the names of classes: of a country, or of having nothing.
  private static let ambiguous: Set<String> = ["NA", "None"]

  /// The most words that the user may add: which of them a column uses is a bit each.
  static let mostAdded = 32

  /// The words, in the order of their numbers.
  let texts: [String]

  /// What the words say that are numbers.
  let numbers: [Double]

  private let words: [[UInt8]]
  /// The bytes of each word in one number, by which a cell is compared at once; 0 for a longer one.
  private let packed: [UInt64]
  private let added: Set<String>
  /// Which bytes a word begins with.
  private let isFirst: [Bool]
  private let longest: Int

  /// The words that are missing in every table.
  static let standard = MissingWords(adding: [], removing: [])

  init(adding added: [String], removing removed: [String]) {
    let new = added.filter { !Self.usual.contains($0) && !$0.isEmpty }
    texts = Self.usual.filter { !removed.contains($0) } + new
    words = texts.map { Array($0.utf8) }
    packed = words.map { $0.count <= 8 ? Self.pack($0) : 0 }
    self.added = Set(added)
    longest = words.reduce(0) { max($0, $1.count) }
    var isFirst = [Bool](repeating: false, count: 256)
    for word in words { isFirst[Int(word[0])] = true }
    self.isFirst = isFirst
    numbers = new.compactMap { word in
      if case .number(let value) = Array(word.utf8).value(in: .plain) { value } else { nil }
    }
  }

  private init() {
    (texts, words, packed, added, longest, numbers) = ([], [], [], [], 0, [])
    isFirst = Array(repeating: false, count: 256)
  }

  /// No words: an empty cell alone is missing.
  static let none = MissingWords()

  /// Whether a cell without surrounding spaces is missing.
  func isMissing(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.isEmpty || number(of: cell) != nil
  }

  /// The number of the word that a cell holds; nil when it holds another text, or none.
  func number(of cell: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = cell.first, isFirst[Int(first)], cell.count <= longest else { return nil }
    if cell.count <= 8 {
      let word = Self.pack(cell)
      for index in packed.indices where packed[index] == word { return index }
      return nil
    }
    return words.firstIndex { $0.count == cell.count && $0.elementsEqual(cell) }
  }

  /// Texts have no byte of zero, so that equal numbers mean equal bytes.
  private static func pack(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    for byte in bytes { word = word << 8 | UInt64(byte) }
    return word
  }

  /// Whether a word may be the name of a class, as the user did not say that it is missing.
  func mayNameClass(_ number: Int) -> Bool { classWords.contains(texts[number]) }

  /// The words that may be names of classes.
  var classWords: Set<String> { Self.ambiguous.subtracting(added).intersection(texts) }

  static func == (left: MissingWords, right: MissingWords) -> Bool {
    left === right || (left.texts == right.texts && left.added == right.added)
  }
}

/// Which of the missing words a column holds, a bit each; the last is for an empty cell.
struct MissingUse: Equatable, Sendable {
  private(set) var bits: UInt64 = 0

  mutating func insert(_ word: Int?) { bits |= 1 << UInt64(word ?? 63) }

  mutating func remove(_ word: Int) { bits &= ~(1 << UInt64(word)) }

  mutating func formUnion(_ other: MissingUse) { bits |= other.bits }

  func contains(_ word: Int) -> Bool { bits & 1 << UInt64(word) != 0 }

  /// The words, quoted, and whether cells are empty: `'NA' or empty`; nil when nothing is missing.
  func text(_ words: MissingWords) -> String? {
    var parts = words.texts.indices.filter(contains).map { "'\(words.texts[$0].singleLine)'" }
    if bits >> 63 != 0 { parts.append("empty") }
    guard let last = parts.popLast() else { return nil }
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " or " + last
  }
}
