import Testing
import Training

/// Every value against PyTorch's own; see `scripts/reference/schedules.py`.
@Suite struct ScheduleGoldenTests {
  static let tolerance = 1e-6
  static let golden = ScheduleGolden.recorded

  @Test func everyScheduleHasThreeCases() {
    let counts = Dictionary(
      grouping: Self.golden.cases.map { String($0.schedule.prefix { $0 != ":" }) }, by: \.self
    ).mapValues(\.count)
    for shape in ScheduleSpecification.Shape.examples {
      #expect(counts[shape.name] ?? 0 >= 3, "\(shape.name)")
    }
    #expect(Self.golden.cases.allSatisfy { $0.learningRates.count == 300 })
  }

  @Test(arguments: golden.cases.filter { $0.feedback == nil })
  func rates(_ recorded: ScheduleGolden.Case) throws {
    let schedule = try recorded.resolved()
    let ours = recorded.learningRates.indices.map {
      recorded.peak * schedule.multiplier(at: $0)
    }
    expectEqual(ours, recorded.learningRates, scale: recorded.peak)
  }

  @Test(arguments: golden.cases.filter { $0.momentum != nil })
  func momentum(_ recorded: ScheduleGolden.Case) throws {
    let optimizer = try Optimizer.parse(try #require(recorded.optimizer)).optimizer
    let cycle = try #require(optimizer.momentumCycle(under: try recorded.resolved()))
    let theirs = try #require(recorded.momentum)
    expectEqual(theirs.indices.map { cycle.momentum(at: $0) }, theirs, scale: 1)
  }

  @Test(arguments: golden.cases.filter { $0.feedback == true })
  func plateau(_ recorded: ScheduleGolden.Case) throws {
    let schedule = try recorded.resolved()
    var feedback = Feedback()
    let ours = Self.golden.losses.enumerated().map { index, loss in
      feedback.absorb(loss ?? .nan, at: index + 1, under: schedule)
      return recorded.peak * schedule.multiplier(at: index + 1, feedback: feedback)
    }
    expectEqual(ours, recorded.learningRates, scale: 0)
  }

  /// Compares to 1e-6 relative; PyTorch's recurrences leave rounding errors of the scale times
  /// 1e-15 where a rate goes to 0.
  private func expectEqual(_ ours: [Double], _ theirs: [Double], scale: Double) {
    #expect(ours.count == theirs.count)
    let wrong = zip(ours, theirs).enumerated().filter { _, pair in
      abs(pair.0 - pair.1) > Self.tolerance * abs(pair.1) + 1e-15 * scale
    }
    #expect(
      wrong.isEmpty, "first at step \(wrong.first?.offset ?? -1): \(wrong.first?.element ?? (0, 0))"
    )
  }
}
