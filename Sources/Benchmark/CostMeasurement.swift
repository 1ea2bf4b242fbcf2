import Glibc
import RandomStreams
import Training

/// The times of training groups of many shapes, beside what the cost model says of them.
enum CostMeasurement {
  /// A group whose step is timed.
  struct Shape {
    var widths: [Int]
    var batchSize: Int
    var lanes: Int
    var optimizer: Optimizer
  }

  private static let optimizers: [Optimizer] = [
    .sgd, .momentum(), .nesterov(), .adam(), .adamw(), .rmsprop(), .adagrad(),
  ]
  /// The processor seconds of one timing, about.
  private static let duration = 0.03

  /// Shapes as tables and options have them: drawn evenly on logarithms, the same in every run.
  static func shapes(count: Int, seed: UInt64) -> [Shape] {
    var stream = RandomStream(seed: seed, purpose: .rowSample)
    func draw(_ low: Double, _ high: Double) -> Int {
      let share = Double(stream.unitFloat())
      return Int((low * exp(share * log(high / low))).rounded())
    }
    return (0..<count).map { index in
      let inputs = draw(2, 300)
      let outputs = index % 3 == 0 ? 2 : index % 3 == 1 ? 1 : draw(2, 12)
      let hidden = (0..<[0, 1, 1, 2][index % 4]).map { _ in draw(8, 200) }
      return Shape(
        widths: [inputs] + hidden + [outputs], batchSize: draw(8, 256),
        lanes: draw(1, 16), optimizer: optimizers[index % optimizers.count])
    }
  }

  /// Measures shapes, and prints a line for each: what it is, then microseconds.
  static func run(count: Int, seed: UInt64, repeats: Int) {
    print(
      "widths,batch,lanes,optimizer,step_us,model_step_us,row_us,model_row_us,start_us,model_start_us"
    )
    for shape in shapes(count: count, seed: seed) {
      let times = measure(shape, repeats: repeats)
      let model = shape.cost
      let numbers = [
        times.step, model.step(lanes: shape.lanes), times.row,
        model.evaluation(rows: 1, lanes: shape.lanes), times.start, model.start(lanes: shape.lanes),
      ].map { "\(($0 * 1e9).rounded() / 1e3)" }
      print(
        "\(shape.widths.map(String.init).joined(separator: "-")),\(shape.batchSize),\(shape.lanes),"
          + "\(shape.optimizer.name),\(numbers.joined(separator: ","))")
    }
  }

  /// Seconds of a step, of evaluating a row, and of preparing a group.
  private static func measure(
    _ shape: Shape, repeats: Int
  ) -> (step: Double, row: Double, start: Double) {
    let workload = Workload(
      name: "cost", widths: shape.widths, batchSize: shape.batchSize, steps: 0)
    let settings = workload.settings(shape.optimizer)
    let lanes = (0..<shape.lanes).map { Lane(learningRate: 1e-5 * Double($0 + 1)) }
    let dataset = workload.dataset
    var (steps, rows, starts): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<repeats {
      var trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
      starts.append(
        Timing.seconds {
          trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
        })
      var losses = lanes.map { _ in [Float]() }
      trainer.advance(to: 20, recording: &losses)
      var (spent, done) = (0.0, 20)
      while spent < duration {
        spent += Timing.seconds { trainer.advance(to: done + 50, recording: &losses) }
        done += 50
      }
      steps.append(spent / Double(done - 20))
      var (seconds, evaluated) = (0.0, 0)
      while seconds < duration / 4 {
        seconds += Timing.seconds { _ = trainer.evaluate(rows: 0..<512) }
        evaluated += 512
      }
      rows.append(seconds / Double(evaluated))
    }
    return (Timing.median(steps), Timing.median(rows), Timing.median(starts))
  }
}

extension CostMeasurement.Shape {
  /// What the model says of it.
  var cost: CostModel {
    let workload = Workload(name: "", widths: widths, batchSize: batchSize, steps: 0)
    return CostModel(
      settings: workload.settings(optimizer), inputs: widths[0],
      outputs: widths[widths.count - 1])
  }
}
