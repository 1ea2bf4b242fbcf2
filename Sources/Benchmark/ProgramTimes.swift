import Glibc
import LinearAlgebra
import Platform
import Tabular
import Training

/// What a user waits for besides training steps.
struct ProgramTimes: Codable {
  /// Reading and preparing a CSV of numbers, in megabytes (10⁶) a second of processor time.
  var csvMegabytesPerSecond: Double
  /// How many times as fast two threads are, by the clock on the wall.
  var csvSpeedupOfTwoThreads: Double
  /// How training spreads over cores.
  var workers: WorkerScaling
  /// `lrfind datasets/breast_cancer.csv`, in seconds from start to end; nil where it is not built.
  var wholeJobSeconds: Double?
  /// The most memory that it held, in megabytes.
  var wholeJobMegabytes: Double?

  /// - Parameters:
  ///   - jobs: What `wholeJob` gave.
  ///   - repeats: How often each time is taken.
  /// - Returns: The medians.
  /// - Throws: `DataError` when the table that is made cannot be read.
  static func measure(
    jobs: [(seconds: Double, megabytes: Double)], repeats: Int
  ) throws -> ProgramTimes {
    let csv = try csvRates(repeats: repeats)
    return ProgramTimes(
      csvMegabytesPerSecond: csv.megabytesPerSecond, csvSpeedupOfTwoThreads: csv.speedup,
      workers: try WorkerScaling.measure(repeats: repeats),
      wholeJobSeconds: jobs.isEmpty ? nil : Timing.median(jobs.map(\.seconds)),
      wholeJobMegabytes: jobs.isEmpty ? nil : Timing.median(jobs.map(\.megabytes)))
  }

  private static let loadsInARow = 4

  private static func csvRates(
    repeats: Int
  ) throws -> (megabytesPerSecond: Double, speedup: Double) {
    guard let folder = ScratchFolder() else { return (.nan, .nan) }
    defer { withExtendedLifetime(folder) {} }
    let name = folder.path + "/table.csv"
    guard let file = fopen(name, "w") else { return (.nan, .nan) }
    var bytes = 0
    let columns = 28
    func write(_ line: String) {
      bytes += line.utf8.count
      fputs(line, file)
    }
    write((0..<columns).map { "x\($0)" }.joined(separator: ",") + ",class\n")
    // A fixed set of numbers in changing order: writing must not take longer than reading.
    let cells = (0..<997).map { "\(Float($0 * $0 % 1009) / 251 - 2 + 1 / Float($0 + 3))" }
    for row in 0..<400_000 {
      let numbers = (0..<columns).map { cells[(row * 31 + $0 * 17 + row * $0) % cells.count] }
      write(numbers.joined(separator: ",") + ",\(row % 2 == 0 ? "a" : "b")\n")
    }
    fclose(file)
    /// The fastest of a few in a row: a core that has slept is slow at first, and a thread that
    /// waits for another waits for whatever else runs there.
    func load(threads: Int) throws(DataError) -> (processor: Double, wall: Double) {
      var options = TableOptions()
      options.threads = threads
      var best = (processor: Double.infinity, wall: Double.infinity)
      for _ in 0..<loadsInARow {
        let wall = Timing.now(CLOCK_MONOTONIC)
        let processor = Timing.now(CLOCK_PROCESS_CPUTIME_ID)
        _ = try Dataset.load(path: name, options: options)
        best.processor = min(best.processor, Timing.now(CLOCK_PROCESS_CPUTIME_ID) - processor)
        best.wall = min(best.wall, Timing.now(CLOCK_MONOTONIC) - wall)
      }
      return best
    }
    var (times, speedups): ([Double], [Double]) = ([], [])
    for _ in 0..<repeats {
      let one = try load(threads: 1)
      times.append(one.processor)
      speedups.append(one.wall / (try load(threads: 2).wall))
    }
    return (Double(bytes) / 1e6 / Timing.median(times), Timing.median(speedups))
  }

  /// Runs `lrfind` on a small table.
  static func wholeJob() -> (seconds: Double, megabytes: Double)? {
    guard let programs = Place.programs, let project = Place.project else { return nil }
    let program = programs + "/lrfind"
    guard access(program, X_OK) == 0, let folder = ScratchFolder() else { return nil }
    defer { withExtendedLifetime(folder) {} }
    let result = folder.path + "/result.csv"
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
