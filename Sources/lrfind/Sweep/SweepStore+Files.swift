import Experiment
import Reporting
import Store
import Tabular

extension SweepStore {
  /// Writes result files into the sweep's folder; one that cannot be written does not keep the others
  /// from it.
  ///
  /// - Parameters:
  ///   - files: The files with their bytes.
  ///   - axes: The axes that they have.
  ///   - inputs: The files that must never be written over.
  ///   - force: Whether files are replaced that are not ours.
  /// - Returns: Why files could not be written, each reason once.
  /// - Throws: `StoreError` when the folder is gone.
  func write(
    _ files: [(file: SweepFile, bytes: [UInt8])], of axes: [Axis], protecting inputs: [String],
    force: Bool
  ) throws(StoreError) -> [OutputError] {
    var problems: [OutputError] = []
    for (file, bytes) in files {
      try checkPlace()
      do throws(OutputError) {
        try ResultFile.write(
          bytes, to: "\(folder)/\(file.name)", protecting: inputs + [path], force: force,
          isOurs: { file.isOurs($0, axes: axes) })
      } catch {
        // A full disk has the same to say of each file.
        if !problems.contains(where: { $0.problem == error.problem }) { problems.append(error) }
      }
    }
    return problems
  }
}
