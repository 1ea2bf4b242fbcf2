import ArgumentParser
import FoundationEssentials
import LinearAlgebra
import Training

/// Measures how fast lrfind trains, beside other libraries where they are there. It never judges.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures how fast lrfind trains.",
    discussion: """
      Trains sixteen learning rates of each workload on one core and prints the time of a step of \
      one model, the rate of its products, and that rate's share of the best that products reach \
      in the same run. Times are processor time, the medians of several runs that take turns. \
      Pin it to a core, as with 'taskset -c 1', for times that can be compared.

      scripts/benchmark --profile [--only C] [--optimizer adam] shows instead where a step's time \
      goes, kernel by kernel (evaluation and the search for the best product are left out); it \
      needs 'perf'.
      """)

  @Option(help: "The workloads: letters among A to D, with commas between.")
  var only: String?

  @Option(
    help: "The optimizers: names with commas between (default: sgd and adam; peers know no others)."
  )
  var optimizer: String?

  @Option(help: "How often each time is taken.")
  var repeats = 5

  @Option(help: "The lanes of a group, in place of the trainer's own rule.")
  var lanes: Int?

  @Option(help: "A Python with torch and jax, to be measured beside lrfind.")
  var peers: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Measure training alone: no reading, no workers, no whole job.")
  var trainingOnly = false

  @Option(
    help: "Measure this many shapes of groups beside the cost model instead, and print CSV.")
  var cost: Int?

  @Flag(
    help:
      "Measure instead what short trainings lose to being prepared and evaluated, and print CSV.")
  var short = false

  @Option(help: "What the shapes are drawn from.")
  var costSeed: UInt64 = 0

  @Option(help: ArgumentHelp("The pipes of a surrounding 'perf record'.", visibility: .hidden))
  var sampling: String?

  @Flag(help: ArgumentHelp("Train groups whenever a line comes in.", visibility: .hidden))
  var serveGroups = false

  func validate() throws {
    if repeats < 1 { throw ValidationError("--repeats \(repeats): give at least 1") }
    if let lanes, !(1...Workload.laneCount).contains(lanes) {
      throw ValidationError("--lanes \(lanes): give 1 to \(Workload.laneCount)")
    }
    _ = try measurements()
  }

  func run() throws {
    try KernelFamily.select(nil)
    if serveGroups { return WorkerScaling.serve() }
    if let cost { return CostMeasurement.run(count: cost, seed: costSeed, repeats: repeats) }
    if short { return ShortTrainings.run(repeats: repeats) }
    let sampling = try sampling.map { try Sampling(pipes: $0) }
    // First, because a program that is started counts what its starter held as its own memory.
    let jobs = trainingOnly ? [] : (0..<repeats).compactMap { _ in ProgramTimes.wholeJob() }
    var peak = PeakProduct.measure()
    let measurements = try measurements()
    let peer = try peers.map { try PeerProcess(python: $0) }
    for _ in 0..<repeats {
      for measurement in measurements {
        measurement.run(sampling: sampling)
        if let peer {
          for name in PeerProcess.names {
            measurement.add(try peer.time(of: measurement, library: name), library: name)
          }
        }
      }
      peak = max(peak, PeakProduct.measure())
    }
    let report = BenchmarkReport(
      kernels: KernelFamily.current.name, bestProductGflops: peak / 1e9,
      training: measurements.map { TrainingTime($0, peak: peak) },
      program: trainingOnly
        ? nil
        : try ProgramTimes.measure(
          jobs: jobs, repeats: repeats))
    print(json ? try report.json() : report.table, terminator: json ? "\n" : "")
  }

  /// What is to be trained, in order.
  private func measurements() throws -> [TrainingMeasurement] {
    let workloads = try chosen(
      only, among: Workload.all.map { ($0.name, $0) }, option: "--only")
    let optimizers =
      try optimizer == nil
      ? TrainingMeasurement.optimizers
      : chosen(optimizer, among: Optimizer.all.map { ($0.name, $0) }, option: "--optimizer")
    return workloads.flatMap { workload in
      optimizers.map { TrainingMeasurement(workload, optimizer: $0, width: lanes) }
    }
  }

  private func chosen<Value>(
    _ list: String?, among all: [(name: String, value: Value)], option: String
  ) throws -> [Value] {
    guard let list else { return all.map(\.value) }
    return try list.split(separator: ",").map { name in
      guard let match = all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw ValidationError(
          "\(option): no '\(name)'; give some of \(all.map(\.name).joined(separator: ", "))")
      }
      return match.value
    }
  }
}
