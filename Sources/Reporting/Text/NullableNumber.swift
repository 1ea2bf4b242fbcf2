/// A number in a JSON document that is written as null where there is none, or it is not finite.
struct NullableNumber: Encodable {
  private let value: Double?

  init(_ value: Double?) { self.value = value.flatMap { $0.isFinite ? $0 : nil } }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value {
      try container.encode(value)
    } else {
      try container.encodeNil()
    }
  }
}
