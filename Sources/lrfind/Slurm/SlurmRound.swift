import Planning
import Reporting
import Running
import Store
import Tabular

/// A round of a sweep as job arrays.
struct SlurmRound {
  let title: String
  /// How many parts the sweep is cut into, and those that have something to do.
  let count: Int
  let shards: [Shard]
  let arrays: [SlurmCluster.Array]

  /// A task takes so many seconds on a usual machine: its start and its reading are nothing beside.
  private static let taskSeconds = 300.0

  /// - Parameters:
  ///   - round: What is left to be trained.
  ///   - request: What tasks ask for.
  ///   - cluster: What is allowed.
  ///   - isCommand: Whether each piece is a run of a command, of which only the user knows how long it
  ///     takes.
  /// - Throws: `PlanError` where more tasks are asked for than the cluster takes.
  init(
    _ round: SweepRound, _ request: SlurmRequest, on cluster: SlurmCluster, isCommand: Bool
  ) throws(PlanError) {
    if let tasks = request.tasks, tasks > cluster.mostTasks {
      throw PlanError([
        "--slurm-tasks \(tasks): this cluster holds \(cluster.maxJobCount) jobs of everybody "
          + "(MaxJobCount); give at most \(cluster.mostTasks)"
      ])
    }
    let workers = Double(isCommand ? request.gpus ?? request.cpus ?? 1 : request.cpus ?? 1)
    let cost =
      isCommand
      ? Double(round.pieces.count) / workers
      : round.pieces.reduce(0) { $0 + $1.cost } / workers / Self.taskSeconds
    let wanted = request.tasks ?? Int(min(cost.rounded(.up), Double(Shard.mostParts)))
    count = max(1, min(wanted, round.size, cluster.mostTasks))
    shards = round.shards(among: count)
    arrays = cluster.arrays(of: shards.map(\.index))
    title = round.title
  }

  /// What it is, in a line.
  var heading: String {
    "\(title): \(Decimal.count(shards.count, "task")) in \(Decimal.count(arrays.count, "array"))"
  }
}
