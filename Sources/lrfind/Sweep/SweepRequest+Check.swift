import Planning
import Store
import Tabular

extension SweepRequest {
  /// Refuses to go on in a folder with other data or numerics than the trials there were run with,
  /// and names the options that make the data another, where they do.
  ///
  /// - Parameters:
  ///   - store: The store of the folder.
  ///   - present: What trials would be run with now.
  /// - Throws: `StoreError`.
  func check(_ store: SweepStore, _ present: Provenance) throws(StoreError) {
    if let recorded = try store.provenance(), recorded.data != present.data,
      let former = try store.planText()
    {
      let (there, now) = differences(from: former)
      if !there.isEmpty {
        let isSameFile = recorded.source == present.source
        throw .differs(
          folder: store.folder, what: "data",
          recorded: (isSameFile ? there : [recorded.source] + there).joined(separator: " "),
          present: (isSameFile ? now : [present.source] + now).joined(separator: " "))
      }
    }
    try store.check(present)
  }

  /// The options of the data in which a recorded plan differs from this one, as each has them.
  private func differences(from former: String) -> (there: [String], now: [String]) {
    let recorded = PlanFile.entries(
      of: former, name: "", keys: PreparationOptions.keys, listKeys: PreparationOptions.listKeys,
      flagKeys: PreparationOptions.flagKeys
    ).entries
    let (there, now) = (Self.values(recorded), Self.values(preparation.entries))
    let keys = PreparationOptions.keys.filter { there[$0] != now[$0] }
    return (keys.map { Self.text($0, there[$0]) }, keys.map { Self.text($0, now[$0]) })
  }

  /// The values of options by their names, with what is usual where it stands for itself.
  private static func values(_ entries: [PlanEntry]) -> [String: [String]] {
    let usual = ["seed": ["0"], "validation": ["\(TableOptions.Validation.usualShare)"]]
    return entries.reduce(into: usual) { $0[$1.key] = $1.values }
  }

  private static func text(_ key: String, _ values: [String]?) -> String {
    guard let values else { return "without --\(key)" }
    if PreparationOptions.flagKeys.contains(key) { return "--\(key)" }
    return values.map { "--\(key) \(ShellText.quoted($0))" }.joined(separator: " ")
  }
}
