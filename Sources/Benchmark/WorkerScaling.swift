import Glibc
import Running
import Training

/// How two workers compare with one, and with two processes of one worker each, on groups of
/// workload C.
struct WorkerScaling: Codable {
  /// What two workers get done in the time in which one gets 1 done.
  var speedupOfTwoWorkers: Double
  /// What two workers get done in the time in which two processes get 1 done.
  var shareOfTwoProcesses: Double

  private static let groupsOfWorker = 16
  private static let steps = 50

  /// Measures, in turns.
  static func measure(repeats: Int) throws -> WorkerScaling {
    let processes = try (0..<2).map { _ in
      try LineProcess("/proc/self/exe", arguments: ["--serve-groups"], name: "a worker process")
    }
    let workload = Workload.all[2]
    var (speedups, shares): ([Double], [Double]) = ([], [])
    // The first turn warms up.
    for turn in 0...repeats {
      let one = seconds(workload, groups: groupsOfWorker, workers: 1)
      let two = seconds(workload, groups: 2 * groupsOfWorker, workers: 2)
      for process in processes { process.send("go") }
      let alone = try processes.map { try $0.receive() }
      guard turn > 0 else { continue }
      speedups.append(2 * one / two)
      shares.append(2 / two / alone.reduce(0) { $0 + 1 / $1 })
    }
    return WorkerScaling(
      speedupOfTwoWorkers: Timing.median(speedups), shareOfTwoProcesses: Timing.median(shares))
  }

  /// Answers each line of standard input with the seconds that one worker takes for its groups.
  static func serve() {
    let workload = Workload.all[2]
    _ = workload.dataset
    while readLine() != nil {
      // Not through a buffer, which would wait for more.
      let answer = Array("\(seconds(workload, groups: groupsOfWorker, workers: 1))\n".utf8)
      _ = write(1, answer, answer.count)
    }
  }

  private static func seconds(_ workload: Workload, groups: Int, workers: Int) -> Double {
    let settings = workload.settings(.sgd)
    let width = GroupWidth.lanes(
      for: settings, inputs: workload.widths[0], outputs: workload.widths[workload.widths.count - 1]
    )
    let lanes = (0..<groups * width).map { index in
      Lane(
        learningRate: workload.lanes[index % Workload.laneCount].learningRate,
        repeat: index / Workload.laneCount)
    }
    let runner = Runner(
      splits: [workload.dataset], settings: settings, workers: workers, progress: ProgressCounter())
    let start = Timing.now(CLOCK_MONOTONIC)
    var states: [Lane: LaneState] = [:]
    _ = runner.run(Round(lanes: lanes, end: steps), states: &states)
    return Timing.now(CLOCK_MONOTONIC) - start
  }
}
