import Commands
import TestSupport
import Testing

/// What programs print, as they do it, and what is read of it.
struct PrintedFigureTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var print: String
    var name: String
    var values: [Double]
  }

  static let cases = [
    Case(
      description: "name=value", print: "epoch=1 loss=0.5\nepoch=2 loss=0.25\n", name: "loss",
      values: [0.5, 0.25]),
    Case(
      description: "PyTorch's MNIST",
      print: """
        Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.300
        Train Epoch: 1 [640/60000 (1%)]\tLoss: 1.9

        Test set: Average loss: 0.0512, Accuracy: 9833/10000 (98%)

        Train Epoch: 2 [0/60000 (0%)]\tLoss: 0.3
        Test set: Average loss: 0.0412, Accuracy: 9863/10000 (99%)
        """, name: "Test set Average loss", values: [0.0512, 0.0412]),
    Case(
      description: "Keras",
      print: """
        Epoch 1/2
        8/8 - 0s - 5ms/step - accuracy: 0.5 - loss: 0.71 - val_accuracy: 0.6 - val_loss: 0.65
        Epoch 2/2
        8/8 - 0s - 5ms/step - accuracy: 0.5 - loss: 0.61 - val_accuracy: 0.6 - val_loss: 0.55
        """, name: "val_loss", values: [0.65, 0.55]),
    Case(
      description: "Hugging Face",
      print: """
        {'loss': 0.69, 'grad_norm': 1.2, 'learning_rate': 4e-05, 'epoch': 0.5}
        {'eval_loss': '0.53', 'eval_runtime': 0.1, 'epoch': 1.0}
        {'eval_loss': 0.43, 'eval_runtime': 0.1, 'epoch': 2.0}
        {'train_runtime': 1.5, 'train_loss': 0.6, 'epoch': 2.0}
        """, name: "eval_loss", values: [0.53, 0.43]),
    Case(
      description: "XGBoost",
      print: "[0]\teval-rmse:3.5\ttrain-rmse:3.1\n[1]\teval-rmse:2.5\ttrain-rmse:2.1\n",
      name: "eval-rmse", values: [3.5, 2.5]),
    Case(
      description: "XGBoost's scikit-learn interface",
      print:
        "[0]\tvalidation_0-logloss:0.6\tvalidation_1-logloss:0.65\n[1]\tvalidation_0-logloss:0.5\tvalidation_1-logloss:0.55\n",
      name: "validation_1-logloss", values: [0.65, 0.55]),
    Case(
      description: "LightGBM",
      print:
        "[10]\ttraining's l2: 0.2\tvalid_0's l2: 0.38\n[20]\ttraining's l2: 0.1\tvalid_0's l2: 0.28\n",
      name: "valid_0's l2", values: [0.38, 0.28]),
    Case(
      description: "scikit-learn's MLP",
      print: "Iteration 1, loss = 0.69\nIteration 2, loss = 0.59\n",
      name: "loss", values: [0.69, 0.59]),
    Case(
      description: "scikit-learn's SGD",
      print: """
        -- Epoch 1
        Norm: 1.23, NNZs: 30, Bias: -0.5, T: 455, Avg. loss: 0.31
        Total training time: 0.00 seconds.
        -- Epoch 2
        Norm: 1.43, NNZs: 30, Bias: -0.5, T: 910, Avg. loss: 0.21
        """, name: "Avg. loss", values: [0.31, 0.21]),
    Case(
      description: "fastai",
      print: """
        epoch     train_loss  valid_loss  accuracy  time
        0         1.083000    0.980000    0.560000  00:01
        1         0.983000    0.880000    0.660000  00:01
        """, name: "valid_loss", values: [0.98, 0.88]),
    Case(
      description: "skorch",
      print: """
          epoch    train_loss    valid_acc    valid_loss     dur
        -------  ------------  -----------  ------------  ------
              1        0.6905       0.6150        0.6749  0.0200
              2        0.6648       0.6450        0.6633  0.0100
        """, name: "valid_loss", values: [0.6749, 0.6633]),
    Case(
      description: "fastai's table beside its bar",
      print:
        "█\repoch     train_loss  valid_loss  accuracy  time    \n█\r\rEpoch 1/2 : |----| 0.00% [0/14 00:00<?]\rEpoch 1/2 : |████| 100.00% [14/14 00:00<00:00... 0.5266]\rEpoch 1/2 :      \r0         0.500744    0.662139    0.575221  00:00     \n█\r\rEpoch 2/2 : |████| 100.00% [14/14 00:00<00:00... 0.3129]\rEpoch 2/2 :      \r1         0.301260    0.205299    0.946903  00:00     ",
      name: "valid_loss", values: [0.662139, 0.205299]),
    Case(
      description: "TabNet",
      print: """
        epoch 0  | loss: 0.66404 | val_0_logloss: 0.72392 |  0:00:00s
        epoch 1  | loss: 0.61369 | val_0_logloss: 0.67857 |  0:00:00s
        """, name: "val_0_logloss", values: [0.72392, 0.67857]),
    Case(
      description: "a CSV in print",
      print:
        "starting, with 3 workers\nepoch,train_loss,val_loss\n1,0.5,0.6\n2,0.4,\"0.5\"\n3,0.3,0.4\n",
      name: "val_loss", values: [0.6, 0.5, 0.4]),
    Case(
      description: "a table with single blanks",
      print: "the loss is below\nepoch loss val_loss time\n1 0.5 0.6 0:01\n2 0.4 0.55 0:01\n",
      name: "val_loss", values: [0.6, 0.55]),
    Case(
      description: "a table with a frame",
      print: """
        +-------+----------+--------+
        | Epoch | Val loss | Acc    |
        +=======+==========+========+
        |     1 |   0.6931 |  50.0% |
        |     2 |   0.6012 |  70.5% |
        +-------+----------+--------+
        """, name: "Val loss", values: [0.6931, 0.6012]),
    Case(
      description: "R",
      print:
        "Epoch 1: training loss = 0.52736, validation loss = 0.51536\nEpoch 2: training loss = 0.45173, validation loss = 0.43253\n",
      name: "validation loss", values: [0.51536, 0.43253]),
    Case(
      description: "nanoGPT",
      print:
        "step 0: train loss 4.28, val loss 4.29\niter 0: loss 4.3, time 33ms\nstep 250: train loss 2.28, val loss 2.29\n",
      name: "val loss", values: [4.29, 2.29]),
    Case(
      description: "torchvision",
      print: """
        Epoch: [0]  [  0/157]  eta: 0:10:02  lr: 0.1  loss: 7.01 (7.05)  acc1: 0.0 (0.0)  time: 0.5
        Epoch: [0]  [ 10/157]  eta: 0:10:01  lr: 0.1  loss: 6.01 (6.55)  acc1: 0.0 (0.0)  time: 0.5
        Test:   [ 0/10]  eta: 0:00:09  loss: 5.01 (5.01)  acc1: 9.0 (9.0)  time: 0.5
        Test:  Acc@1 63.9 Acc@5 88.0
        Epoch: [1]  [  0/157]  eta: 0:10:01  lr: 0.1  loss: 4.01 (4.55)  acc1: 0.0 (0.0)  time: 0.5
        Test:   [ 0/10]  eta: 0:00:09  loss: 3.01 (3.01)  acc1: 9.0 (9.0)  time: 0.5
        """, name: "Test loss", values: [5.01, 3.01]),
    Case(
      description: "lines of training alone",
      print: "Epoch: [0]  [  0/157]  eta: 0:10:02  lr: 0.1  loss: 7.01 (7.05)\n"
        + "Epoch: [0]  [ 10/157]  eta: 0:10:01  lr: 0.1  loss: 6.01 (6.55)\n",
      name: "loss", values: [6.01]),
    Case(
      description: "a progress bar",
      print:
        "\rEpoch 0:  50%|█▌ | 1/2 [00:00<00:00, v_num=0, train_loss=0.7]\u{1B}[A\rEpoch 0: 100%|███| 2/2 [00:00<00:00, 9.5it/s, train_loss=0.69, val_loss=0.6]\nEpoch 1: 100%|███| 2/2 [00:00<00:00, val_loss=0.5]",
      name: "val_loss", values: [0.6, 0.5]),
    Case(
      description: "logging in front",
      print:
        "2024-01-01 12:00:00,123 - INFO - epoch 1 - val_loss: 0.5\nINFO:root:epoch 2: val_loss: 0.4\n",
      name: "val_loss", values: [0.5, 0.4]),
    Case(
      description: "a tensor", print: "epoch 1 loss tensor(0.6931, grad_fn=<NllLossBackward0>)\n",
      name: "loss", values: [0.6931]),
    Case(
      description: "scikit-learn's boosting",
      print: """
              Iter       Train Loss   Remaining Time
                 1           1.2500            0.10s
                 2           1.1500            0.09s
        """, name: "Train Loss", values: [1.25, 1.15]),
    Case(
      description: "JSON lines",
      print: "{\"epoch\": 1, \"val\": {\"loss\": 0.5}, \"val_loss\": 0.5}\n",
      name: "val_loss", values: [0.5]),
  ]

  @Test(arguments: cases)
  func aLossIsRead(_ given: Case) throws {
    let outcome = try Runs().run(printing: given.print)
    guard case .finished(let series) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(series.name == given.name)
    #expect(series.entries.map(\.value) == given.values)
  }

  @Test func aFigureThatIsNamedIsTaken() throws {
    let runs = try Runs()
    let print = "epoch 1 loss=0.5 val_loss=0.6 acc=0.7\n"
    #expect(
      try runs.run(printing: print, MetricChoice(name: "acc", isMaximized: true)).values == [0.7])
    #expect(
      try runs.run(printing: "a 1\nvalue 12.5\n", MetricChoice(name: "value")).values == [12.5])
    let missing = try runs.run(printing: print, MetricChoice(name: "auc"))
    guard case .failed(let problem, let lines) = missing else {
      Issue.record("\(missing)")
      return
    }
    #expect(problem == "ended, but logged no 'auc'; there are 'loss', 'val_loss', 'acc'")
    #expect(lines == ["epoch 1 loss=0.5 val_loss=0.6 acc=0.7"])
  }

  /// Rows without names are read by their number, and only so: nobody else knows what they are.
  @Test(arguments: [
    (
      "[0, 0.5007, 0.6621, 0.5752, '00:00']\n[1, 0.3013, 0.2053, 0.9469, '00:00']\n",
      [0.6621, 0.2053]
    ),
    ("1 0.5 0.6\n2 0.4 0.5\n", [0.6, 0.5]),
    ("1,0.5,0.6\n2,0.4,nan\n3,0.4,0.5\n", [0.6, .nan, 0.5]),
    ("(1, 0.5, 0.6)\n", [0.6]),
  ])
  func aColumnWithoutANameIsTaken(_ print: String, _ expected: [Double]) throws {
    let taken = try Runs().run(printing: print, MetricChoice(name: "column 3")).values
    #expect(taken.map { "\($0)" } == "\(expected)")
    let problem = try Runs().run(printing: print).problem
    #expect(problem?.contains("there are 'column 1', 'column 2', 'column 3'") == true)
  }

  /// What CatBoost is judged by may be a score or a loss: it is asked for.
  @Test func aNameThatMayBeAnythingIsAskedFor() throws {
    let print =
      "0:\tlearn: 0.5743291\ttest: 0.5819386\tbest: 0.5819386 (0)\ttotal: 77.6ms\tremaining: 233ms\n"
      + "1:\tlearn: 0.4463546\ttest: 0.4516653\tbest: 0.4516653 (1)\ttotal: 80.8ms\tremaining: 80.8ms\n"
      + "\nbestTest = 0.4516653\nbestIteration = 1\n"
    let runs = try Runs()
    #expect(try runs.run(printing: print).problem?.contains("'learn', 'test', 'best'") == true)
    #expect(
      try runs.run(printing: print, MetricChoice(name: "test")).values == [0.5819386, 0.4516653])
  }

  @Test func whatHasNoLossIsShownAndAskedFor() throws {
    guard case .failed(let problem, let lines) = try Runs().run(printing: "hello\nacc=0.5\n") else {
      Issue.record("it has none")
      return
    }
    #expect(problem.contains("--metric") && problem.contains("'acc'"))
    #expect(lines == ["hello", "acc=0.5"])
  }
}
