/// What a field of a table holds.
package enum ResultCell: Sendable, Hashable {
  case missing
  case text(String)
  case integer(Int)
  /// A finite number.
  case number(Double)
  /// A finite number of single precision, which fewer decimals tell from its neighbours.
  case single(Float)
  case flag(Bool)
  /// Several values; where a format has but one field for them, the separator stands between.
  case list([ResultCell], separator: String)

  /// What all cells of a column are that are not missing.
  package enum Kind: String, Sendable, Hashable { case text, integer, number, flag, list }

  /// What a number counts or measures.
  package enum Unit: String, Sendable, Hashable { case steps, epochs, rows, seeds, seconds }

  /// A text, or nothing.
  package init(_ text: String?) { self = text.map { .text($0) } ?? .missing }

  /// An integer, or nothing.
  package init(_ integer: Int?) { self = integer.map { .integer($0) } ?? .missing }

  /// A number, or nothing where there is none or it is not finite.
  package init(_ number: Double?) {
    self = if let number, number.isFinite { .number(number) } else { .missing }
  }

  /// A number, or nothing where there is none or it is not finite.
  package init(_ number: Float?) {
    self = if let number, number.isFinite { .single(number) } else { .missing }
  }

  /// Whether something is so, or nothing.
  package init(_ flag: Bool?) { self = flag.map { .flag($0) } ?? .missing }
}
