import ArgumentParser
import Glibc
import Training

/// What the machine gives to the work.
struct MachineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many groups are trained at once (default: one a processor); the answer is the same.",
    transform: NumberDomain(1...4096).read)
  var workers: Int?

  @OptionGroup var kernel: KernelOption

  /// The number of workers.
  var resolvedWorkers: Int { workers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
