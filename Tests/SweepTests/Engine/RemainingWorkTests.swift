import Running
import Testing

@Suite struct `The time that is left` {
  /// Groups whose workers take a second for a unit of cost; each takes the next when it is free.
  /// - Returns: What was foreseen as the end when each group ended, and the end.
  private func foreseen(_ costs: [Double], steps: [Int], workers: Int) -> (
    said: [Double], end: Double
  ) {
    var work = RemainingWork()
    work.begin(costs: costs, laterSteps: 0, workers: workers)
    var free = [Double](repeating: 0, count: workers)
    var ends: [(time: Double, group: Int)] = []
    for (group, cost) in costs.enumerated() {
      let worker = free.indices.min { free[$0] < free[$1] } ?? 0
      free[worker] += cost
      ends.append((free[worker], group))
    }
    let said = ends.sorted { $0.time < $1.time }.map { time, group in
      work.finish(cost: costs[group], steps: steps[group], seconds: costs[group])
      return time + (work.secondsLeft(after: time) ?? .nan)
    }
    return (said, free.max() ?? 0)
  }

  @Test(arguments: [1, 2, 5])
  func `does not jump where groups cost unequally much a step`(workers: Int) {
    // Cheap ones first, and one step as dear as forty: steps alone would say a tenth of the time.
    let costs = (0..<40).map { $0 < 20 ? 1.0 : 40.0 }
    let (said, end) = foreseen(costs, steps: costs.map { _ in 100 }, workers: workers)
    for time in said.dropLast(workers) {
      #expect(abs(time - end) <= 40, "\(time) was foreseen, it ended at \(end)")
    }
  }

  @Test func `counts what workers are at`() {
    // When the first of two equal groups ends, the other is nearly done as well.
    var work = RemainingWork()
    work.begin(costs: [10, 10, 10, 10], laterSteps: 0, workers: 2)
    work.finish(cost: 10, steps: 1, seconds: 10)
    #expect(work.secondsLeft(after: 10) == 10)
  }

  @Test func `is unknown before anything is finished, and never negative`() {
    var work = RemainingWork()
    work.begin(costs: [1, 1], laterSteps: 0, workers: 1)
    #expect(work.secondsLeft(after: 5) == nil)
    work.finish(cost: 1, steps: 3, seconds: 1)
    #expect(work.secondsLeft(after: 50) == 0)
  }

  @Test func `counts later rounds by their steps`() {
    var work = RemainingWork()
    work.begin(costs: [2, 2], laterSteps: 40, workers: 1)
    work.finish(cost: 2, steps: 10, seconds: 4)
    // A step costs a fifth, so forty cost 8, besides the 2 of this round; two seconds each.
    #expect(work.secondsLeft(after: 4) == 20)
  }
}
