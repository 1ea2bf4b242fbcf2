import Glibc
import LinearAlgebra
import Sweep
import Tabular
import Training

/// What a user waits for besides training steps.
struct ProgramTimes: Codable {
  /// Reading and preparing a CSV of numbers, in megabytes (10⁶) a second of processor time.
  var csvMegabytesPerSecond: Double
  /// What two workers get done in the time in which one gets 1 done, on sixteen groups of workload C.
  var speedupOfTwoWorkers: Double
  /// `lrfind datasets/breast_cancer.csv`, in seconds from start to end; nil where it is not built.
  var wholeJobSeconds: Double?
  /// The most memory that it held, in megabytes.
  var wholeJobMegabytes: Double?

  static func measure(repeats: Int) async throws -> ProgramTimes {
    let jobs = (0..<repeats).compactMap { _ in wholeJob() }
    return ProgramTimes(
      csvMegabytesPerSecond: try csvRate(repeats: repeats),
      speedupOfTwoWorkers: await speedup(repeats: repeats),
      wholeJobSeconds: jobs.isEmpty ? nil : Timing.median(jobs.map(\.seconds)),
      wholeJobMegabytes: jobs.isEmpty ? nil : Timing.median(jobs.map(\.megabytes)))
  }

  private static func csvRate(repeats: Int) throws -> Double {
    let template = (getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/benchmark.XXXXXX"
    var path = Array(template.utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0, let file = fdopen(descriptor, "w") else { return .nan }
    let name = String(cString: path)
    defer { unlink(name) }
    var bytes = 0
    let columns = 28
    func write(_ line: String) {
      bytes += line.utf8.count
      fputs(line, file)
    }
    write((0..<columns).map { "x\($0)" }.joined(separator: ",") + ",class\n")
    // A fixed set of numbers in changing order: writing must not take longer than reading.
    let cells = (0..<997).map { "\(Float($0 * $0 % 1009) / 251 - 2 + 1 / Float($0 + 3))" }
    for row in 0..<100_000 {
      let numbers = (0..<columns).map { cells[(row * 31 + $0 * 17 + row * $0) % cells.count] }
      write(numbers.joined(separator: ",") + ",\(row % 2 == 0 ? "a" : "b")\n")
    }
    fclose(file)
    var times: [Double] = []
    for _ in 0..<repeats {
      var failure: DataError?
      times.append(
        Timing.seconds {
          do throws(DataError) { _ = try Dataset.load(path: name) } catch { failure = error }
        })
      if let failure { throw failure }
    }
    return Double(bytes) / 1e6 / Timing.median(times)
  }

  private static func speedup(repeats: Int) async -> Double {
    let workload = Workload.all[2]
    let lanes = (0..<Workload.laneCount).flatMap { index in
      workload.lanes.map {
        Lane(learningRate: $0.learningRate, repeat: index)
      }
    }
    let width = GroupWidth.lanes(
      for: workload.settings(.sgd), inputs: workload.widths[0],
      outputs: workload.widths[workload.widths.count - 1])
    let round = Round(lanes: Array(lanes.prefix(16 * width)), end: 50)
    func time(_ workers: Int) async -> Double {
      let runner = Runner(
        dataset: workload.dataset, settings: workload.settings(.sgd), workers: workers,
        progress: ProgressCounter())
      let start = Timing.now(CLOCK_MONOTONIC)
      var states: [Lane: LaneState] = [:]
      _ = await runner.run(round, states: &states)
      return Timing.now(CLOCK_MONOTONIC) - start
    }
    var ratios: [Double] = []
    for _ in 0..<repeats { ratios.append(await time(1) / time(2)) }
    return Timing.median(ratios)
  }

  private static func wholeJob() -> (seconds: Double, megabytes: Double)? {
    guard let programs = Place.programs, let project = Place.project else { return nil }
    let program = programs + "/lrfind"
    var template = Array("/tmp/benchmark.XXXXXX".utf8CString)
    guard access(program, X_OK) == 0, mkdtemp(&template) != nil else { return nil }
    let folder = String(cString: template)
    defer { rmdir(folder) }
    let result = folder + "/result.csv"
    defer { unlink(result) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var process: pid_t = 0
    let start = Timing.now(CLOCK_MONOTONIC)
    guard
      Place.spawn(
        program, [program, project + "/datasets/breast_cancer.csv", "--out", result],
        actions: &actions, process: &process) == 0
    else { return nil }
    var (status, usage) = (Int32(0), rusage())
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    return (Timing.now(CLOCK_MONOTONIC) - start, Double(usage.ru_maxrss) * 1024 / 1e6)
  }
}
