import Descent
import Running
import Training

extension DescentReport {
  /// The answer as one JSON object. Fields are only ever added from version to version; a number
  /// that does not exist or is not finite is null.
  package var json: String { JSONText.encode(DescentDocument(self)) }
}

/// The fields of the JSON object.
private struct DescentDocument: Encodable {
  struct Point: Encodable {
    var x: NullableNumber
    var value: NullableNumber
    var curvature: NullableNumber
    var kind: String
    /// Whether the slope jumps there, and has no curvature.
    var isKink: Bool

    init(_ point: StationaryPoint) {
      x = NullableNumber(point.x)
      value = NullableNumber(point.value)
      curvature = NullableNumber(point.isKink ? nil : point.curvature)
      isKink = point.isKink
      kind = point.kind.rawValue
    }
  }

  struct Run: Encodable {
    var learningRate: Double
    /// Where it begins.
    var from: Double
    var verdict: String
    var explanation: [String]
    /// The steps to the target; null where it is not a minimum or is never reached.
    var stepsNeeded: NullableNumber
    var stepsNeededIsEstimate: Bool
    /// How near to the target counts as there.
    var tolerance: NullableNumber
    var target: Point?
    var stabilityLimit: NullableNumber
    /// The range of a run that bounces, or does so in the long run.
    var low: NullableNumber
    var high: NullableNumber
    /// The updates that were made to see what becomes of it.
    var stepsFollowed: Int
    /// The first step after which it is away again from the minimum at which it had settled.
    var leavesAfter: Nullable<Int>
    /// Where it hardly moves: a move that can be seen, and the steps that it takes.
    var visibleMove: NullableNumber
    var visibleMoveSteps: NullableNumber
    var stepsMade: Int
    var finalX: NullableNumber
    var finalValue: NullableNumber

    init(_ run: DescentRun) {
      let words = VerdictWords(run)
      let last = run.path[run.path.count - 1]
      learningRate = run.learningRate
      from = run.descent.start
      verdict = run.verdict.name
      explanation = [words.headline] + words.details
      stabilityLimit = NullableNumber(run.stabilityLimit)
      stepsMade = run.path.count - 1
      finalX = NullableNumber(last)
      finalValue = NullableNumber(run.descent.curve.value(at: last))
      target = run.verdict.target.map(Point.init)
      (stepsNeeded, tolerance) = (NullableNumber(nil), NullableNumber(nil))
      low = NullableNumber(run.rangeAfterLeaving?.lowerBound)
      high = NullableNumber(run.rangeAfterLeaving?.upperBound)
      stepsNeededIsEstimate = false
      (visibleMove, visibleMoveSteps) = (NullableNumber(nil), NullableNumber(nil))
      stepsFollowed = run.stepsFollowed
      leavesAfter = Nullable(run.leaving?.after)
      switch run.verdict {
      case .converges(_, let steps, let distance, _):
        stepsNeeded = NullableNumber(Double(steps))
        tolerance = NullableNumber(distance)
      case .tooSlow(_, let steps, let distance, _):
        tolerance = NullableNumber(distance)
        (stepsNeeded, stepsNeededIsEstimate) = steps.number
      case .hardlyMoves(_, let steps, let distance):
        visibleMove = NullableNumber(distance)
        (visibleMoveSteps, stepsNeededIsEstimate) = steps.number
      case .bounces(let low, let high, _):
        self.low = NullableNumber(low)
        self.high = NullableNumber(high)
      case .flat, .startsAtRest, .stalls, .diverges, .fallsWithoutBound, .goesOn,
        .leavesDomain, .restsElsewhere, .restsOnPlateau,
        .stuck, .breaksDown:
        break
      }
    }
  }

  /// The function; it is called so whatever it is.
  var polynomial: String
  var function: String
  var derivative: String
  var variable: String
  /// Where the first run begins.
  var from: Double
  /// Where runs begin.
  var starts: [Double]
  var steps: Int
  var optimizer: String
  var weightDecay: Double
  var schedule: String
  var stationaryPoints: [Point]
  var runs: [Run]
  var version: String

  init(_ report: DescentReport) {
    let descent = report.descent
    polynomial = descent.curve.readable
    function = descent.curve.readable
    derivative = descent.curve.readableSlope
    variable = String(descent.curve.variable)
    from = descent.start
    starts = report.starts.map { $0[0].descent.start }
    steps = descent.steps
    optimizer = descent.optimizer.specification
    weightDecay = descent.weightDecay
    schedule = descent.schedule.specification.description
    stationaryPoints = descent.landscape.stationaryPoints.map(Point.init)
    runs = report.runs.map(Run.init)
    version = report.version
  }
}

extension Verdict.StepsNeeded {
  /// How many, for JSON, and whether that is an estimate.
  var number: (NullableNumber, isEstimate: Bool) {
    switch self {
    case .counted(let steps): (NullableNumber(Double(steps)), false)
    case .estimated(let steps): (NullableNumber(steps.rounded(.up)), true)
    case .never: (NullableNumber(nil), false)
    }
  }
}
