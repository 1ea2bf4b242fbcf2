import Reporting
import Store
import Tabular

/// Where a workbook is written.
struct WorkbookFile {
  var path: String
  var force: Bool
  var isQuiet: Bool

  /// Writes a workbook, and says where it is, what it lacks, or why it is not there.
  ///
  /// - Parameters:
  ///   - workbook: The workbook.
  ///   - inputs: Files that must never be written over.
  /// - Returns: How the program ends where it could not be written, else nil.
  func deliver(_ workbook: Workbook, protecting inputs: [String]) -> ExitStatus? {
    do {
      try NamedFile.check(path, protecting: inputs, force: force, isOurs: WorkbookMark.isOurs)
      let (bytes, remarks) = try WorkbookWriter.write(workbook)
      try ResultFile.write(
        bytes, to: path, protecting: inputs, force: force, isOurs: WorkbookMark.isOurs)
      for remark in remarks { Terminal.note("lrfind: warning: \(path.shown): \(remark)") }
      if !isQuiet { Terminal.note("workbook: \(path.shown)") }
      return nil
    } catch {
      Terminal.note("lrfind: error: \(error)")
      return (error as? OutputError)?.kind.exitStatus ?? (error as? StoreError)?.exitStatus
        ?? .inputOutput
    }
  }
}
