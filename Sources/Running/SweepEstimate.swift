import Experiment

/// What a sweep will take, guessed from training a little of it.
package struct SweepEstimate: Sendable {
  package var seconds: Double
  package var bytes: Int

  /// Bytes of a trial's row with its indices, and of a row of its curve, as SQLite stores them.
  private static let (trialBytes, pointBytes) = (260, 44)
  /// The most kinds of group that are tried out; the others count like the mean of these.
  private static let mostKinds = 24

  /// - Parameters:
  ///   - groups: What is to be trained.
  ///   - training: How.
  ///   - workers: How many groups are trained at once.
  package init(
    of groups: [[Trial]], training: GroupTraining, workers: Int
  ) {
    struct Kind: Hashable {
      var configuration: Configuration
      var width: Int
      var steps: Int
    }
    var known: [Kind: Double] = [:]
    var tried: [Double] = []
    var total = 0.0
    bytes = 0
    for trials in groups {
      var configuration = trials[0].configuration
      configuration.learningRate = 1
      configuration.setting.schedule = .constant
      configuration.setting.weightDecay = 0
      let kind = Kind(
        configuration: configuration, width: trials.count, steps: trials[0].steps)
      if known[kind] == nil, tried.count < Self.mostKinds {
        tried.append(training.estimate(trials))
        known[kind] = tried[tried.count - 1]
      }
      total += known[kind] ?? tried.mean
      let points = GroupTraining.checkpoints(of: trials[0]).count
      bytes += trials.count * (Self.trialBytes + points * Self.pointBytes)
    }
    seconds = total / Double(max(1, min(workers, groups.count)))
  }
}
