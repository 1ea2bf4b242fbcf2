import Experiment
import Tabular

extension ResultColumn where Row == Configuration {
  /// The axes of the search space. Every table that has axes has these, or those of a command.
  package static var axes: [Self] { columns(of: Axis.all) }

  static func columns(of axes: [Axis]) -> [Self] {
    axes.map { axis in
      ResultColumn(
        field: axis.column, group: nil, kind: axis.domain.kind, unit: axis.unit,
        meaning: axis.meaning
      ) { axis.value($0).cell }
    }
  }
}

extension ResultColumn {
  /// The axes of the configuration that a row is about.
  static func axes(
    _ axes: [Axis] = Axis.all, _ configuration: @escaping @Sendable (Row) -> Configuration
  ) -> [Self] {
    ResultColumn<Configuration>.columns(of: axes).map { $0.of(configuration) }
  }
}

extension Axis.Value {
  /// Widths stand between `x`: neither a number nor a date to a spreadsheet of whatever locale, unless
  /// there is one layer.
  var cell: ResultCell {
    switch self {
    case .text(let text): ResultCell(text)
    case .integer(let number): .integer(number)
    case .number(let number): ResultCell(number)
    case .widths(let widths): .list(widths.map { .integer($0) }, separator: "x")
    }
  }
}
