import Reporting
import Tabular

extension PasteOption {
  /// Ends the program where the file of `--paste-to` cannot be written, before anything is trained for
  /// it.
  ///
  /// - Parameters:
  ///   - inputs: Files that must never be written over.
  ///   - force: Whether a file that is not ours may be replaced.
  func check(protecting inputs: [String], force: Bool) {
    guard let pasteTo else { return }
    do throws(OutputError) {
      try NamedFile.check(
        pasteTo, protecting: inputs, force: force, isOurs: UsageScript.isScript)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }

  /// Writes the program where one is wanted in a file.
  ///
  /// - Parameters:
  ///   - inputs: Files that must never be written over.
  ///   - force: Whether a file that is not ours may be replaced.
  ///   - isQuiet: Whether nothing is said of success.
  ///   - script: Makes the program; nil where there is none.
  /// - Returns: How the program ends where the file could not be written, else nil.
  func deliver(
    protecting inputs: [String], force: Bool, isQuiet: Bool,
    _ script: ([Framework]) -> UsageScript?
  ) -> ExitStatus? {
    guard let pasteTo, let paste, let wanted = script(paste.frameworks) else { return nil }
    guard !wanted.frameworks.isEmpty else {
      Terminal.warn("\(pasteTo.shown) is not written: \(Self.nothing(wanted, script))")
      return nil
    }
    do throws(OutputError) {
      try ResultFile.write(
        Array(wanted.text.utf8), to: pasteTo, protecting: inputs, force: force,
        isOurs: UsageScript.isScript)
      if !isQuiet {
        Terminal.note("program: \(pasteTo); run it with: python3 \(ShellText.quoted(pasteTo))")
      }
      return nil
    } catch {
      Terminal.note("lrfind: error: \(error)")
      return error.kind.exitStatus
    }
  }
}
