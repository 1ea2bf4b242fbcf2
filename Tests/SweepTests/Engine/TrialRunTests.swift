import Experiment
import Planning
import Platform
import Running
import Store
import Tabular
import Testing

/// The engine that trains trials, with what stands in for training.
struct TrialRunTests {
  private static let dataset = Dataset.blobs(rows: 60, features: 3, classes: 2)
  private static let provenance = Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: .accuracy)

  private static func rounds(_ settings: [String: String]) throws -> SweepRounds {
    SweepRounds(
      try SweepPlanTests.plan(settings), on: TrainingSplits(dataset), yaml: "lr: 1\n",
      provenance: provenance)
  }

  private static let grid = ["lr": "1e-3..1:5", "seeds": "3", "steps": "4"]

  @Test(arguments: [1, 3, 8]) func `everything is recorded, whatever the workers`(
    workers: Int
  ) throws {
    let store = MemoryStore()
    let run = TrialRun(MadeRunner(), store: store)
    #expect(try run.train(Self.rounds(Self.grid), workers: workers) == .finished)
    let results = store.results(curves: true)
    #expect(results.count == 15 && store.counts().isFinished)
    for result in results {
      #expect(
        result
          == MadeRunner.result(
            of: Trial(
              id: result.id, configuration: result.configuration, seed: result.seed, steps: 4)))
    }
    let progress = run.progress
    #expect(progress.done == 15 && progress.finished == 15 && progress.total == 15)
    // The highest rate that does not diverge is 10^(-3/4), and seed 0 ends lowest.
    #expect(progress.best?.seed == 0 && progress.best?.configuration.learningRate == 0.177828)
  }

  /// Halving is planned on what the stand-in gave: the engine asks for round after round.
  @Test func `rounds follow from what was recorded`() throws {
    let store = MemoryStore()
    let rounds = try Self.rounds([
      "lr": "1e-3..1:9", "seeds": "2", "steps": "18", "search": "halving",
    ])
    #expect(try TrialRun(MadeRunner(), store: store).train(rounds, workers: 2) == .finished)
    let counts = Dictionary(grouping: store.results(curves: false), by: \.steps)
      .mapValues { Set($0.map(\.configuration.learningRate)) }
    #expect(counts[2]?.count == 9)
    #expect(counts[6] == [0.0749894, 0.177828, 0.421697])
    #expect(counts[18] == [0.421697])
  }

  @Test func `a stop records nothing more, and a run goes on where it ended`() throws {
    let store = MemoryStore()
    let stopped = Monitor<TrialRun?>(nil)
    let trained = Monitor(0)
    let runner = MadeRunner { _ in
      let count = trained.withLock { count in
        count += 1
        return count
      }
      // While the third group is trained.
      if count == 3 { stopped.withLock { $0 }?.run.stop("a test") }
    }
    let run = TrialRun(runner, store: store)
    stopped.withLock { $0 = run }
    let rounds = try Self.rounds(Self.grid)
    #expect(try run.train(rounds, workers: 1) == .stopped("a test"))
    #expect(store.counts().done == 4, "two groups of two")
    run.run.stop("again")
    #expect(try run.train(rounds, workers: 2) == .stopped("a test"), "the first reason stays")
    #expect(try TrialRun(MadeRunner(), store: store).train(rounds, workers: 2) == .finished)
    #expect(store.counts().isFinished && store.results(curves: false).count == 15)
  }

  /// A store whose disk is full after some groups.
  private final class FullStore: ResultStore {
    static let error = StoreError.inputOutput(path: "made", problem: "full")
    let memory = MemoryStore()
    private let left = Monitor(2)

    func adopt(
      _ trials: SweepPlan.Trials, yaml: String, provenance: Provenance, cut: ([Trial]) -> [[Int]]
    ) throws(StoreError) -> Int {
      try memory.adopt(trials, yaml: yaml, provenance: provenance, cut: cut)
    }
    func pendingGroups() -> [PendingGroup] { memory.pendingGroups() }
    func record(
      _ group: PendingGroup, results: [TrialResult], timing: TrainingTiming
    ) throws(StoreError) {
      let isFull = left.withLock { left in
        left -= 1
        return left < 0
      }
      if isFull { throw Self.error }
      try memory.record(group, results: results, timing: timing)
    }
    func counts() -> SweepCounts { memory.counts() }
    func outcomes() -> [String: TrialOutcome] { memory.outcomes() }
    func results(curves: Bool) -> [TrialResult] { memory.results(curves: curves) }
    func resultsBeyondPlan() -> [TrialResult] { memory.resultsBeyondPlan() }
  }

  @Test(arguments: [1, 4]) func `a store that fails ends the run with its reason`(
    workers: Int
  ) throws {
    let store = FullStore()
    let end = try TrialRun(MadeRunner(), store: store)
      .train(Self.rounds(Self.grid), workers: workers)
    #expect(end == .failed(FullStore.error))
    #expect(store.counts().done == 4)
  }

  @Test func `each fold is trained on its own rows`() throws {
    let folds = [
      Dataset.blobs(rows: 60, features: 3, classes: 2), Dataset.noise(rows: 60, features: 3),
    ]
    let configuration = try SweepPlanTests.plan(Self.grid).trials(on: folds[0], data: "d0").all[0]
      .configuration
    let splits = try TrainingSplits(folds[0], folds: 2) { index throws(DataError) in folds[index] }
    #expect(splits.folds == [.ordinary, Fold(1, of: 2)], "the first is the ordinary split")
    let trials = [1, 0, 1].enumerated().map { index, fold in
      Trial(
        id: "\(index)", configuration: configuration, seed: 0, fold: splits.folds[fold], steps: 5)
    }
    let training = GroupTraining(on: splits, clipNorm: nil)
    #expect(training.groups(of: trials) == [[0, 2], [1]])
    for fold in [0, 1] {
      var alone = trials[0]
      alone.fold = .ordinary
      let expected = GroupTraining(on: TrainingSplits(folds[fold]), clipNorm: nil).run([alone])[0]
      let result = training.run([trials[1 - fold]])[0]
      #expect(result.fold == splits.folds[fold] && result.checkpoints == expected.checkpoints)
    }
  }
}
