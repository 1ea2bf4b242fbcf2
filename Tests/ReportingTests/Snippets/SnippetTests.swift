import Reporting
import Testing
import Training

struct SnippetTests {
  private static let models: [Model] = [
    .logistic, .mlp(hidden: [64], activation: .relu),
    .mlp(hidden: [128, 32, 8], activation: .sigmoid),
  ]
  private static let tasks: [UsageSetting.Task] = [
    .regression, .classification(classes: 2), .classification(classes: 10),
  ]

  /// A setting of 1000 steps with batches of 37 of 500 rows: 13 whole batches and a partial one.
  private func setting(
    _ optimizer: Optimizer, _ model: Model = models[1], task: UsageSetting.Task = tasks[2],
    weightDecay: Double = 0, clipNorm: Double? = nil
  ) -> UsageSetting {
    UsageSetting(
      training: TrainingSettings(
        model: model, optimizer: optimizer, batchSize: 37, clipNorm: clipNorm),
      weightDecay: weightDecay, learningRate: 0.0123, budgetSteps: 1000, trainingRows: 500,
      task: task)
  }

  /// Worked out by hand: 500 / 37 = 13 batches an epoch, 1000 / 13 = 76.9 epochs.
  @Test func pyTorchTextIsThis() {
    let snippet = UsageSnippets(setting(.nesterov(), weightDecay: 1e-4, clipNorm: 2)).snippet(
      for: .pytorch)
    #expect(
      snippet.text == """
        from itertools import islice

        import torch
        from torch.utils.data import DataLoader, TensorDataset

        torch.manual_seed(seed)
        learning_rate = 0.0123
        inputs_val = torch.tensor(X_val).float()
        targets_val = torch.tensor(y_val)
        data = TensorDataset(torch.tensor(X_train).float(), torch.tensor(y_train))
        batches = DataLoader(data, 37, shuffle=True, drop_last=True)
        model = torch.nn.Sequential(
            torch.nn.Linear(X_train.shape[1], 64), torch.nn.ReLU(),
            torch.nn.Linear(64, classes))
        loss = torch.nn.CrossEntropyLoss()
        optimizer = torch.optim.SGD(
            model.parameters(), lr=learning_rate, momentum=0.9, nesterov=True,
            weight_decay=0.0001)
        step, steps = 0, 1000  # about 76.9 epochs
        while step < steps:
            for inputs, targets in islice(batches, steps - step):
                optimizer.zero_grad()
                loss(model(inputs), targets).backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 2)
                optimizer.step()
                step += 1

        with torch.no_grad():
            outputs_val = model(inputs_val)
        val_loss = loss(outputs_val, targets_val).item()
        accuracy = (outputs_val.argmax(1) == targets_val).float().mean().item()
        print(f"PyTorch: validation loss {val_loss:.4g}, accuracy {accuracy:.4g}")

        """)
  }

  /// Worked out by hand: 14 batches with the partial one, 1000 / 14 = 71.4 epochs; the rate
  /// doubles because the squared error is halved; alpha is 0.002 · 37 / 2.
  @Test func scikitLearnTextIsThis() {
    let snippet = UsageSnippets(
      setting(.momentum(), .logistic, task: .regression, weightDecay: 0.002)
    ).snippet(for: .scikitLearn)
    #expect(
      snippet.text == """
        from sklearn.neural_network import MLPRegressor

        # Not the same: its initial weights follow Glorot's rule, which cannot be set.
        # Its squared error is halved, so the learning rate is doubled.
        # Its alpha is divided by the batch size, and spares the biases.
        # (SGDRegressor has no equivalent: it updates after every row.)
        learning_rate = 0.0123
        model = MLPRegressor(
            hidden_layer_sizes=(), solver="sgd", momentum=0.9, nesterovs_momentum=False,
            learning_rate_init=2 * learning_rate, alpha=0.037, batch_size=37,
            max_iter=72, n_iter_no_change=72, random_state=seed)
        model.fit(X_train, y_train)  # a ConvergenceWarning is as it should be

        val_loss = ((model.predict(X_val) - y_val) ** 2).mean()
        r2 = model.score(X_val, y_val)
        print(f"scikit-learn: validation loss {val_loss:.4g}, R² {r2:.4g}")

        """)
  }

  /// A step on the few rows behind the last whole batch is left out, where few are missed by that; many
  /// rows, or those of a small table, are not.
  @Test(arguments: [
    (354, 32, true), (500, 37, false), (96, 32, false), (100, 32, false), (450, 32, true),
    (20, 32, false),
  ])
  func aSmallLastBatchIsLeftOut(rows: Int, batch: Int, isLeftOut: Bool) {
    var setting = setting(.sgd)
    (setting.trainingRows, setting.training.batchSize) = (rows, batch)
    let snippets = UsageSnippets(setting)
    for framework in [Framework.keras, .scikitLearn] {
      let text = snippets.snippet(for: framework).text
      #expect(text.contains("X_train[-rows:], y_train[-rows:]") == isLeftOut)
      #expect(text.contains("rows = len(X_train) // \(batch) * \(batch)") == isLeftOut)
    }
    #expect(!snippets.snippet(for: .pytorch).text.contains("rows = "))
  }

  @Test(arguments: Optimizer.all, models)
  func everySettingSaysAllItsNumbers(_ optimizer: Optimizer, _ model: Model) {
    for task in Self.tasks {
      let snippets = UsageSnippets(setting(optimizer, model, task: task, weightDecay: 0.07))
      for snippet in snippets.all {
        #expect(snippet.lines.allSatisfy { $0.count <= 80 })
        guard snippet.fidelity != .none else { continue }
        for width in model.hidden { #expect(snippet.text.contains("\(width)")) }
        #expect(snippet.text.contains("37"))
        #expect(
          snippet.text.contains(snippet.framework == .pytorch ? "= 0, 1000" : "=72"))
      }
      let pyTorch = snippets.snippet(for: .pytorch)
      #expect(pyTorch.text.contains("= 0.0123") && pyTorch.text.contains("weight_decay=0.07"))
      let keras = snippets.snippet(for: .keras)
      guard keras.fidelity != .none else { continue }
      #expect(keras.text.contains("0.0123"))
      #expect(keras.text.contains("weight_decay=0.07") || keras.text.contains("L2(0.035)"))
    }
  }

  @Test(arguments: Optimizer.all)
  func everyParameterIsSaid(_ optimizer: Optimizer) {
    let snippets = UsageSnippets(setting(optimizer))
    let numbers: [String] =
      switch optimizer {
      case .sgd: []
      case .momentum, .nesterov: ["0.9"]
      case .adam, .adamw: ["0.9", "0.999", "1e-08"]
      case .rmsprop: ["0.99", "1e-08"]
      case .adagrad: ["1e-10"]
      case .lion: ["0.9", "0.99"]
      case .nadamw: ["0.9", "0.999", "1e-08", "0.004"]
      case .scheduleFreeSGD: ["0.9"]
      case .scheduleFreeAdamW: ["0.9", "0.999", "1e-08"]
      case .prodigy, .dadaptAdam: ["0.9", "0.999", "1e-08", "1e-06"]
      case .dog, .ldog: ["1e-06", "1e-08", "8"]
      }
    for snippet in snippets.all where snippet.fidelity != .none {
      for number in numbers { #expect(snippet.text.contains(number)) }
    }
  }

  @Test(arguments: Optimizer.all, models)
  func halvedSquaredErrorDoublesTheRateOfDescentOnly(_ optimizer: Optimizer, _ model: Model) {
    let text = UsageSnippets(setting(optimizer, model, task: .regression)).snippet(
      for: .scikitLearn
    ).text
    switch optimizer {
    case .sgd, .momentum, .nesterov: #expect(text.contains("learning_rate_init=2 * learning_rate"))
    case .adam, .adamw: #expect(text.contains("learning_rate_init=learning_rate"))
    case .rmsprop, .adagrad, .lion, .nadamw, .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy,
      .dog, .ldog, .dadaptAdam:
      #expect(text.hasPrefix("# No equivalent: "))
    }
  }

  @Test(arguments: Optimizer.all, tasks)
  func twoClassesDoubleTheRateOnlyWithoutHiddenLayers(
    _ optimizer: Optimizer, _ task: UsageSetting.Task
  ) {
    guard task != .regression else { return }
    for model in Self.models {
      let snippet = UsageSnippets(setting(optimizer, model, task: task)).snippet(for: .scikitLearn)
      guard snippet.fidelity != .none else { continue }
      let isDoubled = model == .logistic && task == .classification(classes: 2)
      #expect(
        snippet.text.contains("learning_rate_init=\(isDoubled ? "2 * " : "")learning_rate,"))
    }
  }

  @Test(arguments: Optimizer.all)
  func clippingHasNoEquivalentInScikitLearn(_ optimizer: Optimizer) {
    let snippets = UsageSnippets(setting(optimizer, clipNorm: 0.25))
    let snippet = snippets.snippet(for: .scikitLearn)
    #expect(snippet.fidelity == .none)
    #expect(
      snippet.text == "# No equivalent: scikit-learn cannot clip gradients.\n")
    let keras = snippets.snippet(for: .keras)
    #expect(keras.fidelity == .none || keras.text.contains("global_clipnorm=0.25"))
    #expect(
      snippets.snippet(for: .pytorch).text.contains("clip_grad_norm_(model.parameters(), 0.25)"))
  }

  @Test func decoupledDecayHasNoEquivalentInScikitLearn() {
    let with = UsageSnippets(setting(.adamw(), weightDecay: 0.01)).snippet(for: .scikitLearn)
    let without = UsageSnippets(setting(.adamw())).snippet(for: .scikitLearn)
    #expect(with.fidelity == .none && without.fidelity == .approximate)
    #expect(without.text.contains("solver=\"adam\""))
  }

  /// AdamW decays by default in PyTorch and Keras, so no decay has to be said.
  @Test func adamWithoutDecaySaysSo() {
    let snippets = UsageSnippets(setting(.adamw()))
    #expect(snippets.snippet(for: .pytorch).text.contains("weight_decay=0)"))
    #expect(snippets.snippet(for: .keras).text.contains("weight_decay=0,"))
  }
}
