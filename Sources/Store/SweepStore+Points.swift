import Experiment
import FoundationEssentials
import GRDB
import Planning
import Training
import Tuning

extension SweepStore {
  /// Puts a plan of kind `find` in force.
  ///
  /// The trials that compare points are cut into groups when all rates are known, and not before:
  /// so the groups do not depend on when a sweep was interrupted. Of those that were planned before,
  /// as by a narrower plan, what is finished counts at once.
  ///
  /// - Parameters:
  ///   - points: The points of the plan.
  ///   - plan: The plan.
  ///   - folds: The folds that points are compared on.
  ///   - yaml: The plan as text.
  ///   - provenance: What it is run with.
  /// - Throws: `StoreError`.
  package func adopt(
    _ points: [PlannedPoint], plan: SweepPlan, folds: [Fold] = [.ordinary], yaml: String,
    provenance: Provenance
  ) throws(StoreError) {
    try adopt(
      .init(all: [], order: [], rounds: [], isLastRound: true), yaml: yaml,
      provenance: provenance
    ) { _ in [] }
    try adopt(points)
    let found = try foundPoints()
    let recorded = try recordedTrials()
    var trials = plan.trials(comparing: found, in: folds, data: provenance.data)
    trials.all = trials.all.filter { recorded[$0.id] != nil }
    trials.order = Array(trials.all.indices)
    try adopt(trials, yaml: yaml, provenance: provenance) { _ in [] }
  }

  /// Puts points in force.
  ///
  /// - Parameter points: The points of a plan of kind `find`, in plan order; none of another kind.
  /// - Throws: `StoreError`; nothing is changed then.
  package func adopt(_ points: [PlannedPoint]) throws(StoreError) {
    try writing { database in
      try database.execute(sql: "DELETE FROM plan_points")
      let statement = try database.cachedStatement(sql: "INSERT INTO plan_points VALUES (?, ?)")
      for (position, point) in points.enumerated() {
        try statement.execute(arguments: [position, point.id])
      }
    }
  }

  /// The number of points of the plan in force; 0 for a plan of another kind.
  package func plannedPointCount() throws(StoreError) -> Int {
    try reading { database in
      // A store that an older lrfind wrote has no such table until it is written again.
      guard try database.tableExists("plan_points") else { return 0 }
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM plan_points") ?? 0
    }
  }

  /// Records the points that a search has found, in one transaction.
  ///
  /// - Parameters:
  ///   - points: The points, of one search.
  ///   - rounds: What was trained for them; see `RoundMemory.added`.
  ///   - timing: How long the search took.
  /// - Throws: `StoreError`; nothing is recorded then.
  package func record(
    _ points: [FoundPoint], rounds: [String: String] = [:], timing: TrainingTiming
  ) throws(StoreError) {
    try writing { database in
      for (round, result) in rounds {
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO search_rounds VALUES (?, ?, ?)")
          .execute(arguments: [points.first?.search, round, result])
      }
      for point in points {
        let (axes, recommendation) = (point.configuration.columns, point.recommendation)
        try database.cachedStatement(
          sql: """
            INSERT INTO points (id, search, steps, epochs, low, high, confident, recommendation,
              search_steps, own_steps, \(axes.names))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(axes.places))
            """
        ).execute(
          arguments: [
            point.id, point.search, point.steps, point.epochs, recommendation.low,
            recommendation.high, recommendation.isConfident, try Self.text(recommendation),
            point.searchSteps, point.ownSteps,
          ] + axes.arguments)
        try database.cachedStatement(sql: "INSERT INTO point_timings VALUES (?, ?, ?, ?)").execute(
          arguments: [
            point.id, timing.seconds / Double(points.count), timing.worker, timing.host,
          ])
      }
      if isShard { try seal(search: points.first?.search, in: database) }
    }
  }

  /// What the rounds of a search gave that were trained here; see `RoundMemory`.
  package func rounds(of search: String) throws(StoreError) -> [String: String] {
    try reading { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT round, result FROM search_rounds WHERE search = ?",
        arguments: [search])
      return Dictionary(
        try rows.map { row in
          let row = StoredRow(row, path: path)
          return (try row.text(0), try row.text(1))
        }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The points of the plan in force whose rates were found, in plan order.
  package func foundPoints() throws(StoreError) -> [FoundPoint] {
    try found(from: "plan_points JOIN points ON points.id = plan_points.id ORDER BY position")
  }

  /// The points whose rates were found here that only earlier plans had, by their axes.
  package func foundPointsBeyondPlan() throws(StoreError) -> [FoundPoint] {
    try found(
      from: """
        points WHERE id NOT IN (SELECT id FROM plan_points)
        ORDER BY \(Axis.settings.map(\.column).joined(separator: ", ")), steps, points.id
        """)
  }

  /// Every point whose rate was ever found here.
  package func recordedPoints() throws(StoreError) -> Set<String> {
    try reading { database in
      guard try database.tableExists("points") else { return [] }
      let rows = try Row.fetchAll(database, sql: "SELECT id FROM points")
      return Set(try rows.map { try StoredRow($0, path: path).text(0) })
    }
  }

  /// Those of the points whose rates were ever found here, in their order.
  package func recordedPoints(of points: [PlannedPoint]) throws(StoreError) -> [FoundPoint] {
    guard try !recordedPoints().isEmpty else { return [] }
    let known = try found(from: "points")
    let byID = Dictionary(known.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return points.compactMap { byID[$0.id] }
  }

  private func found(from tables: String) throws(StoreError) -> [FoundPoint] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT points.id, search, steps, epochs, recommendation, search_steps, own_steps,
            \(AxisColumns.names)
          FROM \(tables)
          """)
      var points: [FoundPoint] = []
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        let configuration = try Configuration(row, from: 7)
        let recommendation = try recommendation(row.text(4))
        guard recommendation.learningRate == configuration.learningRate else {
          throw StoreError.damaged(
            path: path, problem: "a learning rate is not that of its recommendation")
        }
        points.append(
          FoundPoint(
            id: try row.text(0), search: try row.text(1), setting: configuration.setting,
            steps: try row.whole(2, .steps), epochs: try row.real(3, .epochs),
            recommendation: recommendation, searchSteps: try row.whole(5, .searchSteps),
            ownSteps: try row.whole(6, .searchSteps)))
      }
      return points
    }
  }

  /// How long each point took to find, in plan order, then those that only earlier plans had: its
  /// share of the search's time.
  package func pointTimings() throws(StoreError) -> [(id: String, timing: TrainingTiming)] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT point, seconds, worker, host FROM point_timings
          LEFT JOIN plan_points ON id = point ORDER BY position IS NULL, position, point
          """
      ).map { row in
        let row = StoredRow(row, path: path)
        return (id: try row.text(0), timing: try TrainingTiming(row, from: 1))
      }
    }
  }

  /// Names for what JSON has no numbers for.
  private static let unusual = (positive: "inf", negative: "-inf", nan: "nan")

  private static func text(_ recommendation: Recommendation) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: unusual.positive, negativeInfinity: unusual.negative, nan: unusual.nan)
    return String(decoding: try encoder.encode(recommendation), as: UTF8.self)
  }

  private func recommendation(_ text: String) throws -> Recommendation {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: Self.unusual.positive, negativeInfinity: Self.unusual.negative,
      nan: Self.unusual.nan)
    let domain = NumberDomain.learningRate
    do {
      let read = try decoder.decode(Recommendation.self, from: Data(text.utf8))
      let rates = [read.learningRate, read.constantLearningRate]
      if rates.allSatisfy(domain.contains), !read.low.isNaN, !read.high.isNaN { return read }
    } catch {
      throw StoreError.damaged(path: path, problem: "a recommendation cannot be read")
    }
    throw StoreError.damaged(
      path: path, problem: "a recommendation holds a rate that is not \(domain)")
  }
}
