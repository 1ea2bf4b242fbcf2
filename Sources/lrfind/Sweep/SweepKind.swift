import Reporting
import Running
import Store
import Tabular

/// A kind of sweep: what it plans and trains, and the words for it. How a sweep of any kind runs, from
/// the data to its answer, is `SweepSession`.
protocol SweepKind: Sendable {
  associatedtype Findings: SweepFindings

  var request: SweepRequest { get }
  var provenance: Provenance { get }

  /// What is trained.
  func summary(_ style: Style) -> [String]

  /// What is to be known of the trainings, and what they are in a few words.
  var heading: (remarks: [String], size: String) { get }

  /// What would be done, without writing anything.
  ///
  /// - Parameters:
  ///   - store: What there is already; nil where there is none.
  ///   - workers: How many groups would be trained at once.
  /// - Returns: What is planned, and what is left of it.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  func forecast(from store: SweepStore?, workers: Int) throws -> SweepForecast

  /// Puts the plan in force.
  ///
  /// - Parameter store: Where results are recorded.
  /// - Returns: What is to be done.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  func begin(in store: SweepStore) throws -> SweepWork

  /// Puts in force what is decided by now, and trains nothing.
  ///
  /// - Parameter store: Where it is planned.
  /// - Returns: What is to be trained, piece by piece.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  func decide(in store: SweepStore) throws -> SweepRound

  /// The work of one part of a round.
  ///
  /// - Parameters:
  ///   - pieces: The pieces.
  ///   - shard: Where they are recorded; they were given to it.
  /// - Returns: What is to be done.
  /// - Throws: `StoreError`.
  func work(on pieces: [SweepRound.Piece], in shard: SweepStore) throws -> SweepWork

  /// What is found by now.
  ///
  /// - Parameter store: Where it is recorded.
  /// - Returns: What the answer and the files are made of.
  /// - Throws: `StoreError` when it cannot be read.
  func findings(in store: SweepStore) throws(StoreError) -> Findings

  /// Whether there are programs to paste that train as it does.
  static var hasPrograms: Bool { get }

  /// The program to paste that trains as the best does.
  ///
  /// - Parameters:
  ///   - findings: What the sweep has found.
  ///   - frameworks: What the program trains with.
  /// - Returns: Nil where nothing was best, or it trains what no program of ours could.
  func script(_ findings: Findings, for frameworks: [Framework]) -> UsageScript?
}

/// A kind of sweep that trains on a table.
protocol TableSweepKind: SweepKind {
  /// What is trained on.
  var training: TrainingSplits { get }

  /// Reads the data and lists what is to be trained.
  ///
  /// - Parameters:
  ///   - request: What was asked for.
  ///   - threads: The most threads that read and prepare.
  /// - Throws: `DataError` or `PlanError`.
  init(_ request: SweepRequest, threads: Int) throws

  /// What the training needs beside what there is already.
  func memoryNeed(workers: Int) -> MemoryNeed
}

extension SweepKind {
  /// What each configuration is trained with.
  static func words(seeds: Int, folds: Int) -> String {
    (folds > 1 ? "\(Decimal.count(folds, "fold")) × " : "") + Decimal.count(seeds, "seed")
  }
}

extension TableSweepKind {
  static var hasPrograms: Bool { true }

  /// What was read.
  func summary(_ style: Style) -> [String] {
    DataSummary(
      dataset, isTargetChosen: request.preparation.tableOptions.target != nil,
      folds: training.folds.map(training.shape), repetitions: training.repetitions
    ).lines(style)
  }

  /// The ordinary split, which plans are made on.
  var dataset: Dataset { training.ordinary }
}

/// What a sweep would do.
struct SweepForecast {
  /// What is planned, what of it is done, and what is left.
  var lines: [String]
  /// How long it would take; nil where that cannot be told.
  var seconds: Double?
  /// What it would add to the store.
  var bytes: Int
}

/// What a sweep has to do.
struct SweepWork {
  /// What ends it.
  var run: Run
  /// How far it is.
  var line: @Sendable () -> String
  /// Does it with so many workers.
  var train: (Int) throws -> Run.End
}
