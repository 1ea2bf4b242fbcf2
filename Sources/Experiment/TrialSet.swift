/// Finished trials with everything that another program's viewer is told of them.
package struct TrialSet: Sendable {
  /// What they are together.
  package var name: String
  /// The axes of their configurations.
  package var axes: [Axis]
  /// In the order of their numbers, with their curves.
  package var trials: [TrialResult]
  /// What the figure is called that they are judged by.
  package var measure: String
  /// The ids of those that were stopped before others of the same length went on, as at a rung of halving: what
  /// they ended with is no end.
  package var stopped: Set<String>
  /// Whether more of it is better; what stands as the loss is the figure with the sign turned round.
  package var isMaximized: Bool

  package init(
    name: String, axes: [Axis], trials: [TrialResult], measure: String, isMaximized: Bool
  ) {
    self.name = name
    self.axes = axes
    self.trials = trials
    self.measure = measure
    self.isMaximized = isMaximized
    stopped = Set(trials.lazy.filter { $0.steps < $0.horizon }.map(\.id))
  }

  /// The figure as its log has it.
  package func figure(_ loss: Double?) -> Double? {
    loss.flatMap { $0.isFinite ? (isMaximized ? -$0 : $0) : nil }
  }

  /// What a trial is, as a viewer lists it: its axes, and what else tells it from others. An axis of a
  /// command's own may be called as one of the latter, and stands for it.
  package func settings(of trial: TrialResult) -> [(name: String, value: Axis.Value)] {
    let names = Set(axes.map(\.column))
    let more: [(name: String, value: Axis.Value)] = [
      ("seed", .integer(Int(trial.seed))), ("fold", .integer(trial.fold.index)),
      ("steps", .integer(trial.steps)), ("horizon", .integer(trial.horizon)),
    ]
    return axes.map { ($0.column, $0.value(trial.configuration)) }
      + more.filter { !names.contains($0.name) }
  }
}
