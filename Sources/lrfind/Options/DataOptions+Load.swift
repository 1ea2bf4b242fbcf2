import Reporting
import Tabular

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

  /// Reads the table again, with other rows held back; see `Dataset.loadOtherSplits`.
  func loadOtherSplits(of count: Int, threads: Int) -> [Dataset] {
    do {
      var options = tableOptions
      options.threads = threads
      return try Dataset.loadOtherSplits(path: file, options: options, of: count)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// What was read, for the terminal.
  func summary(of dataset: Dataset) -> DataSummary {
    DataSummary(dataset, isTargetChosen: tableOptions.target != nil)
  }

  /// The files that must never be written over.
  var inputs: [String] {
    if case .file(let path) = tableOptions.validation { return [file, path] }
    return [file]
  }
}
