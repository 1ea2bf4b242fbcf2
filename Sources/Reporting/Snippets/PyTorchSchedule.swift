import Experiment
import Training

/// The lines for PyTorch that move the rate as the schedule does: a scheduler of
/// `torch.optim.lr_scheduler` that is stepped after every update, with the numbers that the schedule
/// means for this training.
///
/// Where PyTorch has no such scheduler, its `LambdaLR` gets the formula. A warmup is a `LinearLR`
/// before it, whose first step is already at 1/W; in a formula it is the lesser of both, for the
/// rise is below 1 where the rest is not yet.
struct PyTorchSchedule {
  private let schedule: Schedule
  private let setting: UsageSetting

  /// - Parameters:
  ///   - schedule: What moves the rate.
  ///   - setting: What is trained.
  init(_ schedule: Schedule, _ setting: UsageSetting) {
    self.schedule = schedule
    self.setting = setting
  }

  /// The modules that the lines need besides torch.
  var imports: PythonImports {
    var imports = PythonImports()
    imports.insert(["lr_scheduler"], from: "torch.optim")
    if needsMath { imports.insert("math") }
    return imports
  }

  /// What makes the scheduler, behind the line that makes the optimizer.
  var lines: [String] {
    let rise = schedule.warmupSteps
    switch form {
    case .constant:
      return rise > 0 ? PythonLines.call("scheduler = lr_scheduler.LinearLR", self.rise) : []
    case .scheduler(let name, let arguments):
      guard rise > 0 else { return PythonLines.call("scheduler = lr_scheduler.\(name)", arguments) }
      return PythonLines.call("warmup = lr_scheduler.LinearLR", self.rise)
        + PythonLines.call("main = lr_scheduler.\(name)", arguments)
        + PythonLines.call(
          "scheduler = lr_scheduler.SequentialLR",
          ["optimizer", "[warmup, main]", "milestones=[\(rise)]"])
    case .formula(let lines):
      return ["", "def factor(step):  # of the peak"] + lines.map { "    \($0)" }
        + ["", "scheduler = lr_scheduler.LambdaLR(optimizer, factor)"]
    case .feedback(let arguments):
      let plateau = PythonLines.call("plateau = lr_scheduler.ReduceLROnPlateau", arguments)
      return rise > 0
        ? PythonLines.call("scheduler = lr_scheduler.LinearLR", self.rise) + plateau : plateau
    }
  }

  /// What is done after an update, when `step` counts it.
  var steps: [String] {
    guard schedule.needsFeedback else { return ["scheduler.step()"] }
    // A checkpoint is where the number of those that are due rises.
    let count = min(EvaluationRule.checkpointCount, setting.budgetSteps)
    let isDue = "-step * \(count) % steps < \(count)"
    let rise = schedule.warmupSteps
    return (rise > 0 ? ["scheduler.step()"] : [])
      + [
        "if \(rise > 0 ? "step > \(rise) and " : "")\(isDue):  # \(count) times in all",
        "    with torch.no_grad():",
        "        plateau.step(loss(model(inputs_val), targets_val).item())",
      ]
  }

  /// How PyTorch can say what follows the warmup.
  private enum Form {
    case constant
    case scheduler(String, [String])
    /// The body of a function of `step`, the updates made before.
    case formula([String])
    case feedback([String])
  }

  private var rise: [String] {
    let steps = schedule.warmupSteps
    return ["optimizer", "1 / \(steps)", "total_iters=\(steps - 1)"]
  }

  private var form: Form {
    func number(_ value: Double) -> String { PythonLines.number(value) }
    switch schedule.curve {
    case .constant:
      return .constant
    case .staircase(1, let gamma):
      return .scheduler("ExponentialLR", ["optimizer", number(gamma)])
    case .staircase(let every, let gamma):
      return .scheduler("StepLR", ["optimizer", "\(every)", number(gamma)])
    case .milestones(let milestones, let gamma):
      var list = milestones.map(String.init)
      list[0] = "[" + list[0]
      list[list.count - 1] += "]"
      return .scheduler("MultiStepLR", ["optimizer"] + list + [number(gamma)])
    case .inverseTime(let k):
      return .formula(returned("1 / (1 + \(number(k)) * \(progress))"))
    case .polynomial(1, let end, let steps):
      return .scheduler("LinearLR", ["optimizer", "1", number(end), "total_iters=\(steps)"])
    case .polynomial(let power, 0, let steps):
      return .scheduler("PolynomialLR", ["optimizer", "\(steps)", number(power)])
    case .polynomial(let power, let end, let steps):
      let left = ["left = 1 - \(progress) / \(steps)"]
      return .formula(
        left + returned("\(number(end)) + (1 - \(number(end))) * left ** \(number(power))"))
    case .cosine(let min, let steps):
      return .scheduler("CosineAnnealingLR", ["optimizer", "\(steps)"] + lowest("eta_min", min))
    case .warmRestarts(let period, let mult, let min):
      return .scheduler(
        "CosineAnnealingWarmRestarts",
        ["optimizer", "\(period)", "\(mult)"] + lowest("eta_min", min))
    case .cyclic(let base, let up, let height):
      return .scheduler("CyclicLR", cyclic(base: base, up: up, height))
    case .onecycle(let cycle):
      return .scheduler("OneCycleLR", onecycle(cycle))
    case .inverseSqrt(let warmup):
      return .formula([
        "return min((step + 1) / \(warmup), (\(warmup) / (step + 1)) ** 0.5)"
      ])
    case .stableDecay(let stable, let decay, let shape):
      return .formula(stableDecay(stable: stable, decay: decay, shape))
    case .plateau(let plateau):
      var arguments = [
        "optimizer", "factor=\(number(plateau.factor))", "patience=\(plateau.patience)",
        "threshold=\(number(plateau.threshold))",
      ]
      if plateau.cooldown > 0 { arguments.append("cooldown=\(plateau.cooldown)") }
      return .feedback(arguments + lowest("min_lr", plateau.min) + ["eps=0"])
    case .exponentialRange(let factor, let steps):
      return .formula(returned("\(number(factor)) ** (\(progress) / \(steps - 1))"))
    case .linearRange(let factor, let steps):
      return .formula(returned("1 + (\(number(factor)) - 1) * \(progress) / \(steps - 1)"))
    }
  }

  private var needsMath: Bool {
    if case .stableDecay(_, _, .cosine) = schedule.curve { true } else { false }
  }

  /// The updates behind the warmup.
  private var progress: String {
    schedule.warmupSteps > 0 ? "max(0, step - \(schedule.warmupSteps))" : "step"
  }

  /// The body of a function that returns a formula, or what the warmup is at before.
  private func returned(_ formula: String) -> [String] {
    schedule.warmupSteps > 0
      ? ["return min((step + 1) / \(schedule.warmupSteps), \(formula))"] : ["return \(formula)"]
  }

  private func stableDecay(stable: Int, decay: Int, _ shape: DecayShape) -> [String] {
    let start = schedule.warmupSteps + stable
    let share = "share = max(0, step - \(start)) / \(decay)"
    return switch shape {
    case .linear: [share] + returned("1 - share")
    case .cosine: [share] + returned("(1 + math.cos(math.pi * share)) / 2")
    case .sqrt: [share] + returned("1 - share**0.5")
    }
  }

  /// The argument for a fraction of the peak, which is a rate in PyTorch; none for 0, the default.
  private func lowest(_ name: String, _ fraction: Double) -> [String] {
    fraction == 0 ? [] : ["\(name)=\(PythonLines.number(fraction)) * \(peak)"]
  }

  private var peak: String { "learning_rate" }

  private func cyclic(base: Double, up: Int, _ height: Schedule.CycleHeight) -> [String] {
    let mode =
      switch height {
      case .same: ["mode=\"triangular\""]
      case .halving: ["mode=\"triangular2\""]
      case .exponential(let gamma): ["mode=\"exp_range\"", "gamma=\(PythonLines.number(gamma))"]
      }
    return [
      "optimizer", "\(PythonLines.number(base)) * \(peak)", peak, "step_size_up=\(up)",
    ] + mode + ["cycle_momentum=False"]
  }

  private func onecycle(_ cycle: OneCycle) -> [String] {
    func number(_ value: Double) -> String { PythonLines.number(value) }
    var (rise, steps) = (cycle.timing.rise, cycle.timing.steps)
    // PyTorch divides by 0 where the rise ends at the first or at the last step. A rise that ends
    // just before the first is as good; behind one to the last, a step that is never made.
    if rise == 1 { rise = 1 - 1e-9 }
    if rise >= Double(steps) { steps += 1 }
    let share = rise / Double(steps)
    var arguments = [
      "optimizer", peak, "total_steps=\(steps)",
      // A float, which PyTorch insists on; without the last bits, in which 0.3 · 10 / 10 is not 0.3.
      "pct_start=\(Double(Decimal.significant(share, digits: 12)) ?? share)",
    ]
    if cycle.timing.anneal == .linear { arguments.append("anneal_strategy=\"linear\"") }
    if setting.training.optimizer.momentum != nil {
      arguments += [
        "base_momentum=\(number(cycle.baseMomentum))", "max_momentum=\(number(cycle.maxMomentum))",
      ]
    } else {
      arguments.append("cycle_momentum=False")
    }
    return arguments + [
      "div_factor=\(number(cycle.div))", "final_div_factor=\(number(cycle.final))",
    ]
  }
}
