import Training

/// The lines for scikit-learn: its `MLPClassifier` or `MLPRegressor`, which without hidden layers
/// are the softmax and linear regression that ours are.
///
/// `SGDClassifier` and `SGDRegressor` update after every single row, the former one class against
/// the rest, and `LogisticRegression` has no learning rate: none is an equivalent. What differs:
/// - the squared error is halved: plain and momentum descent need twice the rate; Adam's steps do
///   not depend on the scale of the loss, and its epsilon halves with the gradient;
/// - two classes share one logistic output. The difference of two softmax outputs moves twice as
///   far in a step: without hidden layers twice the rate is the same; with them, their rate and
///   the output's cannot both be met;
/// - epsilon is added before the bias correction in Adam, see `UsageSetting.uncorrectedEpsilon`;
/// - `alpha` is divided by the rows of the batch and spares the biases;
/// - initial weights follow Glorot's rule, which cannot be set;
/// - training stops when the loss no longer falls, unless told to wait for all epochs;
/// - `fit` also steps on the partial batch at the end of an epoch; see `UsageSetting.fitted`.
struct ScikitLearnSnippet {
  private let setting: UsageSetting

  init(_ setting: UsageSetting) {
    self.setting = setting
  }

  var snippet: Snippet {
    if let obstacle { return Snippet(.scikitLearn, obstacle: obstacle) }
    return Snippet(
      framework: .scikitLearn, fidelity: .approximate, imports: imports,
      lines: notes.flatMap(PythonLines.comment) + lines)
  }

  /// Why there is no equivalent, or nil.
  private var obstacle: String? {
    guard alpha.isFinite else {
      return "the weight decay times the rows of a batch, its alpha, is no finite number"
    }
    return Self.lack(
      for: setting.training.optimizer, clipNorm: setting.training.clipNorm,
      weightDecay: setting.weightDecay
    ).map { "scikit-learn \($0)" }
  }

  /// What its networks lack for a training; nil for nothing.
  static func lack(for optimizer: Optimizer, clipNorm: Double?, weightDecay: Double) -> String? {
    if clipNorm != nil { return "cannot clip gradients" }
    switch optimizer {
    case .rmsprop: return "has no RMSprop, only SGD and Adam"
    case .adagrad: return "has no Adagrad, only SGD and Adam"
    case .lion: return "has no Lion, only SGD and Adam"
    case .nadamw, .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      return "has no \(optimizer.name), only SGD and Adam"
    case .adamw where weightDecay != 0:
      return "has no decoupled weight decay, which makes AdamW of Adam"
    case .sgd, .momentum, .nesterov, .adam, .adamw: return nil
    }
  }

  private var estimator: String {
    setting.task == .regression ? "MLPRegressor" : "MLPClassifier"
  }

  private var isAdam: Bool {
    switch setting.training.optimizer {
    case .adam, .adamw: true
    case .sgd, .momentum, .nesterov, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      false
    }
  }

  private var hasHiddenLayers: Bool { !setting.training.model.hidden.isEmpty }
  private var isBinary: Bool { setting.task == .classification(classes: 2) }
  /// Whether the one output of two classes can be made up for.
  private var doublesForOneOutput: Bool { isBinary && !hasHiddenLayers }

  /// What the rate is multiplied by.
  private var rateFactor: Double {
    var factor = doublesForOneOutput || (setting.task == .regression && !isAdam) ? 2.0 : 1
    if case .momentum(_, let dampening) = setting.training.optimizer { factor *= 1 - dampening }
    return factor
  }

  /// What the lines convert, and what they cannot make the same.
  private var notes: [String] {
    var notes = ["Not the same: its initial weights follow Glorot's rule, which cannot be set."]
    if setting.task == .regression {
      notes.append(
        isAdam
          ? "Its squared error is halved: Adam's rate stays, its epsilon is halved."
          : "Its squared error is halved, so the learning rate is doubled.")
    } else if isBinary {
      notes.append(
        hasHiddenLayers
          ? "Its one output for two classes learns half as fast as a softmax over two."
          : "It has one output for two classes, so the learning rate is doubled.")
    }
    if case .momentum(_, let dampening) = setting.training.optimizer, dampening != 0 {
      notes.append(
        "It has no dampening: the rate is multiplied by 1 - dampening, which is the same but for "
          + "the first steps.")
    }
    switch setting.training.optimizer {
    case .adam(_, _, let epsilon), .adamw(_, _, let epsilon):
      notes.append(
        "It adds epsilon before the bias correction: \(PythonLines.number(epsilon)) becomes less.")
    case .sgd, .momentum, .nesterov, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      break
    }
    if setting.weightDecay != 0 {
      notes.append("Its alpha is divided by the batch size, and spares the biases.")
    }
    if !hasHiddenLayers {
      notes.append(
        setting.task == .regression
          ? "(SGDRegressor has no equivalent: it updates after every row.)"
          : "(SGDClassifier has no equivalent: it updates after every row, and is one-vs-rest.)")
    }
    return notes
  }

  private var lines: [String] {
    let (epochs, fitted) = (setting.fittedEpochs, setting.fitted)
    let hidden = setting.training.model.hidden.map(String.init)
    let hiddenLayers = hidden.isEmpty ? "()" : PythonLines.tuple(hidden)
    var arguments = ["hidden_layer_sizes=\(hiddenLayers)"]
    if hasHiddenLayers { arguments.append("activation=\"\(activation)\"") }
    arguments += solver
    let factor = rateFactor == 1 ? "" : "\(PythonLines.rounded(rateFactor)) * "
    arguments.append("learning_rate_init=\(factor)learning_rate")
    arguments += ["alpha=\(PythonLines.rounded(alpha))", "batch_size=\(setting.batchSize)"]
    arguments += ["max_iter=\(epochs)", "n_iter_no_change=\(epochs)", "random_state=seed"]
    return ["learning_rate = \(PythonLines.rounded(setting.learningRate))"]
      + PythonLines.call("model = \(estimator)", arguments)
      + fitted.lines
      + [
        "model.fit(\(fitted.inputs), \(fitted.targets))  # a ConvergenceWarning is as it should be",
        "",
      ] + evaluation
  }

  private var evaluation: [String] {
    let lines =
      setting.task == .regression
      ? [
        "val_loss = ((model.predict(X_val) - y_val) ** 2).mean()",
        "r2 = model.score(X_val, y_val)",
      ]
      : [
        "shares = np.zeros((len(X_val), classes))  # 0 for untrained classes",
        "shares[:, model.classes_] = model.predict_proba(X_val)",
        "val_loss = log_loss(y_val, shares, labels=range(classes))",
        "accuracy = model.score(X_val, y_val)",
      ]
    return lines + [setting.printing(for: .scikitLearn)]
  }

  private var imports: PythonImports {
    var imports = PythonImports()
    imports.insert([estimator], from: "sklearn.neural_network")
    if setting.task != .regression {
      imports.insert("numpy as np")
      imports.insert(["log_loss"], from: "sklearn.metrics")
    }
    return imports
  }

  /// The factor of the L2 penalty: half as much where the loss is half as large, or where its
  /// pull is multiplied by a doubled rate.
  private var alpha: Double {
    let full = setting.weightDecay * Double(setting.batchRows)
    return setting.task == .regression || doublesForOneOutput ? full / 2 : full
  }

  private var activation: String {
    switch setting.training.model.activation {
    case .relu: "relu"
    case .tanh: "tanh"
    case .sigmoid: "logistic"
    }
  }

  private var solver: [String] {
    func number(_ value: Double) -> String { PythonLines.number(value) }
    switch setting.training.optimizer {
    case .sgd:
      return ["solver=\"sgd\"", "momentum=0"]
    case .momentum(let momentum, _):
      return ["solver=\"sgd\"", "momentum=\(number(momentum))", "nesterovs_momentum=False"]
    case .nesterov(let momentum):
      return ["solver=\"sgd\"", "momentum=\(number(momentum))", "nesterovs_momentum=True"]
    case .adam(let beta1, let beta2, let epsilon), .adamw(let beta1, let beta2, let epsilon):
      let uncorrected = UsageSetting.uncorrectedEpsilon(epsilon, beta2: beta2)
      return [
        "solver=\"adam\"", "beta_1=\(number(beta1))", "beta_2=\(number(beta2))",
        "epsilon=\(PythonLines.rounded(setting.task == .regression ? uncorrected / 2 : uncorrected))",
      ]
    case .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      return []
    }
  }
}
