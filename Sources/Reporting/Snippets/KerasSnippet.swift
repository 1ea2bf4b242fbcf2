import Training

/// The lines for Keras 3.
///
/// What differs from PyTorch, and how the lines make up for it:
/// - layers start with Glorot's weights and biases of 0: both are set to PyTorch's uniform draws;
/// - an optimizer's `weight_decay` is always decoupled: the others' decay becomes an L2 penalty of
///   half its factor, except for plain descent, where both are the same;
/// - epsilon stands under the root in RMSprop and Adagrad, √(v + ε): its square is given, so that
///   both agree where v is 0 and where it is not small; Adagrad's is too small to matter, but
///   RMSprop's moves the weights with the smallest gradients otherwise;
/// - epsilon is added before the bias correction in Adam, see `UsageSetting.uncorrectedEpsilon`;
/// - the velocity of momentum contains the rate: same as long as the rate is constant;
/// - there is no dampening; RMSprop and Adagrad have other defaults, so all parameters are given;
/// - `fit` also steps on the partial batch at the end of an epoch; see `UsageSetting.fitted`.
struct KerasSnippet {
  private let setting: UsageSetting

  init(_ setting: UsageSetting) {
    self.setting = setting
  }

  /// What it lacks for a training; nil for nothing.
  static func lack(for optimizer: Optimizer) -> String? {
    switch optimizer {
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion: nil
    case .nadamw: "has a Nadam whose momentum rises otherwise than PyTorch's"
    case .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      "has no \(optimizer.name)"
    }
  }

  var snippet: Snippet {
    if let lack = Self.lack(for: setting.training.optimizer) {
      return Snippet(.keras, obstacle: "Keras \(lack)")
    }
    let notes = self.notes
    return Snippet(
      framework: .keras, fidelity: notes.isEmpty ? .same : .approximate, imports: imports,
      lines: (notes + conversions).flatMap(PythonLines.comment) + lines)
  }

  /// What the lines convert.
  private var conversions: [String] {
    switch setting.training.optimizer {
    case .adam(_, _, let epsilon), .adamw(_, _, let epsilon):
      [
        "Keras adds epsilon before the bias correction: \(PythonLines.number(epsilon)) becomes less."
      ]
    case .adagrad(_, _, let epsilon):
      ["Keras has epsilon under the root: PyTorch's \(PythonLines.number(epsilon)) is squared."]
    case .sgd, .momentum, .nesterov, .rmsprop, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      []
    }
  }

  /// What the lines cannot make the same.
  private var notes: [String] {
    var notes: [String] = []
    if case .rmsprop(_, let epsilon, _, _) = setting.training.optimizer {
      notes.append(
        "Nearly the same: Keras has epsilon under the root, so PyTorch's \(PythonLines.number(epsilon))"
          + " is squared; the smallest gradients differ.")
    }
    if case .momentum(_, let dampening) = setting.training.optimizer, dampening != 0 {
      notes.append(
        "Keras has no dampening: the rate is multiplied by 1 - dampening, which is the same but for the first steps."
      )
    }
    if penalty != nil, setting.training.clipNorm != nil {
      notes.append("Not the same: Keras clips the weight decay together with the gradient.")
    }
    return notes
  }

  private var lines: [String] {
    let loss =
      switch setting.task {
      case .classification: "SparseCategoricalCrossentropy(from_logits=True)"
      case .regression: "MeanSquaredError()"
      }
    let initializers = penalty == nil ? "kernel, bias" : "kernel, bias, l2, l2"
    var lines = [
      "keras.utils.set_random_seed(seed)",
      "learning_rate = \(PythonLines.rounded(setting.learningRate))",
    ]
    if let penalty {
      lines.append("l2 = keras.regularizers.L2(\(PythonLines.rounded(penalty)))  # weight decay")
    }
    lines += [
      "", "def linear(inputs, outputs, activation=None):  # starts as torch.nn.Linear does",
      "    kernel = keras.initializers.VarianceScaling(1 / 3, \"fan_in\", \"uniform\")",
      "    bias = keras.initializers.RandomUniform(-(inputs**-0.5), inputs**-0.5)",
      "    return keras.layers.Dense(outputs, activation, True, \(initializers))", "",
    ]
    lines += PythonLines.call("model = keras.Sequential", PythonLines.bracketed(layers))
    lines += PythonLines.call("optimizer = keras.optimizers.\(optimizer.name)", optimizer.arguments)
    lines += ["loss = keras.losses.\(loss)", "model.compile(optimizer, loss)"]
    let fitted = setting.fitted
    lines += fitted.lines
    lines += PythonLines.call(
      "model.fit",
      [
        fitted.inputs, fitted.targets, "batch_size=\(setting.batchSize)",
        "epochs=\(setting.fittedEpochs)", "verbose=0",
      ])
    return lines + [""] + evaluation
  }

  private var evaluation: [String] {
    let lines = [
      "outputs_val = model.predict(X_val, verbose=0)",
      "val_loss = float(loss(y_val, outputs_val))",
    ]
    return lines
      + (setting.task == .regression
        ? ["r2 = r2_score(y_val, outputs_val[:, 0])"]
        : ["accuracy = (outputs_val.argmax(1) == y_val).mean()"])
      + [setting.printing(for: .keras)]
  }

  private var imports: PythonImports {
    var imports = PythonImports()
    imports.insert("keras")
    if setting.task == .regression { imports.insert(["r2_score"], from: "sklearn.metrics") }
    return imports
  }

  private var layers: [String] {
    let activation = setting.training.model.activation.rawValue
    let last = setting.widths.count - 2
    return zip(setting.widths, setting.widths.dropFirst()).enumerated().map { index, widths in
      let arguments = "\(widths.0), \(widths.1)" + (index < last ? ", \"\(activation)\"" : "")
      return "linear(\(arguments))"
    }
  }

  /// The factor of the L2 penalty that stands for the weight decay, or nil where the optimizer
  /// decays itself or nothing decays. The penalty's gradient is 2 · factor · weight.
  private var penalty: Double? {
    guard setting.weightDecay != 0 else { return nil }
    return switch setting.training.optimizer {
    case .sgd, .adamw, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      nil
    case .momentum, .nesterov, .adam, .rmsprop, .adagrad: setting.weightDecay / 2
    }
  }

  private var optimizer: (name: String, arguments: [String]) {
    func number(_ value: Double) -> String { PythonLines.number(value) }
    func squared(_ value: Double) -> String { PythonLines.rounded(value * value) }
    func uncorrected(_ beta2: Double, _ epsilon: Double) -> String {
      PythonLines.rounded(UsageSetting.uncorrectedEpsilon(epsilon, beta2: beta2))
    }
    let rate = "learning_rate"
    let decay = "weight_decay=\(number(setting.weightDecay))"
    let clipping = setting.training.clipNorm.map { ["global_clipnorm=\(number($0))"] } ?? []
    switch setting.training.optimizer {
    case .sgd:
      return ("SGD", [rate] + (setting.weightDecay != 0 ? [decay] : []) + clipping)
    case .momentum(let momentum, let dampening):
      let undamped = dampening == 0 ? rate : "\(PythonLines.rounded(1 - dampening)) * \(rate)"
      return ("SGD", [undamped, "momentum=\(number(momentum))"] + clipping)
    case .nesterov(let momentum):
      return ("SGD", [rate, "momentum=\(number(momentum))", "nesterov=True"] + clipping)
    case .adam(let beta1, let beta2, let epsilon):
      let moments = ["beta_1=\(number(beta1))", "beta_2=\(number(beta2))"]
      return ("Adam", [rate] + moments + ["epsilon=\(uncorrected(beta2, epsilon))"] + clipping)
    case .adamw(let beta1, let beta2, let epsilon):
      let moments = ["beta_1=\(number(beta1))", "beta_2=\(number(beta2))"]
      return (
        "AdamW", [rate, decay] + moments + ["epsilon=\(uncorrected(beta2, epsilon))"] + clipping
      )
    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      var arguments = [rate, "rho=\(number(alpha))", "epsilon=\(squared(epsilon))"]
      if momentum != 0 { arguments.append("momentum=\(number(momentum))") }
      if isCentered { arguments.append("centered=True") }
      return ("RMSprop", arguments + clipping)
    case .adagrad(let learningRateDecay, let initialAccumulator, let epsilon):
      let schedule = "keras.optimizers.schedules.InverseTimeDecay"
      let decaying =
        learningRateDecay == 0
        ? rate : "\(schedule)(\(rate), 1, \(number(learningRateDecay)))"
      return (
        "Adagrad",
        [
          decaying, "initial_accumulator_value=\(number(initialAccumulator))",
          "epsilon=\(squared(epsilon))",
        ] + clipping
      )
    case .lion(let beta1, let beta2):
      let moments = ["beta_1=\(number(beta1))", "beta_2=\(number(beta2))"]
      return ("Lion", [rate] + (setting.weightDecay != 0 ? [decay] : []) + moments + clipping)
    case .nadamw, .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      preconditionFailure("it has no equivalent")
    }
  }
}
