/// The times of a table's rows, read cell by cell.
///
/// All must be written in one form, and it must be clear which: of `01/02/2024` some other row has to
/// say whether the day or the month comes first.
struct TimeColumn {
  /// Why a column says no order.
  enum Trouble: Error {
    case missing(line: Int)
    case unreadable(text: String, line: Int)
    /// It is written in another way than those before it.
    case otherForm(text: String, line: Int, first: String)
    /// Some name a time zone and some do not.
    case zones(text: String, line: Int)
    /// It may mean several days.
    case ambiguous(text: String)
  }

  /// The forms that fit all cells so far, with the time that each then says.
  private var columns: [(form: TimeForm, points: [TimePoint])] = []
  private var first: String?
  private var hasZone: Bool?
  /// What is wrong with the first cell that cannot be used.
  private(set) var trouble: Trouble?

  private let isUsed: [Bool]

  /// - Parameter isUsed: Whether each row of the table is used; the cells of others are not read.
  init(isUsed: [Bool]) { self.isUsed = isUsed }

  /// Looks at the next cell.
  mutating func add(_ cell: RawTable.Cell) {
    guard trouble == nil, isUsed[cell.row] else { return }
    var readings: [(form: TimeForm, point: TimePoint)]
    switch cell.value {
    case .missing:
      trouble = .missing(line: cell.line)
      return
    case .number(let value):
      let point = cell.exactNumber.map { TimePoint($0, value: value) } ?? TimePoint(value: value)
      readings = [(.number, point)]
    case .infinite, .text:
      let written = WrittenTime(cell.text)
      readings = written.readings
      if let zone = written.hasZone, !readings.isEmpty {
        guard hasZone ?? zone == zone else {
          trouble = .zones(text: text(of: cell), line: cell.line)
          return
        }
        hasZone = zone
      }
    }
    guard !readings.isEmpty else {
      trouble = .unreadable(text: text(of: cell), line: cell.line)
      return
    }
    guard let first else {
      first = text(of: cell)
      columns = readings.map { form, point in
        var points = [TimePoint](repeating: TimePoint(value: 0), count: isUsed.count)
        points[cell.row] = point
        return (form, points)
      }
      return
    }
    for place in columns.indices.reversed() {
      if let reading = readings.first(where: { $0.form == columns[place].form }) {
        columns[place].points[cell.row] = reading.point
      } else if columns.count > 1 {
        columns.remove(at: place)
      } else {
        trouble = .otherForm(text: text(of: cell), line: cell.line, first: first)
        return
      }
    }
  }

  private func text(of cell: RawTable.Cell) -> String {
    String(decoding: cell.text, as: UTF8.self)
  }

  /// The form of the times, and the time of each row of the table that is used.
  ///
  /// - Throws: `Trouble`.
  func times() throws(Trouble) -> (form: TimeForm, points: [TimePoint]) {
    if let trouble { throw trouble }
    guard let column = columns.first, columns.count == 1 else {
      throw .ambiguous(text: first ?? "")
    }
    return column
  }
}
