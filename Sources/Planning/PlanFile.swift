import Tabular
import Yams

/// A plan as a YAML file: the long names of the options as keys, lists where an option can be
/// repeated.
package enum PlanFile {
  /// Reads the entries of a plan.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - name: The name of the file, for messages.
  ///   - keys: The keys that may stand there.
  ///   - listKeys: Those that may have a list.
  ///   - flagKeys: Those that are true or false.
  /// - Returns: The entries in the order of the file, without those that are false, and every
  ///   mistake of the file itself: what is no YAML, or more than a plan has use for, unknown keys, keys
  ///   that come twice.
  package static func entries(
    of text: String, name: String, keys: [String], listKeys: Set<String>, flagKeys: Set<String>
  ) -> (entries: [PlanEntry], problems: [String]) {
    // Editors on Windows put a mark in front, which the YAML parser stumbles over.
    let text = text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
    do throws(PlanStructure.Problem) {
      try PlanStructure.check(text)
    } catch {
      return ([], ["\(name):\(error.line): \(error.text)"])
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      return ([], [syntaxProblem(error, text: text, name: name)])
    }
    guard let node else { return ([], ["\(name):1: the plan is empty"]) }
    guard let mapping = node.mapping else {
      return ([], ["\(name):1: a plan is made of lines such as 'lr: 1e-4..1:13'"])
    }
    var entries: [PlanEntry] = []
    var problems: [String] = []
    for (key, keyNode, value) in settings(of: mapping) {
      let line = keyNode.mark?.line ?? 1
      let place = "\(name):\(line): \(key)"
      guard keys.contains(key) else {
        let nearest = keys.nearest(to: key).map { "; did you mean '\($0)'?" } ?? ""
        problems.append("\(name):\(line): there is no key '\(key.singleLine)'\(nearest)")
        continue
      }
      guard let values = values(of: value) else {
        problems.append("\(place): give a value, or a list of values")
        continue
      }
      if value.sequence != nil, !listKeys.contains(key) {
        problems.append("\(place): it takes one value, not a list")
        continue
      }
      if flagKeys.contains(key) {
        switch values[0] {
        case "true": entries.append(PlanEntry(key: key, values: ["true"], place: place))
        case "false": break
        default: problems.append("\(place): '\(values[0])' is neither true nor false")
        }
        continue
      }
      entries.append(PlanEntry(key: key, values: values, place: place))
    }
    return (entries, problems)
  }

  /// The keys with their values; those below `slurm` have its name before their own, as options do.
  private static func settings(of mapping: Node.Mapping) -> [(key: String, Node, Node)] {
    mapping.flatMap { keyNode, value in
      let key = keyNode.string ?? ""
      guard key == "slurm", let inner = value.mapping else { return [(key, keyNode, value)] }
      return inner.map { ("\(key)-\($0.key.string ?? "")", $0.key, $0.value) }
    }
  }

  /// The texts of a scalar, or of a list of scalars or of numbers in brackets.
  private static func values(of node: Node) -> [String]? {
    if let text = scalar(node) { return text.isEmpty ? nil : [text] }
    guard let sequence = node.sequence, !sequence.isEmpty else { return nil }
    var values: [String] = []
    for item in sequence {
      if let text = scalar(item), !text.isEmpty {
        values.append(text)
      } else if let inner = item.sequence, !inner.isEmpty {
        let texts = inner.compactMap(scalar)
        guard texts.count == inner.count else { return nil }
        values.append(texts.joined(separator: ","))
      } else {
        return nil
      }
    }
    return values
  }

  private static func scalar(_ node: Node) -> String? { node.scalar?.string }

  private static func syntaxProblem(
    _ error: any Error, text: String, name: String
  ) -> String {
    guard let error = error as? YamlError else { return "\(name): it cannot be read: \(error)" }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return "\(name):\(mark.line): this is not YAML: \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.first ?? ""
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let line = lines.lastIndex { $0.hasPrefix("\(key):") }.map { $0 + 1 } ?? context.mark.line
      return "\(name):\(line): the key '\(key)' comes twice"
    case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return "\(name): this is not YAML: \(error)"
    }
  }

  /// The YAML that `entries` reads back.
  package static func text(of entries: [PlanEntry]) -> String {
    entries.map { entry in
      let values = entry.values.map(quoted)
      return values.count == 1
        ? "\(entry.key): \(values[0])\n"
        : "\(entry.key):\n" + values.map { "  - \($0)\n" }.joined()
    }.joined()
  }

  /// A value as YAML reads it back as the same text: plain where that is safe.
  private static func quoted(_ text: String) -> String {
    // Between single quotes a line's end is read as a blank.
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return "\"" + text.unicodeScalars.map(\.escapedInYAML).joined() + "\""
    }
    let isPlain =
      text.utf8.first.map { $0 == 0x2F || $0 == 0x2E || $0.isPlainStart } == true
      && text.utf8.allSatisfy {
        $0.isPlainStart || "._-+/=,:|%".utf8.contains($0)
      } && !text.hasSuffix(":")
    return isPlain
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
  }
}

extension Unicode.Scalar {
  /// As it stands between double quotes.
  fileprivate var escapedInYAML: String {
    switch self {
    case "\"", "\\": return "\\\(self)"
    case _ where value < 0x20 || value == 0x7F:
      let digits = String(value, radix: 16)
      return "\\x" + (digits.count == 1 ? "0" : "") + digits
    default: return String(self)
    }
  }
}

extension UInt8 {
  /// Whether it is an ASCII letter or digit.
  fileprivate var isPlainStart: Bool {
    (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20)
  }
}
