import GRDB

/// What a configuration puts into the columns of its axes.
struct AxisColumns {
  /// The columns' names, and as many places for values, with commas between them.
  var names: String { Self.names }
  var places: String { Self.places }
  let arguments: StatementArguments

  static let names = Axis.all.map(\.column).joined(separator: ", ")
  private static let places = Axis.all.map { _ in "?" }.joined(separator: ", ")
}

extension Configuration {
  var columns: AxisColumns {
    AxisColumns(arguments: StatementArguments(Axis.all.map { $0.value(self).databaseValue }))
  }
}

extension Axis.Value {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .integer(let number): number.databaseValue
    case .number(let number): number.databaseValue
    case .widths(let widths): widths.map(String.init).joined(separator: ",").databaseValue
    }
  }
}
