/// The figures in what a training prints, line by line as it grows.
///
/// What is read are `name=value` and `name: value`, a loss with the number behind it, Python's
/// dictionaries, and tables (`PrintedTable`); the epoch or iteration is read beside it. Progress bars
/// write a line over with a carriage return, which ends a line here too.
struct LogLines {
  private(set) var log = MetricLog()
  /// The last lines that said something.
  private(set) var lastLines: [String] = []
  /// A name that is read also where no sign stands between it and its number.
  private let wanted: String?
  private var partial: [UInt8] = []
  private var epoch: Double?
  private var table: PrintedTable

  private static let longestLine = 1 << 14
  private static let lineCount = 12

  init(wanted: String? = nil) {
    self.wanted = wanted
    table = PrintedTable(wanted: wanted)
  }

  /// Takes in what was printed since.
  mutating func read(_ bytes: some Collection<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        endLine()
      } else if partial.count < Self.longestLine {
        partial.append(byte)
      }
    }
  }

  /// Takes in the last line where no end follows it.
  mutating func finish() { endLine() }

  private mutating func endLine() {
    defer { partial.removeAll(keepingCapacity: true) }
    guard !partial.isEmpty else { return }
    let line = Self.plain(String(decoding: partial, as: UTF8.self))
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    if lastLines.count == Self.lineCount { lastLines.removeFirst() }
    lastLines.append(line)
    if let row = table.read(line) {
      epoch = row.epoch ?? epoch
      for figure in row.figures { log.add(figure.value, to: figure.name, place: epoch) }
      return
    }
    var reader = LineFigures(line, wanted: wanted)
    reader.read()
    if let epoch = reader.epoch { self.epoch = epoch }
    for figure in reader.figures { log.add(figure.value, to: figure.name, place: epoch) }
  }

  /// The line without what moves a terminal's cursor or colours it.
  private static func plain(_ line: String) -> String {
    guard line.unicodeScalars.contains("\u{1B}") else { return line }
    var text = String.UnicodeScalarView()
    var rest = Substring(line).unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}" else {
        text.append(scalar)
        continue
      }
      guard rest.first == "[" else { continue }
      rest.removeFirst()
      while let next = rest.popFirst(), !("@"..."~").contains(next) {}
    }
    return String(text)
  }
}

/// A name and its number.
struct Figure: Equatable {
  var name: String
  var value: Double

  /// A number, also NaN and infinity in the spellings of programs, and what stands before a per cent
  /// sign; nil for what is none.
  static func value(of text: some StringProtocol) -> Double? {
    var text = Substring(text)
    if text.hasSuffix("%") { text.removeLast() }
    guard let first = text.first, first.isNumber || "+-.nNiI".contains(first) else { return nil }
    let lowered = text.lowercased()
    let unsigned = lowered.drop { "+-".contains($0) }
    if ["nan", "nan."].contains(unsigned) { return .nan }
    if ["inf", "infinity"].contains(unsigned) {
      return lowered.first == "-" ? -.infinity : .infinity
    }
    guard lowered.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.e".contains($0)) }),
      let number = Double(lowered)
    else { return nil }
    return number
  }

  private static let scores: Set = [
    "acc", "accuracy", "auc", "f1", "r2", "score", "acc1", "top1", "precision", "recall", "map",
  ]

  /// Whether a word names a score, the more the better.
  static func isScore(_ word: String) -> Bool { scores.contains(word) }

  static func isEpoch(_ word: String) -> Bool {
    ["epoch", "epochs", "iteration", "iter", "round", "boosting_round"].contains(word)
  }

  /// Whether a word names a place in a training.
  static func isPlace(_ word: String) -> Bool {
    isEpoch(word) || ["step", "steps", "batch", "batches", "it", "global_step"].contains(word)
  }
}
