import Reporting
import Tabular

/// Where a page is written.
struct PageFile {
  var path: String
  var force: Bool
  var isQuiet: Bool

  /// Ends the program where the file cannot be written, before anything is trained for it.
  ///
  /// - Parameter inputs: Files that must never be written over.
  func check(protecting inputs: [String]) {
    do throws(OutputError) {
      try NamedFile.check(path, protecting: inputs, force: force, isOurs: PageMark.isOurs)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// Writes a page, and says where it is or why it is not.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - inputs: Files that must never be written over.
  /// - Returns: How the program ends where it could not be written, else nil.
  func deliver(_ page: Page, protecting inputs: [String]) -> ExitStatus? {
    do {
      try NamedFile.write(
        try page.html(), to: path, protecting: inputs, force: force, isOurs: PageMark.isOurs)
      if !isQuiet { Terminal.note("report: \(path.shown)") }
      return nil
    } catch {
      Terminal.note("lrfind: error: \(error)")
      return (error as? OutputError)?.kind.exitStatus ?? .inputOutput
    }
  }
}
