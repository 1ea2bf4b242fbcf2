import Experiment
import Store
import Tabular

extension SweepRequest {
  /// The sweep's store, for writing.
  ///
  /// - Parameters:
  ///   - provenance: What it is run with.
  ///   - journal: How its transactions are kept whole.
  /// - Returns: The store.
  /// - Throws: `StoreError`, also where it cannot be gone on with.
  func openStore(
    _ provenance: Provenance, journal: SweepStore.Journal = .writeAhead
  ) throws -> SweepStore {
    let store = try SweepStore.open(folder: folder, journal: journal)
    try store.warnOfMissingLog()
    try check(store, provenance)
    return store
  }

  /// The sweep's store as it is; nil where there is none.
  ///
  /// - Parameter provenance: What it would be run with.
  /// - Returns: The store, which is only read.
  /// - Throws: `StoreError`, also where it cannot be gone on with.
  func presentStore(_ provenance: Provenance) throws -> SweepStore? {
    let store: SweepStore
    do throws(StoreError) {
      store = try SweepStore.read(folder: folder)
    } catch {
      guard case .missing = error else { throw error }
      return nil
    }
    try store.warnOfMissingLog()
    try check(store, provenance)
    return store
  }
}

extension Provenance {
  /// What trainings of a table depend on.
  ///
  /// - Parameters:
  ///   - dataset: The table.
  ///   - numerics: What they are trained with; nil for this process.
  init(of dataset: Dataset, numerics: String? = nil) {
    self.init(
      data: DataFingerprint.of(dataset), source: dataset.report.source,
      numerics: numerics ?? NumericsFingerprint.current, metric: dataset.loss.metric)
  }
}
