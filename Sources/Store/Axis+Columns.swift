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
  ///   - parameters: The column with those of a command, where there is one.
  /// - Throws: `StoreError.damaged` with what is wrong.
  init(_ row: StoredRow, from first: Int, parameters: Int? = nil) throws(StoreError) {
    if let parameters, !row.isNull(parameters) {
      let rate = first + (Axis.all.firstIndex { $0.column == Axis.learningRate.column } ?? 0)
      self.init(
        .ofCommand(try row.parameters(parameters)),
        learningRate: try row.real(rate, .learningRate))
      return
    }
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

extension Setting {
  /// What a command is given, as the store has it; nil where training is built in.
  var storedParameters: String? {
    parameters.map { parameters in
      parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: "\n")
    }
  }
}

extension StoredRow {
  fileprivate func parameters(_ column: Int) throws(StoreError) -> [String: String] {
    var parameters: [String: String] = [:]
    for line in try text(column).split(separator: "\n") {
      guard let sign = line.firstIndex(of: "=") else {
        throw damage(column, "'\(String(line).singleLine)' is not a parameter and its value")
      }
      parameters[String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
    return parameters
  }

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
