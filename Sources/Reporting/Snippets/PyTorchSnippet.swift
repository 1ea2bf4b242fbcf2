import Training

/// The lines for PyTorch, whose equations, names and defaults ours are.
struct PyTorchSnippet {
  private let setting: UsageSetting

  init(_ setting: UsageSetting) {
    self.setting = setting
  }

  var snippet: Snippet {
    Snippet(framework: .pytorch, fidelity: .same, lines: lines)
  }

  private var lines: [String] {
    let (targets, loss) =
      switch setting.task {
      case .classification: ("torch.tensor(y)", "CrossEntropyLoss")
      case .regression: ("torch.tensor(y).float()[:, None]", "MSELoss")
      }
    let epochs = setting.epochs(keepsPartialBatch: false)
    let schedule = setting.course.map { PyTorchSchedule($0.schedule, setting) }
    var lines = schedule?.imports ?? ["import torch"]
    lines += ["from torch.utils.data import DataLoader, TensorDataset", ""]
    lines.append("data = TensorDataset(torch.tensor(X).float(), \(targets))")
    lines.append(
      "batches = DataLoader(data, \(setting.batchRows), shuffle=True, drop_last=True)")
    lines += PythonLines.call("model = torch.nn.Sequential", layers)
    lines.append("loss = torch.nn.\(loss)()")
    lines += optimizer + (schedule?.lines ?? [])
    let steps = epochs * (setting.trainingRows / setting.batchRows)
    // Behind its last step a schedule goes on, up again or with an error; more rows would lead there.
    let stopsItself = schedule?.countsSteps == true
    let stop = stopsItself || steps == setting.budgetSteps ? "" : "stop after "
    lines.append("for epoch in range(\(epochs)):  # \(stop)\(setting.budgetSteps) steps")
    lines.append("    for inputs, targets in batches:")
    if stopsItself {
      lines.append("        if scheduler.last_epoch == \(setting.budgetSteps):")
      lines.append("            break")
    }
    lines.append("        optimizer.zero_grad()")
    lines.append("        loss(model(inputs), targets).backward()")
    if let limit = setting.training.clipNorm {
      lines.append(
        "        torch.nn.utils.clip_grad_norm_(model.parameters(), \(PythonLines.number(limit)))")
    }
    lines.append("        optimizer.step()")
    lines += (schedule?.steps ?? []).map { "        \($0)" }
    return lines
  }

  private var layers: [String] {
    let activation =
      switch setting.training.model.activation {
      case .relu: "ReLU"
      case .tanh: "Tanh"
      case .sigmoid: "Sigmoid"
      }
    let linear = zip(setting.widths, setting.widths.dropFirst()).map {
      "torch.nn.Linear(\($0), \($1))"
    }
    return Array(linear.map { [$0] }.joined(separator: ["torch.nn.\(activation)()"]))
  }

  private var optimizer: [String] {
    func number(_ value: Double) -> String { PythonLines.number(value) }
    let name: String
    var arguments = [
      "model.parameters()", "lr=\(PythonLines.rounded(setting.learningRate))",
    ]
    switch setting.training.optimizer {
    case .sgd:
      name = "SGD"
    case .momentum(let momentum, let dampening):
      name = "SGD"
      arguments.append("momentum=\(number(momentum))")
      if dampening != 0 { arguments.append("dampening=\(number(dampening))") }
    case .nesterov(let momentum):
      name = "SGD"
      arguments += ["momentum=\(number(momentum))", "nesterov=True"]
    case .adam(let beta1, let beta2, let epsilon):
      name = "Adam"
      arguments += ["betas=(\(number(beta1)), \(number(beta2)))", "eps=\(number(epsilon))"]
    case .adamw(let beta1, let beta2, let epsilon):
      name = "AdamW"
      arguments += ["betas=(\(number(beta1)), \(number(beta2)))", "eps=\(number(epsilon))"]
    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      name = "RMSprop"
      arguments += ["alpha=\(number(alpha))", "eps=\(number(epsilon))"]
      if momentum != 0 { arguments.append("momentum=\(number(momentum))") }
      if isCentered { arguments.append("centered=True") }
    case .adagrad(let learningRateDecay, let initialAccumulator, let epsilon):
      name = "Adagrad"
      if learningRateDecay != 0 { arguments.append("lr_decay=\(number(learningRateDecay))") }
      if initialAccumulator != 0 {
        arguments.append("initial_accumulator_value=\(number(initialAccumulator))")
      }
      arguments.append("eps=\(number(epsilon))")
    }
    // AdamW decays by default, so that there even no decay has to be said.
    if name == "AdamW" || setting.weightDecay != 0 {
      arguments.append("weight_decay=\(number(setting.weightDecay))")
    }
    return PythonLines.call("optimizer = torch.optim.\(name)", arguments)
  }
}
