import Foundation
import Testing
import Tuning

/// The search in rungs, on trainings that are formulas.
struct RungSearchTests {
  /// A valley over the logarithm of the rate, which moves as trainings become longer.
  struct Valley {
    /// log₁₀ of the best rate of a whole training.
    var bottom: Double
    /// The decades that a tenfold length moves it by.
    var shift = 0.0
    /// log₁₀ of the lowest rate that diverges.
    var edge = 10.0
    /// What a training ends with there; a loss that overflows unless given.
    var lost: Double?
    var width = 1.0
    var length = 20

    func outcome(of run: RungSearch.Run, _ plan: RungSearch.Plan) -> RungSearch.Outcome {
      let decade = log10(plan.learningRate(at: Double(run.place)))
      guard decade < edge - 1e-6 else { return lost.map { .loss($0, first: 2.5) } ?? .diverged }
      let gap = (decade - bottom - shift * log10(Double(run.length) / Double(length))) / width
      // Far below, nothing is learned in so short a time.
      let end = 1 / Double(1 + run.length) + 2 * (1 - exp(-gap * gap / 4))
      return .loss(end, first: 2.5)
    }
  }

  /// Runs a search to its end.
  func search(_ plan: RungSearch.Plan, _ valley: Valley) -> (RungSearch, cost: Double) {
    var finished: [RungSearch.Run: RungSearch.Outcome] = [:]
    while true {
      let search = RungSearch(plan, finished: finished)
      let pending = search.pending
      if pending.isEmpty {
        return (
          search, Double(search.runs.reduce(0) { $0 + $1.length }) / Double(plan.length)
        )
      }
      for run in pending { finished[run] = valley.outcome(of: run, plan) }
    }
  }

  static func plan(
    _ range: (Double, Double) = (1e-5, 1), isBounded: Bool = false, length: Int = 20,
    seeds: [UInt64] = [0]
  ) -> RungSearch.Plan {
    RungSearch.Plan(
      lowest: range.0, highest: range.1, isBounded: isBounded, seeds: seeds, length: length)
  }

  /// A log may end before a loss overflows.
  @Test(arguments: [-1.5, -1, -0.5], [7, 1e17, 1e61])
  func whatIsLostIsTheEdgeWithoutAnOverflow(_ edge: Double, lost: Double) throws {
    let overflowing = Valley(bottom: -2.5, shift: -0.5, edge: edge)
    var finite = overflowing
    finite.lost = lost
    let answers = try [overflowing, finite].map {
      try #require(search(Self.plan(), $0).0.answer)
    }
    #expect(answers[0].edge != nil && answers[0].edge == answers[1].edge)
    #expect(answers[0].learningRate == answers[1].learningRate)
  }

  /// Where training is the better the higher the rate, up to where it is lost, the answer stays below the
  /// edge by what is usual and no more: a loss that is lost says nothing of the slope beside it.
  @Test(arguments: [167, 1e9, .infinity])
  func anEdgeIsNoSlope(_ lost: Double) throws {
    let plan = Self.plan()
    var finished: [RungSearch.Run: RungSearch.Outcome] = [:]
    while true {
      let search = RungSearch(plan, finished: finished)
      guard !search.pending.isEmpty else {
        let rate = try #require(search.answer?.learningRate)
        #expect(0.3...1 ~= rate, "\(rate)")
        return
      }
      for run in search.pending {
        let rate = plan.learningRate(at: Double(run.place))
        let loss = 0.69 / (1 + 3 * rate * Double(run.length))
        finished[run] =
          rate < 2 ? .loss(loss, first: 0.7) : lost.isFinite ? .loss(lost, first: 0.7) : .diverged
      }
    }
  }

  /// An answer beside what was trained is doubtful where the loss is steep.
  @Test(arguments: [(1.0, false), (0.3, true)])
  func aSteepAnswerIsDoubtful(_ width: Double, isDoubtful: Bool) throws {
    let (search, _) = search(Self.plan(), Valley(bottom: -2.5, width: width))
    let doubts = try #require(search.answer?.doubts)
    let isFound = doubts.contains { if case .expectedAlone = $0 { true } else { false } }
    #expect(isFound == isDoubtful, "\(doubts)")
  }

  @Test(arguments: [-4.5, -4, -3.3, -2.75, -2, -1.6, -1, -0.4], [-1.0, -0.5, 0])
  func theBottomIsFound(_ bottom: Double, _ shift: Double) throws {
    let valley = Valley(bottom: bottom, shift: shift)
    let (search, cost) = search(Self.plan(), valley)
    let answer = try #require(search.answer)
    #expect(abs(log10(answer.learningRate) - bottom) < 0.4)
    #expect(answer.low < answer.learningRate && answer.learningRate < answer.high)
    #expect(answer.doubts.isEmpty)
    #expect(cost < 1.8)
  }

  /// The first rung is wide, and what it leaves out is beside the best.
  @Test func theFirstRungIsWide() {
    let first = RungSearch(Self.plan(), finished: [:]).runs
    #expect(first.map(\.place) == [0, 2, 4, 6, 8, 10])
    #expect(first.allSatisfy { $0.length == 1 })
  }

  @Test func anAnswerLiesBelowTheEdge() throws {
    let (search, _) = search(Self.plan(), Valley(bottom: -1, edge: -1))
    let answer = try #require(search.answer)
    #expect(answer.edge.map { abs(log10($0) + 1) < 0.01 } == true)
    #expect(answer.learningRate <= 0.0317 && answer.high < 0.1)
  }

  @Test(arguments: [-6.5, 1.2])
  func itGoesBeyondItsRates(_ bottom: Double) throws {
    let free = try #require(search(Self.plan(), Valley(bottom: bottom)).0.answer)
    #expect(abs(log10(free.learningRate) - bottom) < 0.4)
    let bounded = try #require(
      search(Self.plan(isBounded: true), Valley(bottom: bottom)).0.answer)
    #expect(bounded.doubts == [.bestAtEdge(isLow: bottom < -3)])
    let tried = bounded.rungs.flatMap(\.places)
    #expect((tried.min() ?? -1) >= 0 && (tried.max() ?? 11) <= 10)
  }

  @Test func whereEverythingDivergesItEnds() throws {
    let (search, _) = search(Self.plan(), Valley(bottom: -1, edge: -10))
    let answer = try #require(search.answer)
    #expect(answer.doubts.count == 1)
    guard case .everyRateDiverged = answer.doubts[0] else {
      Issue.record("\(answer.doubts)")
      return
    }
  }

  @Test func whereTheRateDoesNothingItSaysSo() throws {
    let plan = Self.plan()
    var finished: [RungSearch.Run: RungSearch.Outcome] = [:]
    while true {
      let search = RungSearch(plan, finished: finished)
      if search.pending.isEmpty {
        let answer = try #require(search.answer)
        #expect(answer.doubts.contains(.nothingTold))
        return
      }
      for run in search.pending { finished[run] = .loss(0.5, first: 0.5) }
    }
  }

  /// Whatever order runs end in, and wherever it is gone on with, it asks for the same.
  @Test func itIsAPureFunctionOfWhatIsFinished() throws {
    let (plan, valley) = (Self.plan(seeds: [3, 4]), Valley(bottom: -2.2, shift: -0.3))
    let whole = search(plan, valley).0
    var finished: [RungSearch.Run: RungSearch.Outcome] = [:]
    var order = SystemRandomNumberGenerator()
    while true {
      let search = RungSearch(plan, finished: finished)
      guard let run = search.pending.randomElement(using: &order) else {
        #expect(search.runs == whole.runs)
        #expect(search.answer?.learningRate == whole.answer?.learningRate)
        return
      }
      finished[run] = valley.outcome(of: run, plan)
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8, 20, 100, 1000])
  func rungsRise(_ length: Int) {
    let rungs = Self.plan(length: length).rungs
    #expect(!rungs.isEmpty && rungs.allSatisfy { (1...length).contains($0) })
    #expect(zip(rungs, rungs.dropFirst()).allSatisfy(<))
    #expect(search(Self.plan(length: length), Valley(bottom: -2, length: length)).0.answer != nil)
  }
}
