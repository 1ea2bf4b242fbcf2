/// A setting of a sweep as it was written: an option on the command line, or a key of a plan file.
///
/// Both become the same entries and are read by the same rules, so that a plan file can say what
/// the options can, in the same words.
package struct PlanEntry: Sendable, Hashable {
  /// The name of the option, without dashes.
  package var key: String
  /// What was given, in order; an option without value gives `true`.
  package var values: [String]
  /// Where it stands, for messages: `--schedule`, or `plan.yaml:7: schedule`.
  package var place: String

  package init(key: String, values: [String], place: String) {
    self.key = key
    self.values = values
    self.place = place
  }

  /// The texts of choices with keys, such as optimizers, whose commas separate keys as well as
  /// choices: a part such as `eps=1e-6` belongs to the choice before it.
  package var choiceTexts: [String] {
    var texts: [String] = []
    for value in values {
      var starts = true
      for part in value.split(separator: ",", omittingEmptySubsequences: false) {
        let name = part.prefix { $0 != "=" }
        if !starts, name.count < part.count, !name.contains(":"), let last = texts.indices.last {
          texts[last] += ",\(part)"
        } else {
          texts.append(String(part.drop { $0 == " " }))
        }
        starts = false
      }
    }
    return texts
  }
}

/// Everything that is wrong with a plan, one line each.
package struct PlanError: Error, CustomStringConvertible, Sendable, Equatable {
  package var problems: [String]

  package init(_ problems: [String]) { self.problems = problems }

  package var description: String { problems.joined(separator: "\n") }
}
