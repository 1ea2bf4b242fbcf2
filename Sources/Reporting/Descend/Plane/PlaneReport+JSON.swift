import Descent
import Running
import Training

extension PlaneReport {
  /// The answer as one JSON object. Fields are only ever added from version to version; a number
  /// that does not exist or is not finite is null.
  package var json: String { JSONText.encode(PlaneDocument(self)) }
}

/// The fields of the JSON object; those of one variable where they mean the same.
private struct PlaneDocument: Encodable {
  struct Curvature: Encodable {
    var low: NullableNumber
    var high: NullableNumber
    var conditionNumber: NullableNumber

    init(_ curvature: PlaneCurvature) {
      low = NullableNumber(curvature.low)
      high = NullableNumber(curvature.high)
      conditionNumber = NullableNumber(curvature.conditionNumber)
    }
  }

  struct Point: Encodable {
    var place: [NullableNumber]
    var value: NullableNumber
    /// The eigenvalues of the Hessian.
    var curvature: Curvature
    var kind: String

    init(_ point: PlaneStationaryPoint) {
      place = point.place.coordinates.map { NullableNumber($0) }
      value = NullableNumber(point.value)
      curvature = Curvature(point.curvature)
      kind = point.kind.rawValue
    }
  }

  struct Run: Encodable {
    var learningRate: Double
    var from: [Double]
    var verdict: String
    var explanation: [String]
    /// The steps to the target; null where it is not a minimum or is never reached.
    var stepsNeeded: NullableNumber
    var stepsNeededIsEstimate: Bool
    /// How near to the target counts as there.
    var tolerance: NullableNumber
    var target: Point?
    /// 2/λmax at the minimum, for plain descent.
    var stabilityLimit: NullableNumber
    /// 2/(λmin + λmax) there, and what a step of it leaves of the distance, (κ - 1)/(κ + 1).
    var bestLearningRate: NullableNumber
    var bestContraction: NullableNumber
    /// How it bends where the run begins and where its steps end.
    var startCurvature: Curvature
    var endCurvature: Curvature
    /// The first step after which it is away again from the minimum at which it had settled.
    var leavesAfter: Nullable<Int>
    var stepsMade: Int
    var stepsFollowed: Int
    var finalPlace: [NullableNumber]
    var finalValue: NullableNumber

    init(_ run: PlaneRun) {
      let words = PlaneVerdictWords(run)
      let last = run.path[run.path.count - 1]
      let surface = run.descent.surface
      learningRate = run.learningRate
      from = run.descent.start.coordinates
      verdict = run.verdict.name
      explanation = [words.headline] + words.details
      target = run.verdict.target.map(Point.init)
      stabilityLimit = NullableNumber(run.stabilityLimit)
      let isPlain = run.isConstant && run.descent.optimizer == .sgd
      bestLearningRate = NullableNumber(isPlain ? run.minimum?.curvature.bestLearningRate : nil)
      bestContraction = NullableNumber(isPlain ? run.minimum?.curvature.bestContraction : nil)
      startCurvature = Curvature(surface.curvature(at: run.descent.start))
      endCurvature = Curvature(surface.curvature(at: last))
      stepsMade = run.path.count - 1
      stepsFollowed = run.stepsFollowed
      finalPlace = last.coordinates.map { NullableNumber($0) }
      finalValue = NullableNumber(surface.formula.value(at: last.coordinates))
      (stepsNeeded, tolerance) = (NullableNumber(nil), NullableNumber(nil))
      stepsNeededIsEstimate = false
      leavesAfter = Nullable(nil)
      switch run.verdict {
      case .converges(_, let steps, let distance, let leaving):
        stepsNeeded = NullableNumber(Double(steps))
        tolerance = NullableNumber(distance)
        leavesAfter = Nullable(leaving)
      case .tooSlow(_, let steps, let distance):
        tolerance = NullableNumber(distance)
        (stepsNeeded, stepsNeededIsEstimate) = steps.number
      case .flat, .startsAtRest, .stalls, .hardlyMoves, .bounces, .diverges, .fallsWithoutBound,
        .goesOn, .leavesDomain, .breaksDown:
        break
      }
    }
  }

  var function: String
  var gradient: [String]
  var variables: [String]
  var starts: [[Double]]
  var steps: Int
  var optimizer: String
  var weightDecay: Double
  var schedule: String
  var stationaryPoints: [Point]
  var runs: [Run]
  var version: String

  init(_ report: PlaneReport) {
    let (descent, formula) = (report.descent, report.formula)
    function = formula.readable
    gradient = formula.gradient.map { $0.text(formula.variables) }
    variables = formula.variables.map { String($0) }
    starts = report.starts.map { $0[0].descent.start.coordinates }
    steps = descent.steps
    optimizer = descent.optimizer.specification
    weightDecay = descent.weightDecay
    schedule = descent.schedule.specification.description
    stationaryPoints = report.stationaryPoints.map(Point.init)
    runs = report.runs.map(Run.init)
    version = report.version
  }
}
