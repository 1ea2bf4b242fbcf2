import Tabular

/// A choice as a user types it: `name:key=value,key=value`.
///
/// Optimizers and schedules share this grammar. The text is taken apart once, and whoever knows
/// the choices takes the keys out one by one, so that a key that is left over is an error.
package struct Specification {
  /// What is chosen.
  package let name: String
  private let kind: String
  private var values: [(key: String, value: String)] = []

  /// Why a text names no choice.
  package struct SyntaxError: Error, CustomStringConvertible, Equatable {
    package let description: String
  }

  /// Takes a text apart.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - kind: What the name stands for, in messages, such as `optimizer`.
  /// - Throws: `SyntaxError` when a part has no `=`, or a key comes twice.
  package init(_ text: String, kind: String) throws(SyntaxError) {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(halves[0])
    self.kind = kind
    guard halves.count == 2 else { return }
    for part in halves[1].split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else {
        throw SyntaxError(description: "\(kind) '\(text)': '\(part)' is not of the form key=value")
      }
      guard !values.contains(where: { $0.key == sides[0] }) else {
        throw SyntaxError(description: "\(kind) '\(text)': '\(sides[0])' is given twice")
      }
      values.append((sides[0], sides[1]))
    }
  }

  /// Takes out a number.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - domain: What the number has to be.
  /// - Returns: The number, or nil when the key is not there.
  /// - Throws: `SyntaxError` when the value is no such number.
  package mutating func number<Number>(
    _ key: String, _ domain: NumberDomain<Number>
  ) throws(SyntaxError) -> Number? {
    guard let text = take(key) else { return nil }
    do throws(NumberError) {
      return try domain.read(text)
    } catch {
      throw self.error("\(key)=\(error.text) \(error.problem)")
    }
  }

  /// Takes out one of a few words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, as type: Choice.Type = Choice.self
  ) throws(SyntaxError) -> Choice? where Choice.RawValue == String {
    guard let text = take(key) else { return nil }
    guard let value = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue)
      let nearest = known.nearest(to: text).map { "; did you mean '\($0)'?" } ?? ""
      throw error("\(key)=\(text) is not among \(known.joined(separator: ", "))\(nearest)")
    }
    return value
  }

  /// Takes out a yes or no.
  package mutating func flag(_ key: String) throws(SyntaxError) -> Bool? {
    guard let text = take(key) else { return nil }
    switch text {
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default:
      throw error("\(key)=\(text) is neither true nor false")
    }
  }

  /// Checks that every key has been taken out.
  ///
  /// - Parameter known: The keys that the choice has.
  /// - Throws: `SyntaxError` naming a key that is left, and the nearest known one.
  package func finish(known: [String]) throws(SyntaxError) {
    guard let extra = values.first?.key else { return }
    let nearest = known.nearest(to: extra).map { "; did you mean '\($0)'?" } ?? ""
    let list = known.isEmpty ? "it has no keys" : "its keys are \(known.joined(separator: ", "))"
    throw SyntaxError(description: "\(kind) \(name) has no key '\(extra)'; \(list)\(nearest)")
  }

  /// The error of a name that is not known.
  package static func unknown(
    _ name: String, kind: String, known: [String]
  ) -> SyntaxError {
    let nearest = known.nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
    return SyntaxError(
      description:
        "there is no \(kind) '\(name)'; choose among \(known.joined(separator: ", "))\(nearest)")
  }

  /// Whether a key is there that has not been taken out.
  func contains(_ key: String) -> Bool { values.contains { $0.key == key } }

  /// An error that names the choice.
  func error(_ problem: String) -> SyntaxError {
    SyntaxError(description: "\(kind) \(name): \(problem)")
  }

  /// A number as a user types it: the shortest decimals, whole ones without `.0`.
  static func text(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  mutating func take(_ key: String) -> String? {
    guard let index = values.firstIndex(where: { $0.key == key }) else { return nil }
    return values.remove(at: index).value
  }
}
