/// What a run of a command is known by: a hash of everything that its result depends on, as far as it
/// is known.
package struct CommandIdentity: Sendable {
  /// What all runs of a command have in common, as provenance has it: the command itself, the files
  /// that are watched, and what is taken as the result.
  private let content: String

  /// What the fingerprint of a command begins with, and none of data does.
  private static let mark = "command-"

  /// - Parameters:
  ///   - fingerprint: The command's.
  ///   - configuration: What the run is given.
  ///   - steps: The length that it is run for, in whatever unit.
  ///   - horizon: The whole length.
  package init(fingerprint: String, configuration: Configuration, steps: Int, horizon: Int) {
    let parameters = (configuration.setting.parameters ?? [:]).sorted { $0.key < $1.key }
    content = """
      lrfind command 1
      command=\(fingerprint)
      parameters=\(ContentHash.hexadecimal(ofTexts: parameters.flatMap { [$0.key, $0.value] }))
      learning-rate=\(configuration.learningRate)
      horizon=\(horizon)
      steps=\(steps)

      """
  }

  /// The key of a run; see `TrialIdentity.id`.
  package func id(seed: UInt64) -> String {
    "t" + ContentHash.hexadecimal(of: content + "seed=\(seed)\n", digits: 20)
  }

  /// The fingerprint of a command.
  ///
  /// - Parameters:
  ///   - command: The command as it was typed.
  ///   - watched: The contents of files that results depend on.
  ///   - result: What is taken as the result.
  /// - Returns: The fingerprint.
  package static func fingerprint(command: String, watched: [[UInt8]], result: [String]) -> String {
    var hash = ContentHash()
    hash.add(command)
    for text in result { hash.add(text) }
    for bytes in watched {
      hash.add(bytes.count)
      hash.add(bytes)
    }
    return mark + hash.hexadecimal(digits: 20)
  }

  /// Whether a fingerprint is that of a command, and not of data.
  package static func isCommand(_ fingerprint: String) -> Bool { fingerprint.hasPrefix(mark) }
}

extension ContentHash {
  /// The hash of some texts, each with its length.
  fileprivate static func hexadecimal(ofTexts texts: [String]) -> String {
    var hash = ContentHash()
    for text in texts { hash.add(text) }
    return hash.hexadecimal()
  }
}
