import Experiment
import Planning
import Running
import Store

/// What is to be trained of a sweep before more can be decided, in pieces that do not depend on each
/// other: what parts of a sweep are made of.
struct SweepRound {
  /// A piece, which is recorded whole.
  enum Piece {
    case group(PendingGroup)
    /// Points whose rates are found together.
    case search([PlannedPoint])

    var points: [PlannedPoint] {
      switch self {
      case .group: []
      case .search(let points): points
      }
    }

    var group: PendingGroup? {
      switch self {
      case .group(let group): group
      case .search: nil
      }
    }
  }

  /// What is left to be done: each piece with its place among all, done or not, and what it costs.
  var pieces: [(place: Int, piece: Piece, cost: Double)]
  /// How many pieces there are, done or not.
  let size: Int
  /// What it is called.
  let title: String

  /// - Parameters:
  ///   - round: A round of trials, which is in force in `store`.
  ///   - store: Where it is planned.
  ///   - plan: What decides the rounds.
  ///   - cost: What a group costs.
  /// - Throws: `StoreError` when the store cannot be read.
  init(
    of round: TrialRound, in store: SweepStore, plan: SweepPlan, cost: ([Trial]) -> Double
  ) throws(StoreError) {
    let places = try store.groupPlaces()
    size = places.count
    pieces = round.groups.compactMap { group in
      places[group.number].map { place in
        (place: place, piece: .group(group), cost: cost(group.trials.map(\.trial)))
      }
    }
    title =
      plan.kind == .find
      ? "the comparison"
      : plan.search == .halving
        ? "rung \(round.number) of \(plan.rungs.count)"
        : plan.isOneRound ? "the sweep" : "round \(round.number)"
  }

  /// - Parameters:
  ///   - points: The points of a plan of kind `find`.
  ///   - known: Those whose rates are known.
  ///   - cost: What it costs to find the rate of one.
  init(
    searching points: [PlannedPoint], known: Set<String>, cost: (PlannedPoint) -> Double
  ) {
    var order: [String] = []
    var searches: [String: [PlannedPoint]] = [:]
    for point in points {
      if searches[point.search] == nil { order.append(point.search) }
      searches[point.search, default: []].append(point)
    }
    size = order.count
    title = "finding rates"
    pieces = order.enumerated().compactMap { place, id in
      let left = searches[id, default: []].filter { !known.contains($0.id) }
      return left.isEmpty
        ? nil : (place: place, piece: .search(left), cost: left.reduce(0) { $0 + cost($1) })
    }
  }

  /// What one part of the sweep has to do of it.
  func pieces(of shard: Shard) -> [Piece] {
    pieces.filter { shard.has($0.place) }.map(\.piece)
  }

  /// The parts, among so many, that have something to do.
  func shards(among count: Int) -> [Shard] {
    Set(pieces.map { $0.place % count }).sorted().map { Shard.of($0, among: count) }
  }

  /// Gives pieces to the store of a part.
  ///
  /// - Parameters:
  ///   - pieces: The pieces.
  ///   - store: Where they are planned.
  ///   - shard: Where they are to be trained.
  /// - Throws: `StoreError`.
  func lend(_ pieces: [Piece], of store: SweepStore, to shard: SweepStore) throws(StoreError) {
    let points = pieces.flatMap(\.points)
    if points.isEmpty {
      try store.lend(pieces.compactMap(\.group), to: shard)
    } else {
      try store.lend(points, to: shard)
    }
    try shard.note(roundSize: size)
  }
}

extension SweepWork {
  /// The trials that a part of a sweep was given.
  ///
  /// - Parameters:
  ///   - shard: The part's store.
  ///   - runner: What trains them.
  /// - Returns: What is to be done.
  static func pendingTrials(in shard: SweepStore, _ runner: any TrialRunner) -> SweepWork {
    let run = TrialRun(runner, store: shard)
    return SweepWork(run: run.run) {
      ShardProgress.line(run.progress)
    } train: { workers in
      try run.train(PendingTrials(), workers: workers)
    }
  }
}
