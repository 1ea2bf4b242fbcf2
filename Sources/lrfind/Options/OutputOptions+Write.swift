import Tabular

extension OutputOptions {
  /// Writes the curves, and says where they are or why they are not.
  ///
  /// - Parameters:
  ///   - bytes: The CSV.
  ///   - path: The file.
  ///   - inputs: Files that must never be written over.
  ///   - isOurs: Whether an existing file that begins with these bytes may be replaced.
  /// - Returns: How the program ends where the file could not be written, else nil.
  func write(
    _ bytes: [UInt8], to path: String, protecting inputs: [String],
    isOurs: (ArraySlice<UInt8>) -> Bool
  ) -> ExitStatus? {
    do throws(OutputError) {
      try ResultFile.write(bytes, to: path, protecting: inputs, force: force, isOurs: isOurs)
      if !json, !quiet { Terminal.note("curves: \(path)") }
      return nil
    } catch {
      Terminal.note("lrfind: error: \(error)")
      return error.kind.exitStatus
    }
  }
}
