import Tabular

// Numbers as people write them.
extension DataLines {
  /// The columns that are read as such.
  var formColumns: [Int] {
    reading.columns.indices.filter { isUsed($0) && form(of: $0) != nil }
  }

  private func form(of index: Int) -> NumberForm? { reading.columns[index].form }

  /// The function that reads them; nothing where no column needs it.
  var numberFunction: [String] {
    guard !formColumns.isEmpty else { return [] }
    return [
      "def number(text, beside=\"\", mark=\".\"):",
      "    \"\"\"'$1,234' is 1234 and '(245)' -245; what is no such number is missing.\"\"\"",
      "    plain = re.sub(rf\"\\s|{beside}\", \"\", text).replace(\"\\u2212\", \"-\")",
      "    found = re.fullmatch(r\"([-+(]*)([\\d.,'\\u2019]+(?:[eE][-+]?\\d+)?)\\)?\", plain)",
      "    if not found:",
      "        return math.nan",
      "    digits = re.sub(r\"[,'\\u2019]\" if mark == \".\" else r\"[.'\\u2019]\", \"\", found[2])",
      "    try:", "        value = float(digits.replace(\",\", \".\"))",
      "    except ValueError:", "        return math.nan",
      "    if value and not re.search(beside, text):",
      "        return math.nan",
      "    return -value if set(found[1]) & set(\"-(\") else value",
    ]
  }

  /// What reads `text` as a number of a column.
  func numberCall(_ index: Int) -> String {
    guard let form = form(of: index) else { return "" }
    var arguments = ["text"]
    if let pattern = form.affix.pattern { arguments.append("r\"\(pattern)\"") }
    if form.mark == .comma { arguments.append("mark=\",\"") }
    return "number(\(arguments.joined(separator: ", ")))"
  }
}

extension NumberForm.Affix {
  /// A regular expression for what stands beside a number; nil for nothing.
  ///
  /// A currency may be left out, so it also fits where there is none.
  fileprivate var pattern: String? {
    switch self {
    case .none: nil
    case .currency(let sign): "\(Self.escaped(sign))|$"
    case .percent: "%"
    case .unit(let unit):
      unit.count > 2 ? "(?i:\(Self.escaped(unit))s?)" : "(?i:\(Self.escaped(unit)))"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.map { #".^$*+?()[]{}\|"#.contains($0) ? "\\\($0)" : String($0) }.joined()
      .replacing(" ", with: #"\s*"#)
  }
}
