import Tabular
import Training

/// Reads entries one by one and collects what is wrong, so that a plan is refused whole.
struct PlanReader {
  private let entries: [PlanEntry]
  var problems: [String] = []

  init(_ entries: [PlanEntry]) { self.entries = entries }

  private func entry(_ key: String) -> PlanEntry? { entries.first { $0.key == key } }

  func has(_ key: String) -> Bool { entry(key) != nil }

  /// A setting as whoever wrote these entries writes it: an option, or a key of a plan file.
  func name(_ key: String) -> String {
    entries.contains { $0.place.hasPrefix("--") } || !entries.contains { $0.place.contains(": ") }
      ? "--\(key)" : key
  }

  /// Notes that an entry cannot be as it is.
  mutating func refuse(_ key: String, _ problem: String) {
    problems.append("\(entry(key)?.place ?? key): \(problem)")
  }

  /// The parts between commas of all values.
  private func parts(_ entry: PlanEntry) -> [String] {
    entry.values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { String($0.drop { $0 == " " }) }
  }

  mutating func list<Value>(
    _ key: String, _ parse: ([String]) throws(PlanProblem) -> Value
  ) -> Value? {
    guard let entry = entry(key) else { return nil }
    do throws(PlanProblem) {
      return try parse(parts(entry))
    } catch {
      refuse(key, error.text)
      return nil
    }
  }

  /// Values that are written as a choice with keys; see `PlanEntry.choiceTexts`.
  mutating func choices<Value: Hashable>(
    _ key: String, _ parse: (String) throws(Specification.SyntaxError) -> Value
  ) -> [Value]? {
    guard let entry = entry(key) else { return nil }
    var values: [Value] = []
    for text in entry.choiceTexts {
      do throws(Specification.SyntaxError) {
        values.append(try parse(text))
      } catch {
        refuse(key, error.description)
      }
    }
    return unique(values, key: key)
  }

  mutating func numbers<Number>(_ key: String, _ domain: NumberDomain<Number>) -> [Number]? {
    guard let entry = entry(key) else { return nil }
    return unique(parts(entry).compactMap { number($0, domain, of: key) }, key: key)
  }

  /// Numbers, or one range of them.
  mutating func axis<Number>(
    _ key: String, _ domain: NumberDomain<Number>, of noun: String
  ) -> NumberAxis<Number>? {
    guard let entry = entry(key) else { return nil }
    let parts = parts(entry)
    guard let text = parts.first(where: { $0.contains("..") }) else {
      return numbers(key, domain).map { .list($0) }
    }
    guard parts.count == 1 else {
      refuse(key, "'\(text)' is a range, which stands alone; give it or a list")
      return nil
    }
    return range(text, domain, of: noun, key: key)
  }

  private mutating func range<Number>(
    _ text: String, _ domain: NumberDomain<Number>, of noun: String, key: String
  ) -> NumberAxis<Number>? {
    do throws(PlanProblem) {
      return .range(
        try NumberRange(text, of: noun) { text throws(PlanProblem) in
          do throws(NumberError) {
            return try domain.read(text)
          } catch {
            throw PlanProblem(error.description)
          }
        })
    } catch {
      refuse(key, error.text)
      return nil
    }
  }

  /// Hidden layers; each value is one model's, and its commas separate layers.
  mutating func layers(_ key: String) -> [WidthAxis]? {
    guard let entry = entry(key) else { return nil }
    var values: [WidthAxis] = []
    for text in entry.values {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0.drop { $0 == " " }) }
      values.append(
        WidthAxis(
          parts.compactMap { part in
            part.contains("..")
              ? range(part, .layerWidth, of: "width", key: key)
              : number(part, .layerWidth, of: key).map { .list([$0]) }
          }))
    }
    return unique(values, key: key)
  }

  mutating func words(_ key: String, among known: [String]) -> [String]? {
    guard let entry = entry(key) else { return nil }
    var values: [String] = []
    for text in parts(entry) {
      if known.contains(text) {
        values.append(text)
      } else {
        let nearest = known.nearest(to: text).map { "; did you mean '\($0)'?" } ?? ""
        refuse(key, "'\(text)' is not among \(known.joined(separator: ", "))\(nearest)")
      }
    }
    return unique(values, key: key)
  }

  mutating func word(_ key: String, among known: [String]) -> String? {
    guard single(key) != nil, let words = words(key, among: known) else { return nil }
    if words.count > 1 { refuse(key, "it takes one value, not \(words.count)") }
    return words.first
  }

  mutating func number<Number>(_ key: String, _ domain: NumberDomain<Number>) -> Number? {
    single(key).flatMap { number($0, domain, of: key) }
  }

  private mutating func number<Number>(
    _ text: String, _ domain: NumberDomain<Number>, of key: String
  ) -> Number? {
    do throws(NumberError) {
      return try domain.read(text)
    } catch {
      refuse(key, error.description)
      return nil
    }
  }

  private mutating func single(_ key: String) -> String? {
    guard let entry = entry(key) else { return nil }
    guard entry.values.count == 1 else {
      refuse(key, "it takes one value, not \(entry.values.count)")
      return nil
    }
    return entry.values[0]
  }

  private mutating func unique<Value: Hashable>(_ values: [Value], key: String) -> [Value] {
    var seen: Set<Value> = []
    for value in values where !seen.insert(value).inserted {
      let text = (value as? Optimizer.Choice).map(\.optimizer.specification) ?? "\(value)"
      refuse(key, "\(text) comes twice; give each value once")
    }
    return values
  }
}
