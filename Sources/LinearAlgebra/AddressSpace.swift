import Glibc

/// The limit on a process's address space (`ulimit -v`), under which OpenBLAS would wait for ever.
///
/// OpenBLAS takes a buffer for each thread that multiplies, and tries again without end where there
/// is none; it does so for threads of its own as soon as it is loaded, one a processor, which are of
/// no use here. Dispatch waits in the same way for a thread that cannot be made. So what they will
/// need is looked for beforehand.
package enum AddressSpace {
  /// The bytes of OpenBLAS's buffer for a thread, as Debian builds it.
  private static let buffer = 128 << 20
  /// A thread's stack, and what malloc reserves for its allocations.
  private static let thread = (8 + 128) << 20
  /// What the runtime takes besides: Dispatch's own threads, and the heap of a small training.
  private static let runtime = 96 << 20

  /// What is left below the limit, or nil where there is none.
  package static var left: Int? {
    guard let limit, let used else { return nil }
    return max(0, limit - used)
  }

  /// What a training on so many workers reserves besides its own memory; most of it is never used.
  package static func reserved(workers: Int) -> Int { runtime + workers * (buffer + thread) }

  /// What is needed before anything is known of the work: to read a table on one more thread.
  package static var least: Int { runtime + thread }

  private static var limit: Int? {
    var limits = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0 else { return nil }
    return limits.rlim_cur == rlim_t.max ? nil : Int(clamping: limits.rlim_cur)
  }

  /// The bytes of address space in use.
  private static var used: Int? {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = read(file, &text, text.count)
    guard count > 0 else { return nil }
    let pages = String(decoding: text[..<count].prefix { $0 != 0x20 }, as: UTF8.self)
    return Int(pages).map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
  }

  /// Whether OpenBLAS was loaded with threads of its own, under a limit.
  static var hasIdleThreads: Bool {
    limit != nil && getenv(threadsVariable).map { String(cString: $0) } != "1"
  }

  /// What tells OpenBLAS, before it is loaded, how many threads to make.
  static let threadsVariable = "OPENBLAS_NUM_THREADS"
}
