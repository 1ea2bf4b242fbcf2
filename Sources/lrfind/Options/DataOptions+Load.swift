import Reporting
import Tabular

extension DataOptions {
  /// Reads and prepares the table, or ends the program with the reason why not.
  func load() -> Dataset { load(split: 0) }

  private func load(split: Int) -> Dataset {
    var options = tableOptions
    options.split = split
    do {
      return try Dataset.load(path: file, options: options)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// Reads the table again, with other rows held back.
  ///
  /// - Parameter count: How many splits there are in all.
  /// - Returns: All but the first; none where a file holds the validation rows, or where standard
  ///   input cannot be read twice.
  func loadOtherSplits(of count: Int) -> [Dataset] {
    guard case .fraction = tableOptions.validation, file != "-" else { return [] }
    return (1..<max(count, 1)).map { load(split: $0) }
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
