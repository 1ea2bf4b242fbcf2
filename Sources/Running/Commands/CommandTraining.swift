import Commands
import Experiment
import Platform
import Store
import Training

/// What trains trials with a command of the user's own: each is a run of it.
package final class CommandTraining: TrialRunner {
  private let run: CommandRun
  private let folder: String
  /// Whether the command is told how long to train; otherwise a short run is one that is ended.
  private let isTold: Bool
  private let graphicsCards: [String]
  private let state: Monitor<State>

  private struct State {
    /// The figure that runs are judged by, once it is known.
    var measure: String?
    var failures = 0
    var active = 0
    var freeCards: [String]
  }

  /// So many failures end the run that they are a part of.
  private static let mostFailures = 2
  /// A run that is ended from outside is run again, but not for ever.
  private static let mostInterruptions = 5
  /// The most points of a curve that are kept.
  private static let mostPoints = 500
  /// A loss that ends so many times as high as the first that was logged has blown up.
  private static let worsening = 10.0

  /// - Parameters:
  ///   - run: The command.
  ///   - folder: Where each run has a folder and a log; a path from the root.
  ///   - graphicsCards: What `CUDA_VISIBLE_DEVICES` says of a run, one at a time; empty to say nothing.
  ///   - measure: The figure that earlier runs were judged by.
  package init(
    _ run: CommandRun, folder: String, graphicsCards: [String] = [], measure: String? = nil
  ) {
    self.run = run
    self.folder = folder
    isTold = run.template.has(.epochs) || run.template.has(.steps)
    self.graphicsCards = graphicsCards
    state = Monitor(State(measure: measure, freeCards: graphicsCards))
  }

  /// The figure that runs are judged by, once one has ended.
  package var measure: String? { state.withLock { $0.measure } }

  /// Each alone.
  package func groups(of trials: [Trial]) -> [[Int]] { trials.indices.map { [$0] } }

  package func run(_ trials: [Trial], in whole: Run) -> [TrialResult]? {
    precondition(trials.count == 1, "a command trains one trial at a time")
    state.withLock { $0.active += 1 }
    defer { state.withLock { $0.active -= 1 } }
    return result(of: trials[0], in: whole).map { [$0] }
  }

  /// Waits until what was dropped is gone too.
  package func waitUntilIdle() { state.wait { $0.active == 0 ? () : nil } }

  private func result(of trial: Trial, in whole: Run) -> TrialResult? {
    var interruptions = 0
    while !whole.hasEnded {
      let outcome: RunOutcome
      do throws(CommandError) {
        outcome = try runOnce(trial, in: whole)
      } catch {
        whole.giveUp(TrialFailure("\(error)"))
        return nil
      }
      switch outcome {
      case .finished(let series):
        if let other = disagreement(series) {
          fail(
            trial,
            "logged '\(series.name)' where other runs log '\(other)'; name one with --metric", [],
            whole)
        } else {
          return result(of: trial, series, hasDiverged: hasBlownUp(series))
        }
      case .diverged(let series): return result(of: trial, series, hasDiverged: true)
      case .interrupted:
        interruptions += 1
        if interruptions == Self.mostInterruptions, !whole.hasEnded {
          whole.giveUp(
            TrialFailure(
              "the command was ended from outside \(interruptions) times in a row at \(rate(of: trial)); "
                + "see \(log(of: trial))"))
        }
      case .failed(let problem, let lines): fail(trial, problem, lines, whole)
      }
    }
    return nil
  }

  /// Notes a failure; the second one ends all.
  private func fail(_ trial: Trial, _ problem: String, _ lines: [String], _ whole: Run) {
    let count = state.withLock { state in
      state.failures += 1
      return state.failures
    }
    guard count >= Self.mostFailures else { return }
    whole.giveUp(
      TrialFailure(
        "the command \(problem), at \(rate(of: trial)) and \(count) times in all; its output is in "
          + log(of: trial), lines: lines))
  }

  private func rate(of trial: Trial) -> String {
    "learning rate \(trial.configuration.learningRate)"
  }

  private func folder(of trial: Trial) -> String { "\(folder)/\(trial.id)" }

  private func log(of trial: Trial) -> String { CommandRun.log(of: folder(of: trial)) }

  private func runOnce(_ trial: Trial, in whole: Run) throws(CommandError) -> RunOutcome {
    var run = run
    let card = state.withLock { state in
      run.name(measure: state.measure)
      return state.freeCards.popLast()
    }
    defer { if let card { state.withLock { $0.freeCards.append(card) } } }
    if let card { run.variables["CUDA_VISIBLE_DEVICES"] = card }
    let values = CommandValues(
      learningRate: trial.configuration.learningRate, length: isTold ? trial.steps : nil,
      seed: trial.seed, out: folder(of: trial),
      parameters: trial.configuration.setting.parameters ?? [:])
    let isShort = !isTold && trial.steps < trial.horizon
    return try run.run(values, until: isShort ? trial.steps : nil) { whole.hasEnded }
  }

  /// The figure that other runs are judged by, where it is another one.
  private func disagreement(_ series: MetricSeries) -> String? {
    state.withLock { state in
      let measure = state.measure ?? series.name
      state.measure = measure
      return measure == series.name ? nil : measure
    }
  }

  private func hasBlownUp(_ series: MetricSeries) -> Bool {
    let (first, end) = (run.choice.loss(series.first), run.choice.loss(series.end))
    return end.ifStorable == nil || first > 0 && end > Self.worsening * first
  }

  private func result(
    of trial: Trial, _ series: MetricSeries?, hasDiverged: Bool
  ) -> TrialResult {
    let entries = series?.entries ?? []
    let losses = entries.map { run.choice.loss($0.value).ifStorable }
    let stride = max(1, losses.count / Self.mostPoints)
    let kept = losses.indices.filter { $0 % stride == 0 || $0 == losses.count - 1 }
    var result = TrialResult(
      id: trial.id, configuration: trial.configuration, seed: trial.seed, fold: trial.fold,
      steps: trial.steps, status: hasDiverged ? .diverged : .ok,
      divergedAtStep: losses.firstIndex { $0 == nil }.map { $0 + 1 },
      untrainedLoss: losses.first.flatMap { $0 } ?? .nan, trainLoss: nil,
      validationLoss: hasDiverged ? nil : series.map { run.choice.loss($0.end) }?.ifStorable,
      metric: nil,
      checkpoints: kept.map { place in
        TrialResult.Checkpoint(
          step: entries[place].number, learningRate: trial.configuration.learningRate,
          trainLoss: nil,
          validationLoss: losses[place])
      }, horizon: trial.horizon)
    result.measure = series?.name
    return result
  }
}
