import Reporting
import Running
import Tabular

/// What Slurm's queue holds of the jobs that were submitted for a sweep. It tells what still comes; what is
/// done the parts say themselves.
struct SlurmQueue {
  /// A line, where there is something to tell.
  let lines: [String]

  /// - Parameter folder: The sweep's.
  init(ofSweepIn folder: String) {
    let jobs = SlurmScripts(folder: folder).jobs
    guard !jobs.isEmpty else {
      lines = []
      return
    }
    do throws(ClusterError) {
      let waiting = try SlurmCluster.queue(jobs)
      let states = Dictionary(grouping: waiting, by: \.state).map { (state: $0, count: $1.count) }
        .sorted { $0.state < $1.state }
        .map { "\(Decimal.count($0.count, "task")) \($0.state.lowercased())" }
      lines =
        waiting.isEmpty
        ? []
        : [
          "  in Slurm's queue: \(states.joined(separator: ", ")) "
            + "(jobs \(Set(waiting.map(\.job)).sorted().joined(separator: ", ")))"
        ]
    } catch {
      lines = ["  Slurm's queue is not known: \(error.problem)"]
    }
  }
}
