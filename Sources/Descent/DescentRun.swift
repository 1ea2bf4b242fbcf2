/// A descent with one learning rate.
package struct DescentRun: Sendable {
  package let descent: Descent
  /// η, which a schedule multiplies.
  package let learningRate: Double
  /// Whether every step had this rate.
  package let isConstant: Bool
  /// x before the first update, after it, and so on: `steps` + 1 numbers, or fewer when numbers
  /// overflowed.
  package let path: [Double]
  /// The learning rate of each update that was computed.
  package let rates: [Double]
  /// What is to be said about it.
  package let verdict: Verdict
  /// What comes later, when it settles at a minimum but leaves it again.
  package let leaving: Leaving?
  /// How many updates were made in all to see what becomes of it.
  package let stepsFollowed: Int

  /// What was seen of a descent that had settled.
  package struct Leaving: Sendable, Hashable {
    /// The first step after which it was no longer near the minimum.
    package let after: Int
    /// Where it was in some later steps.
    package let range: ClosedRange<Double>
    /// Which those are.
    package let steps: ClosedRange<Int>
  }

  /// Where it goes to and fro in the long run, when it settles at a minimum but leaves it again.
  package var rangeAfterLeaving: ClosedRange<Double>? { leaving?.range }

  /// What holds at a step.
  package struct Row: Sendable, Hashable {
    /// The number of updates made before.
    package let step: Int
    package let x: Double
    /// f(x)
    package let value: Double
    /// f′(x)
    package let slope: Double
    /// The rate of the update that is made here; nil in the last row.
    package let learningRate: Double?
    /// The change of x that follows; nil in the last row, infinite or NaN where it overflows.
    package let update: Double?

    package init(
      step: Int, x: Double, value: Double, slope: Double, learningRate: Double?, update: Double?
    ) {
      self.step = step
      self.x = x
      self.value = value
      self.slope = slope
      self.learningRate = learningRate
      self.update = update
    }
  }

  /// The path, a row for each number in it.
  package var rows: [Row] {
    path.indices.map { step in
      Row(
        step: step, x: path[step], value: descent.curve.value(at: path[step]),
        slope: descent.curve.slope(at: path[step]),
        learningRate: step < rates.count ? rates[step] : nil,
        update: step + 1 < path.count ? path[step + 1] - path[step] : nil)
    }
  }

  /// The minimum that the stability limit is about: the one that is approached, or else the one
  /// that lies downhill from the start.
  package var minimum: StationaryPoint? {
    if let target = verdict.target { return target.kind == .minimum ? target : nil }
    return descent.landscape.minimumDownhill(from: descent.start)
  }

  /// The rate below which descent settles at `minimum`.
  package var stabilityLimit: Double? {
    guard isConstant, let minimum, !minimum.isKink else { return nil }
    return descent.optimizer.stabilityLimit(curvature: minimum.curvature)
  }
}
