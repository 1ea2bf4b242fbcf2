import Experiment
import Tabular
import Training

extension TrainReport {
  /// A row of the loss curves: a run at a checkpoint.
  package struct CurveRow: Sendable {
    var seed: UInt64
    var fold: Int
    var epoch: Double
    var point: TrialResult.Checkpoint
    var metric: Double?
    /// At the end alone.
    var classMetrics: [Metric: Double]
  }

  /// The loss curves in `NAME.train.csv`: one row a (seed, fold, checkpoint).
  package static let curveTable = ResultTable<CurveRow>(
    formerColumns + metricColumns + [
      .integer("fold", "which fold of the rows it was trained on, from 0; 0 without folds") {
        $0.fold
      }
    ])

  private static let metricColumns: [ResultColumn<CurveRow>] = Metric.ofUnequalClasses.map {
    metric in
    .number(
      metric.rawValue,
      "at the end, on the validation rows: \(metric.meaning). Empty before, and unless some class is rare"
    ) { $0.classMetrics[metric] }
  }

  /// The columns of the first versions.
  private static let formerColumns: [ResultColumn<CurveRow>] = [
    .integer("seed", "of initial weights and batches") { Int($0.seed) },
    .integer("step", unit: .steps, "updates made") { $0.point.step },
    .number("epoch", unit: .epochs, "likewise, in passes over the training rows") { $0.epoch },
    .single("learning_rate", "of the last of them; at step 0, of the first") {
      Float($0.point.learningRate)
    },
    .single("train_loss", "mean over the batches since the checkpoint before; empty at step 0") {
      $0.point.trainLoss.map { Float($0) }
    },
    .number("validation_loss", "of the validation rows, 10,000 of them at most") {
      $0.point.validationLoss
    },
    .number("metric", "on the validation rows: the accuracy, or R²") { $0.metric },
  ]

  /// The rows of the loss curves, run by run.
  private var curveRows: [CurveRow] {
    runs.flatMap { run in
      run.checkpoints.enumerated().map { index, point in
        CurveRow(
          seed: run.seed, fold: run.fold.index, epoch: Double(point.step) / Double(stepsPerEpoch),
          point: point,
          metric: run.detail?.metrics[index],
          classMetrics: index == run.checkpoints.count - 1 ? run.classMetrics : [:])
      }
    }
  }

  /// The loss curves as a CSV.
  package func curvesCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    Self.curveTable.csv(curveRows, options: options)
  }

  /// Whether a file that begins with these bytes holds curves that `train` wrote.
  package static func isCurvesCSV(_ start: ArraySlice<UInt8>) -> Bool {
    [formerColumns, formerColumns + metricColumns].contains { ResultTable($0).isCSV(start) }
      || curveTable.isCSV(start)
  }
}
