/// What was read of a column whose texts are numbers.
struct FormReading {
  let column: RawColumn
  let form: NumberForm
  /// How the table's other numbers are written.
  let syntax: NumberSyntax
  /// A text that is not written as the table's other numbers are; nil when all are.
  private(set) var example: String?
  /// How many cells hold numbers.
  private(set) var numbers = 0
  /// How many cells hold something else, and are missing.
  private(set) var ignored = 0
  /// Some of the different texts of these.
  private(set) var ignoredTexts: [String] = []
  /// Whether some numbers may not be exactly what the cells say.
  private(set) var isRounded = false
  /// Whether a word such as `INF` is among what is ignored.
  private(set) var hasInfinite = false

  /// How many texts a message shows.
  private static let mostTexts = 3
  /// How many columns a message names.
  private static let mostColumns = 3

  init(column: RawColumn, form: NumberForm, syntax: NumberSyntax) {
    self.column = column
    self.form = form
    self.syntax = syntax
  }

  /// Looks at cells with the same text.
  mutating func add(_ text: String, _ value: CellValue, cells: Int, isRounded: Bool) {
    switch value {
    case .missing: break
    case .number:
      numbers += cells
      self.isRounded = self.isRounded || isRounded || text.utf8.count > TableReader.exactLength
      if example == nil, Array(text.utf8).value(in: syntax) == .text { example = text }
    case .infinite, .text:
      ignored += cells
      if case .infinite = Array(text.utf8).value(in: syntax) { hasInfinite = true }
      if ignoredTexts.count <= Self.mostTexts, !ignoredTexts.contains(text) {
        ignoredTexts.append(text)
      }
    }
  }

  /// Whether nearly all cells are numbers.
  var isEnough: Bool {
    numbers * 100 >= FormTally.fewestPercent * (numbers + ignored)
  }

  /// What the user should know of it: a line for each column, but one for all that are alike.
  static func notes(of readings: [FormReading]) -> [String] {
    var notes: [String] = []
    var together: [(affix: NumberForm.Affix, readings: [FormReading])] = []
    for reading in readings {
      if reading.ignored > 0 {
        notes.append(reading.note)
      } else if reading.example != nil {
        if let place = together.firstIndex(where: { $0.affix == reading.form.affix }) {
          together[place].readings.append(reading)
        } else {
          together.append((reading.form.affix, [reading]))
        }
      }
    }
    return notes + together.map { note(of: $0.readings) }
  }

  private var note: String {
    let name = "column \(column.number) '\(column.name.singleLine)'"
    let list =
      ignoredTexts.prefix(Self.mostTexts).map { "'\($0.singleLine)'" }
      .joined(separator: ", ") + (ignoredTexts.count > Self.mostTexts ? ", …" : "")
    let cells = ignored == 1 ? "the cell with \(list) is" : "the \(ignored) cells with \(list) are"
    let how = example.map { "from texts such as '\($0.singleLine)'" } ?? "as numbers"
    return "\(name) is read \(how), and \(cells) missing (else say --categorical)"
  }

  private static func note(of readings: [FormReading]) -> String {
    let example = readings[0].example?.singleLine ?? ""
    let names = readings.prefix(mostColumns).map { "'\($0.column.name.singleLine)'" }
      .joined(separator: ", ")
    switch readings.count {
    case 1:
      return "column \(readings[0].column.number) \(names) is read from texts such as '\(example)'"
    case ...mostColumns: return "columns \(names) are read from texts such as '\(example)'"
    case let count:
      return "columns \(names) and \(count - mostColumns) more are read from texts such as "
        + "'\(example)'"
    }
  }
}
