import Glibc

/// Timings of repeated work.
enum Timing {
  /// The seconds of processor time that something takes, on all threads of this process.
  ///
  /// On one thread this is what a clock on the wall shows when nothing else runs; unlike that, it
  /// leaves out the time in which the system ran something else on the core.
  static func seconds(_ body: () -> Void) -> Double {
    let start = now(CLOCK_PROCESS_CPUTIME_ID)
    body()
    return now(CLOCK_PROCESS_CPUTIME_ID) - start
  }

  /// A clock's time in seconds.
  static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// The middle of several numbers; of an even count, the upper of the two.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }
}
