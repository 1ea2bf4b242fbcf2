/// The modules that lines of Python need.
struct PythonImports: Sendable, Hashable {
  /// Those that are imported whole, such as `pandas as pd`.
  private var modules: Set<String> = []
  /// The names that are imported from others.
  private var names: [String: Set<String>] = [:]

  /// What comes with Python.
  private static let standard: Set<String> = ["itertools", "math", "re", "sys"]

  mutating func insert(_ module: String) { modules.insert(module) }

  mutating func insert(_ names: [String], from module: String) {
    self.names[module, default: []].formUnion(names)
  }

  mutating func formUnion(_ other: PythonImports) {
    modules.formUnion(other.modules)
    names.merge(other.names) { $0.union($1) }
  }

  /// The lines: what comes with Python first, then the rest behind an empty line.
  var lines: [String] {
    let groups = [true, false].map { isStandard in
      modules.filter { Self.standard.contains($0) == isStandard }.sorted().map { "import \($0)" }
        + names.filter { Self.standard.contains($0.key) == isStandard }.sorted { $0.key < $1.key }
        .map { "from \($0.key) import \($0.value.sorted().joined(separator: ", "))" }
    }
    return Array(groups.filter { !$0.isEmpty }.joined(separator: [""]))
  }
}
