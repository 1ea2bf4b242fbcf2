import ArgumentParser
import Platform
import Tabular
import Training

/// What the machine gives to the work.
struct MachineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many groups are trained at once (default: one a processor); the answer is the same.",
    transform: NumberDomain(1...4096).read)
  var workers: Int?

  @OptionGroup var kernel: KernelOption

  /// What was typed, for the tasks of a cluster.
  var typed: [String] {
    (workers.map { ["--workers=\($0)"] } ?? [])
      + (KernelOption.requested(in: CommandLine.systemPaths).map { ["--kernels=\($0)"] } ?? [])
  }

  /// The number of workers.
  var resolvedWorkers: Int { workers ?? ProcessorCount.available }
}
