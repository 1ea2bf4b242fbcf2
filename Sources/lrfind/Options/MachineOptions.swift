import ArgumentParser
import Glibc

/// What the machine gives to the work.
struct MachineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many groups are trained at once (default: one a processor); the answer is the same.")
  var workers: Int?

  @OptionGroup var kernel: KernelOption

  private static let mostWorkers = 4096

  mutating func validate() throws {
    if let workers, !(1...Self.mostWorkers).contains(workers) {
      throw ValidationError("--workers \(workers): give a number from 1 to \(Self.mostWorkers)")
    }
  }

  /// The number of workers.
  var resolvedWorkers: Int { workers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
