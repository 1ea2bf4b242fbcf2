import Descent

/// Everything that the output of `descend` in two variables is made of.
package struct PlaneReport: Sendable {
  /// A run for each start and learning rate, in the order they were asked for, start by start.
  package let runs: [PlaneRun]
  /// The version of lrfind.
  package let version: String

  /// - Parameters:
  ///   - runs: At least one, all of one function.
  ///   - version: The version of lrfind.
  package init(_ runs: [PlaneRun], version: String) {
    precondition(!runs.isEmpty, "there is a run to report")
    self.runs = runs
    self.version = version
  }

  var descent: PlaneDescent { runs[0].descent }
  var formula: Formula { descent.surface.formula }

  /// The runs that begin at the same place.
  var starts: [[PlaneRun]] { runs.split(by: \.descent.start) }

  /// The stationary points that were found around the paths, each once.
  var stationaryPoints: [PlaneStationaryPoint] {
    var points: [PlaneStationaryPoint] = []
    for point in runs.flatMap(\.stationaryPoints) {
      let scale = 1 + point.place.distance(to: PlanePoint(0, 0))
      if !points.contains(where: { $0.place.distance(to: point.place) < 1e-6 * scale }) {
        points.append(point)
      }
    }
    return points.sorted { ($0.place.x, $0.place.y) < ($1.place.x, $1.place.y) }
  }
}

extension PlanePoint {
  /// Such as `(2, -0.5)`.
  func text(digits: Int = 3) -> String {
    "(\(Decimal.significant(x, digits: digits)), \(Decimal.significant(y, digits: digits)))"
  }
}

extension PlaneCurvature {
  /// The rate at which descent on a bowl of this shape comes down fastest: 2/(λmin + λmax).
  var bestLearningRate: Double? { low > 0 ? 2 / (low + high) : nil }

  /// What a step at that rate leaves of the distance at worst: (κ - 1)/(κ + 1).
  var bestContraction: Double? { low > 0 ? (high - low) / (high + low) : nil }

  /// The eigenvalues, and their ratio where they have one.
  var words: String {
    let values = "\(Decimal.significant(low)) and \(Decimal.significant(high))"
    return conditionNumber.map { "\(values), κ = \(Decimal.significant($0))" } ?? values
  }
}
