extension Axis {
  /// The axes of a command of the user's own: the rate, and what else it is given.
  ///
  /// - Parameter names: The names of what else it is given, in the order of columns.
  /// - Returns: The axes.
  package static func ofCommand(_ names: [String]) -> [Axis] {
    [learningRate] + names.map(parameter)
  }

  /// The axes of some configurations, all of the training that is built in or all of a command.
  package static func of(_ configurations: some Sequence<Configuration>) -> [Axis] {
    var names: Set<String>?
    for configuration in configurations {
      guard let parameters = configuration.setting.parameters else { continue }
      names = (names ?? []).union(parameters.keys)
    }
    return names.map { ofCommand($0.sorted()) } ?? all
  }

  private static func parameter(_ name: String) -> Axis {
    Axis(
      name: name, key: "axis", column: name, domain: .text(isOptional: true),
      meaning: "as the command was given it",
      value: { .text($0.setting.parameters?[name]) }, restore: { _, _ in }, identityPlace: 0,
      identity: { _ in "" })
  }
}
