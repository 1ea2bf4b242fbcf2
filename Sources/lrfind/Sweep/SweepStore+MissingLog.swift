import Reporting
import Store

extension SweepStore {
  /// Says that what was recorded last may be missing, and what is there.
  ///
  /// - Throws: `StoreError` when the store cannot be read.
  func warnOfMissingLog() throws(StoreError) {
    guard isLogMissing else { return }
    let points = try recordedPoints().count
    let trials = try recordedTrials().values.count { $0.isDone }
    Terminal.warn(
      "\(path): a sweep was writing to it, and its log, \(Self.fileName)-wal, is not there, so what "
        + "was recorded last may be missing: it holds \(Decimal.count(trials, "finished trial"))"
        + (points > 0 ? " and \(Decimal.count(points, "rate"))" : "")
        + "; if it is a copy, copy the log too, before anything else is done with it")
  }
}
