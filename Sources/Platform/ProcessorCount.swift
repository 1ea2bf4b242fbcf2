import Glibc

/// How many processors a process may keep busy.
package enum ProcessorCount {
  /// The least of what the system schedules it on, what its control group lets it use, and what Slurm
  /// gave to its job.
  package static var available: Int {
    let bounds = [affinity, quota, inJob { name in getenv(name).map { String(cString: $0) } }]
    return max(1, bounds.compactMap { $0 }.min() ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// The bits of the mask that the system tells, in hexadecimal digits.
  private static var affinity: Int? {
    guard let mask = text(of: "/proc/self/status", line: "Cpus_allowed:") else { return nil }
    let count = mask.compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
    return count > 0 ? count : nil
  }

  /// Of a job of Slurm: what its task was given, else all that the job has on this machine.
  ///
  /// - Parameter variable: The value of a variable of the environment.
  /// - Returns: Nil outside a job.
  package static func inJob(_ variable: (String) -> String?) -> Int? {
    guard variable("SLURM_JOB_ID") != nil else { return nil }
    return ["SLURM_CPUS_PER_TASK", "SLURM_CPUS_ON_NODE"].lazy.compactMap(variable)
      .compactMap { Int($0) }.first { $0 > 0 }
  }

  /// The quota of the control group, rounded up, in either version of control groups.
  private static var quota: Int? {
    for (file, isPair) in [("/sys/fs/cgroup/cpu.max", true), ("", false)] {
      let texts =
        isPair
        ? text(of: file)?.split(separator: " ").map(String.init) ?? []
        : ["quota", "period"].compactMap { text(of: "/sys/fs/cgroup/cpu/cpu.cfs_\($0)_us") }
      guard texts.count == 2, let quota = Int(texts[0]), let period = Int(texts[1]), quota > 0,
        period > 0
      else { continue }
      return (quota + period - 1) / period
    }
    return nil
  }

  /// The first line of a file that begins so, without its beginning.
  private static func text(of path: String, line mark: String = "") -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }
}
