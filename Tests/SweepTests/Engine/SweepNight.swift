import Foundation
import Reporting
import Running
import Statistics
import Store
import Tabular
import TestSupport

/// Sweeps of several rounds, run group by group.
struct SweepNight {
  static let dataset = Dataset.blobs(rows: 60, features: 3, classes: 2)
  static let provenance = Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: .accuracy)

  static let training = GroupTraining(on: TrainingSplits(dataset), clipNorm: nil)

  /// Halving that drops some, and edges that are extended.
  static let plans: [[String: String]] = [
    [
      "lr": "1e-3..100:8", "optimizer": "sgd,adam", "seeds": "2", "steps": "18",
      "search": "halving",
    ],
    [
      "lr": "1e-4..1e-2:3", "optimizer": "sgd,adam", "schedule": "constant,cosine", "seeds": "2",
      "steps": "12", "extend-edges": "true",
    ],
  ]

  let rounds: SweepRounds

  init(_ settings: [String: String]) throws {
    rounds = SweepRounds(
      try SweepPlanTests.plan(settings), on: TrainingSplits(Self.dataset), yaml: "lr: 1\n",
      provenance: Self.provenance)
  }

  static func train(_ group: PendingGroup, in store: SweepStore) throws {
    try store.record(
      group, results: training.run(group.trials.map(\.trial)),
      timing: TrainingTiming(seconds: 1, worker: 1, host: "here"))
  }

  /// Goes on with a sweep, and breaks off after some groups.
  ///
  /// - Returns: How many rounds there were, once it is over; else nil.
  func goOn(in folder: StoreFolder, groups limit: Int = .max) throws -> Int? {
    let store = try SweepStore.open(folder: folder.path)
    var left = limit
    while true {
      let next = try rounds.advance(store, for: SweepNight.training)
      if next.groups.isEmpty {
        guard try store.counts().isFinished else { return nil }
        return next.number
      }
      for group in next.groups {
        if left == 0 { return nil }
        left -= 1
        try Self.train(group, in: store)
      }
    }
  }

  /// The result files.
  static func files(of folder: StoreFolder) throws -> [[UInt8]] {
    let results = try SweepStore.read(folder: folder.path).results()
    return [
      SweepFile.trialFile.csv(results), SweepFile.summaryFile.csv(SweepSummary(results).entries),
      SweepFile.curveTable.csv(SweepFile.curvePoints(of: results)),
    ]
  }
}
