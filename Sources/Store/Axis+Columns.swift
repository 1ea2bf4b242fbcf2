import Experiment
import GRDB
import Training

/// Not what GRDB calls so.
typealias Configuration = Experiment.Configuration

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

extension Configuration {
  /// Reads the columns of the axes, which stand in the order of `Axis.all`.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - first: The first of these columns.
  /// - Throws: `StoreError.damaged` with what is wrong.
  init(_ row: StoredRow, from first: Int) throws(StoreError) {
    // Every axis puts its own value into this one.
    self.init(
      Setting(
        schedule: .constant, optimizer: .sgd, weightDecay: 0, batchSize: 1, model: .logistic),
      learningRate: 1)
    for (place, axis) in Axis.all.enumerated() {
      let value = try row.value(first + place, of: axis.domain)
      do {
        try axis.restore(value, &self)
      } catch {
        throw row.damage(first + place, "\(error)")
      }
    }
  }
}

extension StoredRow {
  fileprivate func value(
    _ column: Int, of domain: Axis.Domain
  ) throws(StoreError) -> Axis.Value {
    switch domain {
    case .text(let isOptional):
      return .text(isOptional && isNull(column) ? nil : try text(column))
    case .integer(let domain): return .integer(try whole(column, domain))
    case .number(let domain): return .number(try real(column, domain))
    case .widths(let domain):
      return .widths(
        try parsed(column) { text in
          try text.split(separator: ",").map { try domain.read(String($0)) }
        })
    }
  }
}
