import Reporting
import Running
import Tabular
import Tuning

extension DataOptions {
  /// Reads and prepares the table, or ends the program with the reason why not.
  ///
  /// - Parameter threads: The most threads that read and prepare.
  /// - Returns: What is trained on.
  func load(threads: Int) -> TrainingSplits {
    read(threads: threads) { (options) throws(DataError) in
      try TrainingSplits(path: file, options: options)
    }
  }

  /// Reads the table as a search looks at it, or ends the program with the reason why not.
  ///
  /// - Parameters:
  ///   - effort: What the search spends.
  ///   - threads: The most threads that read and prepare.
  /// - Returns: The table.
  func search(effort: Effort, threads: Int) -> SearchedTable {
    read(threads: threads) { (options) throws(DataError) in
      try SearchedTable(path: file, options: options, effort: effort)
    }
  }

  private func read<Table>(
    threads: Int, _ body: (TableOptions) throws(DataError) -> Table
  ) -> Table {
    var options = tableOptions
    options.threads = threads
    do throws(DataError) {
      return try body(options)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// What was read, for the terminal.
  ///
  /// - Parameters:
  ///   - splits: What is trained on.
  ///   - searchSplits: The splits that a rate is searched on, where it is.
  /// - Returns: The lines' maker.
  func summary(of splits: TrainingSplits, searchSplits: [Dataset] = []) -> DataSummary {
    DataSummary(
      splits.ordinary, isTargetChosen: tableOptions.target != nil, searchSplits: searchSplits,
      folds: splits.folds.map(splits.shape), repetitions: splits.repetitions)
  }

  /// The files that must never be written over.
  var inputs: [String] {
    if case .file(let path) = tableOptions.validation { return [file, path] }
    return [file]
  }
}
