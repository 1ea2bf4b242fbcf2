extension PlanEntry {
  /// The options that say what some entries say, as one would type them.
  ///
  /// - Parameters:
  ///   - entries: The entries, in the order of their options.
  ///   - flags: The keys that take no value.
  /// - Returns: Names and values, without any quotes.
  package static func arguments(of entries: [PlanEntry], flags: Set<String>) -> [String] {
    entries.flatMap { entry in
      flags.contains(entry.key)
        ? ["--\(entry.key)"]
        : entry.values.flatMap { value in
          // What looks like an option is one to a parser, unless it is joined to its name.
          value.hasPrefix("-") ? ["--\(entry.key)=\(value)"] : ["--\(entry.key)", value]
        }
    }
  }
}
