import Commands
import Experiment
import Tabular

/// A training command of the user's own, what it is judged by, and the values of its own axes.
package struct CommandSource: Sendable, Hashable {
  /// An option of the command that takes several values.
  package struct Axis: Sendable, Hashable {
    package var name: String
    package var values: [String]
  }

  package let template: CommandTemplate
  package let choice: MetricChoice
  /// The files whose contents results depend on.
  package let watched: [String]
  package let axes: [Axis]

  /// The settings that make it up.
  package static let keys = ["command", "axis", "metric", "maximize", "metrics", "watch"]
  package static let listKeys: Set = ["axis", "watch"]
  package static let flagKeys: Set = ["maximize"]

  /// Reads the entries of a plan; nil where what is wrong was noted.
  init?(_ entries: [PlanEntry], _ reader: inout PlanReader) {
    func values(_ key: String) -> [String] { entries.first { $0.key == key }?.values ?? [] }
    for key in ["metric", "metrics", "watch"] where values(key).contains("") {
      reader.refuse(key, "the name is empty; give one, or leave it out")
    }
    axes = Self.axes(values("axis"), &reader)
    choice = MetricChoice(
      name: values("metric").first, isMaximized: reader.has("maximize"),
      file: values("metrics").first)
    watched = values("watch")
    do throws(CommandError) {
      template = try CommandTemplate(values("command").first ?? "", axes: axes.map(\.name))
    } catch {
      reader.refuse("command", error.description)
      return nil
    }
  }

  /// Axes as they are written: `wd=0,0.01`.
  private static func axes(_ texts: [String], _ reader: inout PlanReader) -> [Axis] {
    var axes: [Axis] = []
    for text in texts {
      guard let sign = text.firstIndex(of: "="), CommandTemplate.isName(text[..<sign]) else {
        reader.refuse("axis", "'\(text.singleLine)' is not a name and its values, as in wd=0,0.01")
        continue
      }
      let name = String(text[..<sign])
      let values = text[text.index(after: sign)...].split(
        separator: ",", omittingEmptySubsequences: false
      ).map { String($0.drop { $0 == " " }) }
      if CommandTemplate.Place.allCases.contains(where: { $0.rawValue == name }) {
        reader.refuse("axis", "'\(name)' is no axis of the command's own; take another name")
      } else if axes.contains(where: { $0.name == name }) {
        reader.refuse("axis", "'\(name)' comes twice; give all its values at once")
      } else if values.contains(where: { $0.isEmpty || !$0.isShownAsItIs }) {
        reader.refuse("axis", "'\(text.singleLine)' has an empty value, or one that is not seen")
      } else if Set(values).count < values.count {
        reader.refuse("axis", "'\(text.singleLine)' has a value twice; give each once")
      } else {
        axes.append(Axis(name: name, values: values))
      }
    }
    return axes
  }

  /// Whether the command is told how long to train, so that a short run is a whole short training.
  package var isTold: Bool { template.has(.epochs) || template.has(.steps) }

  /// Every combination of the values of its axes, in plan order.
  package var settings: [Setting] {
    axes.reduce([[:]]) { combinations, axis in
      combinations.flatMap { combination in
        axis.values.map { combination.merging([axis.name: $0]) { $1 } }
      }
    }.map(Setting.ofCommand)
  }

  /// What all its runs have in common.
  ///
  /// - Parameter contents: Those of the files that are watched.
  /// - Returns: The fingerprint.
  package func fingerprint(contents: [[UInt8]]) -> String {
    CommandIdentity.fingerprint(
      command: template.text, watched: contents,
      result: [choice.name ?? "", choice.isMaximized ? "max" : "min", choice.file ?? ""])
  }

  /// Refuses a length that it is not told, or is told and not given.
  func check(epochs: Int?, steps: Int?, seedCount: Int, _ reader: inout PlanReader) {
    for (place, length, example) in [
      (CommandTemplate.Place.epochs, epochs, 20), (.steps, steps, 2000),
    ] where template.has(place) && length == nil && !reader.has(place.rawValue) {
      reader.refuse(
        "command",
        "it is told its {\(place.rawValue)}, so say how many a whole training has, as in "
          + "\(reader.name(place.rawValue)) \(example)")
    }
    if steps != nil, !template.has(.steps) {
      reader.refuse(
        "steps",
        "the command has no {steps} to be told them; write {steps} where they belong, or leave it out"
      )
    }
    if seedCount > 1, !template.has(.seed) {
      reader.refuse(
        "seeds",
        "the command has no {seed}, so that all runs would be alike; write {seed} where it belongs")
    }
  }
}
