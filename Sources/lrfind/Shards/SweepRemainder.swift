import Glibc
import Planning
import Reporting
import Store
import Tabular

/// What a merge could not join: said in a few lines, with the command that trains it.
struct SweepRemainder {
  let lines: [String]
  /// How the program ends; nil where nothing is left to be trained.
  let status: ExitStatus?

  /// Sets aside what is damaged.
  ///
  /// - Parameters:
  ///   - round: What is left to be trained.
  ///   - refused: The parts that could not be joined.
  ///   - folder: Where the parts are.
  /// - Throws: `StoreError` when the parts cannot be listed.
  init(
    _ round: SweepRound, _ refused: [(shard: Shard, error: StoreError)], in folder: ShardFolder
  ) throws(StoreError) {
    var lines: [String] = []
    var kernels: String?
    var isUnreadable: ExitStatus?
    let present = try folder.shards()
    for (shard, error) in refused {
      switch error {
      case .damaged(let path, let problem)
      where SweepStore.writer(folder: folder.path(of: shard)) == nil:
        do throws(StoreError) {
          let place = try folder.setAside(shard)
          lines.append(
            "error: \(path): it is damaged (\(problem)); nothing of it was merged, and it was set "
              + "aside as \(place)")
        } catch {
          lines.append("error: \(path): it is damaged (\(problem)), and \(error)")
        }
      case .differs(let path, "numerics", let recorded, let present):
        kernels = present.split(separator: " ").dropLast().last.map { $0.lowercased() }
        lines.append(
          "error: \(path): it was trained with other numerics: \(recorded), the others \(present); "
            + "nothing of it was merged: remove it, and run it again as below")
      default:
        isUnreadable = isUnreadable ?? error.exitStatus
        lines.append("error: \(error)")
      }
    }
    guard !round.pieces.isEmpty else {
      (self.lines, status) = (lines, nil)
      return
    }
    let (count, missing) = Self.missing(round, among: Set(present.map(\.count)))
    let left = Decimal.grouped(round.pieces.count)
    lines.append(
      "\(round.title): \(left) of \(Decimal.count(round.size, "piece")) are not done, in "
        + Decimal.count(missing.count, "shard") + " of \(Decimal.grouped(count)); run "
        + (missing.count == 1 ? "it" : "them") + ", and merge again:")
    lines.append("  " + Self.command(missing, of: count, in: folder, kernels: kernels))
    self.lines = lines
    status = isUnreadable ?? .stopped
  }

  /// The parts that are missing: by the number of parts with which the fewest are.
  static func missing(_ round: SweepRound, among counts: Set<Int>) -> (count: Int, [Shard]) {
    counts.sorted().map { (count: $0, round.shards(among: $0)) }
      .min { ($0.1.count, $0.count) < ($1.1.count, $1.count) } ?? (1, round.shards(among: 1))
  }

  /// A command for a shell that runs some parts.
  private static func command(
    _ shards: [Shard], of count: Int, in folder: ShardFolder, kernels: String?
  ) -> String {
    let sweep =
      // The plan names the folder that it was made for; this one may be a copy, or have moved.
      ShellText.command(["lrfind", "sweep", folder.planPath, "--out", folder.sweep])
      + (kernels.map { " --kernels \($0)" } ?? "") + " --shard "
    guard shards.count > 1 else { return sweep + "\(shards[0])" }
    let indices =
      shards.count == count
      ? "$(seq \(count))" : shards.map { String($0.index) }.joined(separator: " ")
    return "for i in \(indices); do \(sweep)$i/\(count); done"
  }
}
