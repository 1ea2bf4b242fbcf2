import Reporting
import Running

/// The line that says how far a part of a sweep is.
enum ShardProgress {
  static func line(_ progress: TrialProgress) -> String {
    "\(Decimal.grouped(progress.finished))/\(Decimal.grouped(progress.total)) trials of this shard"
  }
}
