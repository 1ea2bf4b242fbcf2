/// The figures in what a training prints, line by line as it grows.
///
/// What is read are `name=value` and `name: value`, a loss with the number behind it, rows below a
/// header of names, and Python's dictionaries; the epoch or iteration is read beside it. Progress bars
/// write a line over with a carriage return, which ends a line here too.
struct LogLines {
  private(set) var log = MetricLog()
  /// The last lines that said something.
  private(set) var lastLines: [String] = []
  /// A name that is read also where no sign stands between it and its number.
  private let wanted: String?
  private var partial: [UInt8] = []
  private var epoch: Double?
  /// The names above a table.
  private var header: [String] = []

  private static let longestLine = 1 << 14
  private static let lineCount = 12

  init(wanted: String? = nil) { self.wanted = wanted }

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
    if readRow(line) { return }
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

/// Tables in print: fastai, skorch, scikit-learn's boosting.
extension LogLines {
  /// Reads a line as a header, or as a row below one.
  ///
  /// - Returns: Whether it is one of them.
  private mutating func readRow(_ line: String) -> Bool {
    let cells = Self.cells(of: line)
    guard cells.count > 1 else { return false }
    if cells.allSatisfy(Self.isTitle), cells.contains(where: { MetricName($0).isLoss }) {
      header = cells
      return true
    }
    guard cells.count == header.count, cells.contains(where: { Figure.value(of: $0) != nil }) else {
      return false
    }
    let values = cells.map(Figure.value)
    if let place = header.firstIndex(where: { Figure.isEpoch($0.lowercased()) }) {
      epoch = values[place] ?? epoch
    }
    for (name, value) in zip(header, values) where !Figure.isPlace(name.lowercased()) {
      if let value { log.add(value, to: name, place: epoch) }
    }
    return true
  }

  /// What stands between bars, tabs, or two blanks.
  private static func cells(of line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var blanks = 0
    func end() {
      if !cell.isEmpty { cells.append(cell) }
      cell = ""
    }
    for character in line {
      switch character {
      case " ":
        blanks += 1
        if blanks == 2 { end() }
      case "|", "\t", "│", "┃":
        blanks = 2
        end()
      default:
        if blanks == 1, !cell.isEmpty { cell += " " }
        blanks = 0
        cell.append(character)
      }
    }
    end()
    return cells
  }

  private static func isTitle(_ cell: String) -> Bool {
    Figure.value(of: cell) == nil && !cell.contains(where: { ":=,".contains($0) })
      && cell.contains(where: \.isLetter) && cell.first?.isNumber == false
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

  static func isEpoch(_ word: String) -> Bool {
    ["epoch", "epochs", "iteration", "iter", "round", "boosting_round"].contains(word)
  }

  /// Whether a word names a place in a training.
  static func isPlace(_ word: String) -> Bool {
    isEpoch(word) || ["step", "steps", "batch", "batches", "it", "global_step"].contains(word)
  }
}
