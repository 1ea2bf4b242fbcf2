import Tabular

/// What a number may be that comes from outside, and the one reader of such numbers: those of
/// options, of plans, of the keys of optimizers and schedules; a sweep's store is held to the same
/// domains.
///
/// A text is ASCII digits with an optional sign, point and exponent. What `Double` reads besides,
/// such as `nan`, `inf` or `0x10`, is no number here.
package struct NumberDomain<Number: DomainNumber>: Sendable, Hashable {
  private let lower: Number
  /// The end of its range, which need not belong to it.
  package let upper: Number
  private let includesLower: Bool
  private let includesUpper: Bool
  /// What is said behind the bounds.
  private let note: String

  private init(
    _ lower: Number, isIncluded includesLower: Bool, _ upper: Number,
    isIncluded includesUpper: Bool, note: String
  ) {
    precondition(lower < upper)
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
    self.note = note
  }

  /// The numbers of a range, with both ends.
  ///
  /// - Parameters:
  ///   - range: The range.
  ///   - note: What is said behind the bounds, such as `, as a fraction of the peak`.
  package init(_ range: ClosedRange<Number>, note: String = "") {
    self.init(
      range.lowerBound, isIncluded: true, range.upperBound, isIncluded: true, note: note)
  }

  /// The numbers of a range without its upper end.
  package init(_ range: Range<Number>) {
    self.init(range.lowerBound, isIncluded: true, range.upperBound, isIncluded: false, note: "")
  }

  /// The numbers above one, up to another.
  package init(above lower: Number, through upper: Number) {
    self.init(lower, isIncluded: false, upper, isIncluded: true, note: "")
  }

  /// The numbers between two.
  package init(between lower: Number, and upper: Number) {
    self.init(lower, isIncluded: false, upper, isIncluded: false, note: "")
  }

  /// Whether it has a number.
  package func contains(_ number: Number) -> Bool {
    (includesLower ? number >= lower : number > lower)
      && (includesUpper ? number <= upper : number < upper)
  }

  /// Reads a number.
  ///
  /// - Parameter text: The text as it was typed.
  /// - Returns: The number; zero without a sign.
  /// - Throws: `NumberError` for what is no number, or is none of these.
  package func read(_ text: String) throws(NumberError) -> Number {
    guard let number = Number(digits: text), contains(number) else {
      throw NumberError(text: text, domain: description, hint: Number.hint(for: text))
    }
    return number
  }
}

extension NumberDomain: CustomStringConvertible {
  /// Such as `a number from 0 to 1`, or `a number that is greater than 0 and at most 1`.
  package var description: String {
    let (low, high) = (lower.shortText, upper.shortText)
    let bounds =
      includesLower && includesUpper
      ? "from \(low) to \(high)"
      : "that is \(includesLower ? "at least" : "greater than") \(low) and "
        + "\(includesUpper ? "at most" : "less than") \(high)"
    return "\(Number.name) \(bounds)\(note)"
  }
}

/// A text that is no number of a domain.
package struct NumberError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The text as it was typed, shortened to what a line can hold.
  let text: String
  /// What is wrong with it, such as `is not a number from 0 to 1`.
  let problem: String

  init(text: String, domain: String, hint: String?) {
    self.text = text.singleLine
    problem = "is not \(domain)" + (hint.map { "; \($0)" } ?? "")
  }

  package var description: String { "'\(text)' \(problem)" }
}
