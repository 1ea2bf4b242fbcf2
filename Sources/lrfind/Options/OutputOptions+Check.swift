import Tabular

extension OutputOptions {
  /// Ends the program where the file that `--out` names cannot be written, before anything is
  /// trained for it.
  ///
  /// The default place is not looked at: nobody asked for it, so it never keeps the answer back.
  ///
  /// - Parameters:
  ///   - inputs: Files that must never be written over.
  ///   - isOurs: Whether an existing file that begins with these bytes may be replaced.
  func check(protecting inputs: [String], isOurs: (ArraySlice<UInt8>) -> Bool) {
    guard let out else { return }
    do throws(OutputError) {
      try ResultFile.check(out, protecting: inputs, force: force, isOurs: isOurs)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }
}
