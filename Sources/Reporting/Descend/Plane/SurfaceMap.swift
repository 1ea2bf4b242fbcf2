import Descent

/// The part of the plane that a picture shows, with the values of the function in it.
struct SurfaceMap {
  let x: PlotScale
  let y: PlotScale
  /// Rows from the top, in them columns from the left; not finite where there is no value.
  let values: [[Double]]
  /// The heights that lines are drawn at, rising: the areas between them are equal.
  let levels: [Double]
  /// How many levels lie below each value.
  let bands: [[Int]]

  /// - Parameters:
  ///   - runs: What has to be in it: all of the paths that stay near, and what they are about.
  ///   - columns: How many values a row has.
  ///   - rows: How many rows there are.
  ///   - room: How far it reaches beyond, as a share of the size.
  ///   - count: How many lines are wanted.
  init(_ runs: [PlaneRun], columns: Int, rows: Int, room: Double, levels count: Int) {
    let places = Self.places(of: runs)
    let x = Self.scale(places.map(\.x), room)
    let y = Self.scale(places.map(\.y), room)
    let surface = runs[0].descent.surface
    values = (0..<rows).map { row in
      (0..<columns).map { column in
        surface.value(
          at: PlanePoint(
            x.value(at: Double(column) / Double(max(1, columns - 1))),
            y.value(at: 1 - Double(row) / Double(max(1, rows - 1)))))
      }
    }
    let sorted = values.joined().filter(\.isFinite).sorted()
    var levels: [Double] = []
    for index in 1...count where !sorted.isEmpty {
      let level = sorted[index * (sorted.count - 1) / (count + 1)]
      if level > levels.last ?? sorted[0] { levels.append(level) }
    }
    let heights = levels
    bands = values.map { row in row.map { value in heights.count { $0 < value } } }
    self.levels = levels
    self.x = x
    self.y = y
  }

  /// Whether there is anything to see.
  var isDrawable: Bool { (x.high - x.low).isFinite && (y.high - y.low).isFinite && !levels.isEmpty }

  func contains(_ place: PlanePoint) -> Bool {
    (x.low...x.high).contains(place.x) && (y.low...y.high).contains(place.y)
  }

  /// The places that have to be in sight.
  static func places(of runs: [PlaneRun]) -> [PlanePoint] {
    let targets = runs.compactMap { ($0.verdict.target ?? $0.minimum)?.place }
    let near = runs.filter(\.staysNear).flatMap(\.path)
    let start = runs[0].descent.start
    let places = [start] + targets + near
    guard near.isEmpty else { return places }
    // Of runs that leave, the steps around what is flat there.
    let centre = runs[0].stationaryPoints.map(\.place)
      .min { $0.distance(to: start) < $1.distance(to: start) }
    guard let centre, centre != start else { return places + runs.flatMap { $0.path.prefix(3) } }
    let radius = 1.5 * centre.distance(to: start)
    let around = runs.flatMap { $0.path.prefix { $0.distance(to: centre) <= radius } }
    return places + [centre] + around
  }

  private static func scale(_ values: [Double], _ room: Double) -> PlotScale {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let size = max(high - low, 1e-3 * max(abs(low), abs(high)))
    let margin = size > 0 && high - low > 0 ? room * size : max(1, abs(low) / 2)
    return PlotScale(low: low - margin, high: high + margin, isLogarithmic: false)
  }
}

extension PlaneRun {
  /// Whether the run stays in a bounded region, so that a picture shows all of it.
  var staysNear: Bool {
    switch verdict {
    case .flat, .startsAtRest, .converges, .tooSlow, .stalls, .hardlyMoves, .bounces, .goesOn,
      .leavesDomain:
      true
    case .diverges, .fallsWithoutBound, .breaksDown: false
    }
  }
}
