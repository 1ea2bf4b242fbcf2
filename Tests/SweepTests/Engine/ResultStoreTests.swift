import Experiment
import Planning
import Store
import Tabular
import TestSupport
import Testing
import Training

/// What every store of results promises, whatever it is made of.
struct ResultStoreTests {
  /// The stores that there are.
  enum Kind: CaseIterable { case memory, file, shard }

  /// A store with nothing in it, and what it needs as long as it lives.
  private struct Place {
    let store: any ResultStore
    private let folder = StoreFolder()

    init(_ kind: Kind) throws {
      store =
        switch kind {
        case .memory: MemoryStore()
        case .file: try SweepStore.open(folder: folder.path)
        case .shard: try SweepStore.open(folder: folder.path, journal: .rollback)
        }
    }
  }

  private static let dataset = Dataset.blobs(rows: 60, features: 3, classes: 2)
  private static let provenance = Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: .accuracy)

  private static func plan(rates: Int = 3) throws -> SweepPlan {
    try SweepPlanTests.plan([
      "lr": "1e-3..1:\(rates)", "optimizer": "sgd,adam", "seeds": "2", "steps": "4",
    ])
  }

  private static func trials(rates: Int = 3) throws -> SweepPlan.Trials {
    try plan(rates: rates).trials(on: dataset, data: provenance.data)
  }

  private static let runner = MadeRunner()

  @discardableResult
  private static func adopt(
    _ trials: SweepPlan.Trials, in store: any ResultStore, _ provenance: Provenance = provenance
  ) throws -> Int {
    try store.adopt(trials, yaml: "lr: 1\n", provenance: provenance, cut: runner.groups)
  }

  private static func train(
    _ groups: some Sequence<PendingGroup>, in store: any ResultStore
  ) throws {
    for group in groups {
      try store.record(
        group, results: runner.run(group.trials.map(\.trial)),
        timing: TrainingTiming(seconds: 1, worker: 1, host: "here"))
    }
  }

  @Test(arguments: Kind.allCases) func `before a plan there is nothing`(kind: Kind) throws {
    let place = try Place(kind)
    let store = place.store
    #expect(try store.pendingGroups().isEmpty && store.results(curves: true).isEmpty)
    #expect(try store.outcomes().isEmpty && store.counts().isFinished)
  }

  @Test(arguments: Kind.allCases)
  func `what was recorded reads back, and is not pending any more`(kind: Kind) throws {
    let place = try Place(kind)
    let store = place.store
    let trials = try Self.trials()
    #expect(try Self.adopt(trials, in: store) == 12)
    let groups = try store.pendingGroups()
    #expect(Set(groups.flatMap(\.trials).map(\.trial)) == Set(trials.all))
    #expect(groups.map(\.number) == groups.map(\.number).sorted())
    try Self.train(groups.prefix(1), in: store)
    let results = Self.runner.run(groups[0].trials.map(\.trial))
    #expect(try Set(store.results(curves: true)) == Set(results))
    #expect(try store.results(curves: false).allSatisfy { $0.checkpoints.isEmpty })
    #expect(
      try store.outcomes()
        == Dictionary(results.map { ($0.id, $0.outcome) }, uniquingKeysWith: { first, _ in first }))
    #expect(try store.pendingGroups() == Array(groups.dropFirst()))
    let counts = try store.counts()
    #expect(counts.total == 12 && counts.done == results.count && !counts.isFinished)
    #expect(counts.diverged == results.count { $0.status == .diverged })
  }

  @Test(arguments: Kind.allCases)
  func `results come in plan order, however they were recorded`(kind: Kind) throws {
    let place = try Place(kind)
    let trials = try Self.trials()
    try Self.adopt(trials, in: place.store)
    try Self.train(place.store.pendingGroups().reversed(), in: place.store)
    #expect(try place.store.results(curves: false).map(\.id) == trials.all.map(\.id))
    #expect(try place.store.counts().isFinished)
  }

  @Test(arguments: Kind.allCases)
  func `a group is recorded once, whole or not at all`(kind: Kind) throws {
    let place = try Place(kind)
    let store = place.store
    try Self.adopt(Self.trials(), in: store)
    let groups = try store.pendingGroups()
    try Self.train(groups.prefix(1), in: store)
    let before = try store.results(curves: true)
    #expect(throws: StoreError.self) { try Self.train(groups.prefix(1), in: store) }
    // A group that has one finished trial, and others that are not, is not recorded in part.
    var mixed = groups[1]
    mixed.trials.append(groups[0].trials[0])
    #expect(throws: StoreError.self) { try Self.train([mixed], in: store) }
    #expect(try store.results(curves: true) == before)
    #expect(try store.pendingGroups() == Array(groups.dropFirst()))
  }

  @Test(arguments: Kind.allCases)
  func `a widened plan keeps what is there and adds groups behind it`(kind: Kind) throws {
    let place = try Place(kind)
    let store = place.store
    try Self.adopt(Self.trials(), in: store)
    let old = try store.pendingGroups()
    try Self.train(old.prefix(1), in: store)
    let finished = try store.results(curves: true)
    #expect(try Self.adopt(Self.trials(), in: store) == 0, "the same plan has nothing new")
    #expect(try store.pendingGroups() == Array(old.dropFirst()))
    // 1e-3, 0.0316228, 1 are among the five rates 1e-3, 0.00562341, 0.0316228, 0.177828, 1.
    #expect(try Self.adopt(Self.trials(rates: 5), in: store) == 8)
    let pending = try store.pendingGroups()
    #expect(Array(pending.prefix(old.count - 1)) == Array(old.dropFirst()))
    #expect(try Set(store.results(curves: true)) == Set(finished))
  }

  @Test(arguments: Kind.allCases)
  func `a narrowed plan loses nothing, and its groups stay whole`(kind: Kind) throws {
    let place = try Place(kind)
    let store = place.store
    let wide = try Self.trials(rates: 5)
    try Self.adopt(wide, in: store)
    let groups = try store.pendingGroups()
    try Self.train(groups.prefix(1), in: store)
    let done = Set(groups[0].trials.map(\.trial.id))
    let narrow = try Self.trials()
    try Self.adopt(narrow, in: store)
    let planned = Set(narrow.all.map(\.id))
    #expect(
      try store.results(curves: false).map(\.id) == narrow.all.map(\.id).filter(done.contains))
    let beyond = try store.resultsBeyondPlan()
    #expect(Set(beyond.map(\.id)) == done.subtracting(planned))
    #expect(beyond.allSatisfy { $0.checkpoints.isEmpty })
    #expect(try store.counts().beyondPlan == beyond.count && store.counts().total == 12)
    #expect(try Set(store.outcomes().keys) == done)
    let wanted = Set(wide.all.map(\.id)).intersection(planned)
    #expect(
      try store.pendingGroups()
        == groups.dropFirst().filter { $0.trials.contains { wanted.contains($0.trial.id) } })
  }

  @Test(arguments: Kind.allCases)
  func `folds are trials of their own`(kind: Kind) throws {
    let place = try Place(kind)
    let configuration = try Self.trials().all[0].configuration
    let identity = TrialIdentity(
      data: Self.provenance.data, configuration: configuration, steps: 4, clipNorm: nil)
    let folds = [.ordinary, Fold(1, of: 3), Fold(2, of: 3)]
    let trials = folds.map { fold in
      Trial(
        id: identity.id(seed: 7, fold: fold), configuration: configuration, seed: 7, fold: fold,
        steps: 4)
    }
    #expect(Set(trials.map(\.id)).count == 3)
    #expect(
      identity.id(seed: 7, fold: Fold(1, of: 2)) != trials[1].id, "of two folds each has other rows"
    )
    let planned = SweepPlan.Trials(
      all: trials, order: [2, 1, 0], rounds: [0..<3], isLastRound: true)
    #expect(try Self.adopt(planned, in: place.store) == 3)
    try Self.train(place.store.pendingGroups(), in: place.store)
    #expect(try place.store.results(curves: false).map(\.fold) == folds)
  }

  @Test(arguments: Kind.allCases)
  func `other data and other numerics are refused, naming both`(kind: Kind) throws {
    let place = try Place(kind)
    let trials = try Self.trials()
    try Self.adopt(trials, in: place.store)
    var other = Self.provenance
    other.data = "d1"
    #expect {
      try Self.adopt(trials, in: place.store, other)
    } throws: {
      "\($0)".contains("d0") && "\($0)".contains("d1") && "\($0)".contains("other data")
    }
    other = Self.provenance
    other.numerics = "numerics 2"
    #expect {
      try Self.adopt(trials, in: place.store, other)
    } throws: { "\($0)".contains("numerics 1") && "\($0)".contains("numerics 2") }
    other = Self.provenance
    other.source = "moved.csv"
    #expect(try Self.adopt(trials, in: place.store, other) == 0)
  }
}
