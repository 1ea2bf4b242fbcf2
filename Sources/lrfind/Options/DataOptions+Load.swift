import Reporting
import Sweep
import Tabular
import Tuning

extension DataOptions {
  /// Reads and prepares the table, or ends the program with the reason why not.
  ///
  /// - Parameter threads: The most threads that read and prepare.
  /// - Returns: The prepared table.
  func load(threads: Int) -> Dataset {
    do {
      var options = tableOptions
      options.threads = threads
      return try Dataset.load(path: file, options: options)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// The table as a search looks at it, or the end of the program with the reason why not.
  ///
  /// - Parameters:
  ///   - dataset: The table.
  ///   - effort: How many splits of the rows the search looks at.
  ///   - threads: The most threads that read and prepare.
  /// - Returns: The splits; see `Dataset.splits`.
  func searchSplits(of dataset: Dataset, effort: Effort, threads: Int) -> [Dataset] {
    do {
      var options = tableOptions
      options.threads = threads
      return try dataset.searchSplits(of: file, options: options, effort: effort)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// What was read, for the terminal.
  ///
  /// - Parameters:
  ///   - dataset: The table.
  ///   - searchSplits: The splits that a rate is searched on, where it is.
  /// - Returns: The lines' maker.
  func summary(of dataset: Dataset, searchSplits: [Dataset] = []) -> DataSummary {
    DataSummary(
      dataset, isTargetChosen: tableOptions.target != nil, searchSplits: searchSplits)
  }

  /// The files that must never be written over.
  var inputs: [String] {
    if case .file(let path) = tableOptions.validation { return [file, path] }
    return [file]
  }
}
