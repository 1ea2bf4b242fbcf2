import Experiment
import Tabular
import Training

extension FindReport {
  /// A row of the curves of several points.
  package struct PointCurveRow: Sendable {
    var schedule: String
    var optimizer: String
    var batchSize: Int
    var seed: UInt64
    var row: CurveRow
  }

  /// The curves in `NAME.lrfind.csv` for several points: what tells them apart stands in front.
  package static let pointCurveTable = ResultTable<PointCurveRow>(
    formerPointColumns + [FindReport.foldColumn.of { $0.row }])

  /// Those of versions before full trainings decided.
  private static let formerPointColumns: [ResultColumn<PointCurveRow>] =
    [

      .text("schedule", "of the point; what points share that differ in it alone stands once") {
        $0.schedule
      },
      .text("optimizer", "of the point") { $0.optimizer },
      .integer("batch_size", unit: .rows, "of the point's minibatches") { $0.batchSize },
      .integer("seed", "of initial weights and batches") { Int($0.seed) },
    ] + formerColumns.map { column in column.of { $0.row } }

  /// The curves of several points as a CSV: each recorded training once, in the order of the points.
  ///
  /// What points share that differ in the schedule alone stands with the first of them. Besides the
  /// phases of one point there is `comparison`: the trainings at the recommended rates, whose rows
  /// stand for the steps since the checkpoint before, with the mean of their batches' losses.
  ///
  /// - Parameters:
  ///   - reports: The answers, in plan order.
  ///   - trials: The trials that compare them, in plan order.
  ///   - options: How numbers and fields are set apart.
  /// - Returns: The file's bytes.
  package static func curvesCSV(
    of reports: [FindReport], trials: [TrialResult], options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var written: Set<TrainingCurves> = []
    let search = reports.flatMap { report in
      report.unwrittenRounds(besides: &written).map { (report, $0.round, $0.phase) }
    }
    let rows = [
      AnySequence(search.lazy.flatMap { $0.pointRows(of: $1, phase: $2) }),
      AnySequence(reports.lazy.flatMap(\.decisionPointRows)),
      AnySequence(trials.lazy.flatMap(pointRows)),
    ].lazy.joined()
    return pointCurveTable.csv(rows, options: options)
  }

  /// What a recorded training is known by.
  private struct TrainingCurves: Hashable {
    var settings: TrainingSettings
    var rounds: [Round]
  }

  /// The rounds of the search that are not among those of other points.
  private func unwrittenRounds(
    besides written: inout Set<TrainingCurves>
  ) -> [(round: RoundResult, phase: Phase)] {
    var course: [Round] = []
    var rounds: [(round: RoundResult, phase: Phase)] = []
    for (index, result) in outcome.rounds.enumerated() {
      // The range test stands alone; the rounds of confirmation go on from one another.
      course = index < 2 ? [result.round] : course + [result.round]
      let curves = TrainingCurves(settings: plan.settings, rounds: course)
      if written.insert(curves).inserted {
        rounds.append((result, index == 0 ? .rangeTest : .confirmation))
      }
    }
    return rounds
  }

  private func pointRows(of round: RoundResult, phase: Phase) -> [PointCurveRow] {
    curveRows(of: round, phase: phase).map { pointRow($0, seed: plan.settings.seed) }
  }

  /// The full trainings of a point that decide.
  private var decisionPointRows: [PointCurveRow] {
    decisionRows.map { pointRow($0, seed: $0.run?.seed ?? plan.settings.seed) }
  }

  private func pointRow(_ row: CurveRow, seed: UInt64) -> PointCurveRow {
    PointCurveRow(
      schedule: plan.schedule.description, optimizer: plan.settings.optimizer.specification,
      batchSize: plan.settings.batchSize, seed: seed, row: row)
  }

  private static func pointRows(of trial: TrialResult) -> [PointCurveRow] {
    let configuration = trial.configuration
    let (schedule, optimizer) = (
      configuration.schedule.description, configuration.optimizer.specification
    )
    return trial.checkpoints.dropFirst().map { point in
      PointCurveRow(
        schedule: schedule, optimizer: optimizer, batchSize: configuration.batchSize,
        seed: trial.seed,
        row: CurveRow(
          phase: .comparison, run: trial.run, repeat: 0, step: point.step,
          learningRate: point.learningRate,
          loss: ResultCell(point.trainLoss), validationLoss: point.validationLoss))
    }
  }

  /// Whether a file that begins with these bytes holds curves of several points that `find` wrote.
  package static func isPointsCSV(_ start: ArraySlice<UInt8>) -> Bool {
    pointCurveTable.isCSV(start) || ResultTable(formerPointColumns).isCSV(start)
  }
}
