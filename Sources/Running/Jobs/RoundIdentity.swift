import Experiment
import FoundationEssentials
import Training

/// What the last of some rounds that go on from one another is known by: everything that its result
/// depends on besides the data.
///
/// All of it is encoded as it is stored, so that a property that is added to a setting, a lane or a
/// round is a part of it by itself.
package struct RoundIdentity: Encodable {
  package var settings: TrainingSettings
  package var rounds: [Round]

  /// - Parameters:
  ///   - settings: What the rounds' lanes share.
  ///   - rounds: The rounds, each going on from those before it.
  package init(settings: TrainingSettings, rounds: [Round]) {
    self.settings = settings
    self.rounds = rounds
  }

  /// The key: an `r` and 80 bits in hexadecimal digits.
  package var id: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      let content = String(decoding: try encoder.encode(self), as: UTF8.self)
      return "r" + ContentHash.hexadecimal(of: content, digits: 20)
    } catch {
      // Only a number that is not finite could fail, and those have names here.
      preconditionFailure("a round cannot be encoded: \(error)")
    }
  }
}
