import ArgumentParser
import Planning

extension PreparationOptions {
  /// The keys that a plan file has for these options.
  static let keys = [
    "target", "task", "delimiter", "decimal-comma", "header", "no-header", "encoding",
    "missing", "no-missing", "validation", "split-by-time", "split-by-group", "folds", "drop",
    "numeric",
    "categorical", "rows", "seed",
  ]
  static let listKeys: Set<String> = ["drop", "numeric", "categorical", "missing", "no-missing"]
  static let flagKeys: Set<String> = ["decimal-comma", "header", "no-header"]

  /// The options that differ from their defaults, as a plan holds them.
  var entries: [PlanEntry] {
    var entries: [PlanEntry] = []
    func add(_ key: String, _ values: [String]) {
      if !values.isEmpty { entries.append(PlanEntry(key: key, values: values, place: "--\(key)")) }
    }
    add("target", target.map { [$0] } ?? [])
    add("task", task.map { [$0.rawValue] } ?? [])
    add("delimiter", delimiter.map { [$0] } ?? [])
    add("decimal-comma", decimalComma ? ["true"] : [])
    add("header", header ? ["true"] : [])
    add("no-header", noHeader ? ["true"] : [])
    add("encoding", encoding.map { [$0] } ?? [])
    add("missing", missing)
    add("no-missing", noMissing)
    add("validation", validation.map { [$0] } ?? [])
    add("split-by-time", splitByTime.map { [$0] } ?? [])
    add("split-by-group", splitByGroup.map { [$0] } ?? [])
    add("folds", folds.map { ["\($0)"] } ?? [])
    add("drop", drop)
    add("numeric", numeric)
    add("categorical", categorical)
    add("rows", rows.map { [$0] } ?? [])
    add("seed", seed == 0 ? [] : ["\(seed)"])
    return entries
  }

  /// What of the options has no meaning for a plan; nil where all have one.
  func problem(with plan: SweepPlan) -> String? {
    guard folds != nil, plan.kind == .find, plan.effort == .quick else { return nil }
    return
      "--folds has no meaning with effort quick, which trains nothing to the end; leave one of them out"
  }

  /// Reads the options from the entries of a plan.
  ///
  /// - Parameters:
  ///   - entries: The entries; those that are not among `keys` are ignored.
  ///   - problems: Receives every mistake.
  /// - Returns: The options, or nil where they cannot be together.
  static func parse(_ entries: [PlanEntry], problems: inout [String]) -> PreparationOptions? {
    var arguments: [String] = []
    for entry in entries where keys.contains(entry.key) {
      let own =
        flagKeys.contains(entry.key)
        ? ["--\(entry.key)"] : entry.values.flatMap { ["--\(entry.key)", $0] }
      do {
        _ = try PreparationOptions.parse(own)
        arguments += own
      } catch {
        // The seed is a part of the plan too, and is told there.
        if entry.key != "seed" { problems.append("\(entry.place): \(message(for: error))") }
      }
    }
    do {
      return try PreparationOptions.parse(arguments)
    } catch {
      problems.append(message(for: error))
      return nil
    }
  }
}
