import RandomStreams
import Tabular
import Training

/// What short trainings on a small table lose to being prepared and to evaluation: a search makes
/// hundreds of them, of some milliseconds each.
enum ShortTrainings {
  /// A training as a search makes it: rows, a group's rates, and how often it is evaluated.
  private static let rows = (training: 455, validation: 114)
  private static let lanes = 7
  private static let folds = 5
  private static let evaluations = 51

  /// Measures B and D, and prints a line for each: microseconds of a model-step in a long training,
  /// then the share of its rate that trainings of 200 steps reach one after the other, then the share of
  /// evaluation in trainings of 200 and of 2,000 steps.
  static func run(repeats: Int) {
    print("workload,optimizer,step_us,rate_of_200,evaluation_of_200,evaluation_of_2000")
    for workload in Workload.all where ["B", "D"].contains(workload.name) {
      let dataset = table(workload.widths)
      for optimizer in TrainingMeasurement.optimizers {
        func seconds(steps: Int, trainings: Int, evaluations: Int) -> Double {
          Timing.median(
            (0..<repeats).map { _ in
              Timing.seconds {
                for fold in 0..<trainings {
                  train(
                    workload.settings(optimizer), on: dataset, seed: fold, steps: steps,
                    evaluations: evaluations)
                }
              } / Double(trainings * steps * lanes)
            })
        }
        let long = seconds(steps: 20_000, trainings: 1, evaluations: 0)
        let short = seconds(steps: 200, trainings: 10 * folds, evaluations: 0)
        let shares = [200, 2000].map { steps in
          let (trainings, plain) = (10_000 / steps, steps == 200 ? short : nil)
          let without = plain ?? seconds(steps: steps, trainings: trainings, evaluations: 0)
          let with = seconds(steps: steps, trainings: trainings, evaluations: evaluations)
          return 1 - without / with
        }
        print(
          "\(workload.name),\(optimizer.name),\(rounded(long * 1e6)),\(rounded(long / short)),"
            + shares.map(rounded).joined(separator: ","))
      }
    }
  }

  private static func rounded(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }

  private static func train(
    _ settings: TrainingSettings, on dataset: Dataset, seed: Int, steps: Int, evaluations: Int
  ) {
    var settings = settings
    settings.seed = UInt64(seed)
    let lanes = (0..<lanes).map { Lane(learningRate: 1e-3 * Double($0 + 1)) }
    let checkpoints = (0..<evaluations).map { $0 * steps / max(1, evaluations - 1) }
    let trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
    _ = trainer.train(
      through: Round(lanes: lanes, checkpoints: checkpoints, end: steps),
      evaluatingOn: dataset.validationRows)
  }

  private static func table(_ widths: [Int]) -> Dataset {
    Workload.table(widths: widths, rows: rows.training + rows.validation, training: rows.training)
  }
}
