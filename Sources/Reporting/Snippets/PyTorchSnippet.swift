import Training

/// The lines for PyTorch, whose equations, names and defaults ours are.
struct PyTorchSnippet {
  private let setting: UsageSetting

  init(_ setting: UsageSetting) {
    self.setting = setting
  }

  var snippet: Snippet {
    var snippet = Snippet(framework: .pytorch, fidelity: .same, imports: imports, lines: lines)
    if let module = optimizer.package {
      snippet.packages = [Self.distributions[module] ?? module.replacing("_", with: "-")]
    }
    return snippet
  }

  /// What pip calls the packages that it does not call as Python does.
  private static let distributions = ["dog": "dog-optimizer"]

  private var imports: PythonImports {
    var imports = schedule?.imports ?? PythonImports()
    imports.insert("torch")
    imports.insert(["DataLoader", "TensorDataset"], from: "torch.utils.data")
    imports.insert(["islice"], from: "itertools")
    if let package = optimizer.package { imports.insert([optimizer.name], from: package) }
    if averaging != nil { imports.insert(["PolynomialDecayAverager"], from: "dog") }
    if setting.task == .regression { imports.insert(["r2_score"], from: "sklearn.metrics") }
    return imports
  }

  private var schedule: PyTorchSchedule? {
    setting.course.map { PyTorchSchedule($0.schedule, setting) }
  }

  private var lines: [String] {
    let (suffix, loss) =
      switch setting.task {
      case .classification: ("", "CrossEntropyLoss")
      case .regression: (".float()[:, None]", "MSELoss")
      }
    var lines = [
      "torch.manual_seed(seed)", "learning_rate = \(PythonLines.rounded(setting.learningRate))",
      "inputs_val = torch.tensor(X_val).float()", "targets_val = torch.tensor(y_val)\(suffix)",
    ]
    lines += PythonLines.call(
      "data = TensorDataset", ["torch.tensor(X_train).float()", "torch.tensor(y_train)\(suffix)"])
    lines += PythonLines.call(
      "batches = DataLoader", ["data", setting.batchSize, "shuffle=True", "drop_last=True"])
    lines += PythonLines.call("model = torch.nn.Sequential", layers)
    lines.append("loss = torch.nn.\(loss)()")
    let (package, name, arguments) = optimizer
    lines += PythonLines.call(
      "optimizer = \(package == nil ? "torch.optim." : "")\(name)", arguments)
    if let averaging {
      lines.append("averager = PolynomialDecayAverager(model, \(PythonLines.number(averaging)))")
    }
    lines += (schedule?.lines ?? []) + loop + [""] + evaluation
    return lines
  }

  /// Trains for as many steps as were measured, however many rows there are: behind its last step a
  /// schedule goes up again, or fails.
  private var loop: [String] {
    let epochs = Double(setting.budgetSteps) / Double(setting.trainingRows / setting.batchRows)
    var lines = isScheduleFree ? ["optimizer.train()"] : []
    lines += [
      "step, steps = 0, \(setting.budgetSteps)  # about \(Decimal.significant(epochs)) epochs",
      "while step < steps:", "    for inputs, targets in islice(batches, steps - step):",
      "        optimizer.zero_grad()", "        loss(model(inputs), targets).backward()",
    ]
    if let limit = setting.training.clipNorm {
      lines.append(
        "        torch.nn.utils.clip_grad_norm_(model.parameters(), \(PythonLines.number(limit)))")
    }
    lines.append("        optimizer.step()")
    if averaging != nil { lines.append("        averager.step()") }
    lines.append("        step += 1")
    return lines + (schedule?.steps ?? []).map { "        \($0)" }
  }

  private var evaluation: [String] {
    let evaluated = averaging == nil ? "model" : "averager.averaged_model"
    let lines =
      (isScheduleFree ? ["optimizer.eval()  # the average of the steps"] : []) + [
        "with torch.no_grad():", "    outputs_val = \(evaluated)(inputs_val)",
        "val_loss = loss(outputs_val, targets_val).item()",
      ]
    return lines
      + (setting.task == .regression
        ? ["r2 = r2_score(y_val, outputs_val[:, 0])"]
        : ["accuracy = (outputs_val.argmax(1) == targets_val).float().mean().item()"])
      + [setting.printing(for: .pytorch)]
  }

  /// Whether the optimizer moves the parameters to those that are to be evaluated.
  private var isScheduleFree: Bool {
    switch setting.training.optimizer.traits.evaluationPoint {
    case .line: true
    case .parameters, .state: false
    }
  }

  /// The power of the average of the steps that is kept beside them, or nil.
  private var averaging: Double? {
    switch setting.training.optimizer {
    case .dog(_, _, let averaging), .ldog(_, _, let averaging): averaging > 0 ? averaging : nil
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dadaptAdam:
      nil
    }
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

  /// The class that makes it, what that is given, and the package that it is in where it is not in
  /// PyTorch.
  private var optimizer: (package: String?, name: String, arguments: [String]) {
    func number(_ value: Double) -> String { PythonLines.number(value) }
    let name: String
    var package: String?
    var arguments = [
      "model.parameters()", "lr=learning_rate",
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
    case .lion(let beta1, let beta2):
      (package, name) = ("lion_pytorch", "Lion")
      arguments.append("betas=(\(number(beta1)), \(number(beta2)))")
    case .nadamw(let beta1, let beta2, let epsilon, let momentumDecay):
      name = "NAdam"
      arguments += ["betas=(\(number(beta1)), \(number(beta2)))", "eps=\(number(epsilon))"]
      arguments += ["momentum_decay=\(number(momentumDecay))", "decoupled_weight_decay=True"]
    case .scheduleFreeSGD(let momentum, let averaging):
      (package, name) = ("schedulefree", "SGDScheduleFree")
      arguments += ["momentum=\(number(momentum))"] + Self.arguments(averaging)
    case .scheduleFreeAdamW(let beta1, let beta2, let epsilon, let averaging):
      (package, name) = ("schedulefree", "AdamWScheduleFree")
      arguments += ["betas=(\(number(beta1)), \(number(beta2)))", "eps=\(number(epsilon))"]
      arguments += Self.arguments(averaging)
    case .prodigy(
      let beta1, let beta2, let epsilon, let initialDistance, let coefficient, let correctsBias,
      let safeguardsWarmup):
      (package, name) = ("prodigyopt", "Prodigy")
      arguments += ["betas=(\(number(beta1)), \(number(beta2)))", "eps=\(number(epsilon))"]
      arguments += ["d0=\(number(initialDistance))", "d_coef=\(number(coefficient))"]
      if correctsBias { arguments.append("use_bias_correction=True") }
      if safeguardsWarmup { arguments.append("safeguard_warmup=True") }
    case .dog(let initialDistance, let epsilon, _), .ldog(let initialDistance, let epsilon, _):
      (package, name) = ("dog", setting.training.optimizer.traits.isTensorwise ? "LDoG" : "DoG")
      arguments += ["reps_rel=\(number(initialDistance))", "eps=\(number(epsilon))"]
    case .dadaptAdam(let beta1, let beta2, let epsilon, let initialDistance, let correctsBias):
      (package, name) = ("dadaptation", "DAdaptAdam")
      arguments += ["betas=(\(number(beta1)), \(number(beta2)))", "eps=\(number(epsilon))"]
      arguments.append("d0=\(number(initialDistance))")
      if correctsBias { arguments.append("use_bias_correction=True") }
    }
    // AdamW decays by default, so that there even no decay has to be said.
    if name == "AdamW" || setting.weightDecay != 0 {
      arguments.append("weight_decay=\(number(setting.weightDecay))")
    }
    return (package, name, arguments)
  }

  private static func arguments(_ averaging: AveragingWeights) -> [String] {
    var arguments: [String] = []
    let usual = AveragingWeights()
    if averaging.warmupSteps != 0 { arguments.append("warmup_steps=\(averaging.warmupSteps)") }
    if averaging.stepPower != 0 { arguments.append("r=\(PythonLines.number(averaging.stepPower))") }
    if averaging.ratePower != usual.ratePower {
      arguments.append("weight_lr_power=\(PythonLines.number(averaging.ratePower))")
    }
    return arguments
  }
}
