/// A value in a JSON document that is written as null where there is none, so that the field is
/// always there.
struct Nullable<Value: Encodable>: Encodable {
  private let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value {
      try container.encode(value)
    } else {
      try container.encodeNil()
    }
  }
}

/// A number that is written as null also where it is not finite.
typealias NullableNumber = Nullable<Double>

extension Nullable where Value == Double {
  init(_ number: Double?) { value = number.flatMap { $0.isFinite ? $0 : nil } }
}
