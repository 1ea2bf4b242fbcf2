import Tabular

/// A file that the user gave a name to, anywhere: also in a sweep's folder, where some names are taken.
enum NamedFile {
  /// Refuses what `ResultFile.check` does, and what belongs to a sweep.
  ///
  /// - Parameters:
  ///   - path: The file that is to be written.
  ///   - inputs: Files that must never be written over.
  ///   - force: Whether a file that is not ours may be replaced.
  ///   - isOurs: Whether an existing file that begins with these bytes was written by lrfind.
  /// - Throws: `OutputError`.
  static func check(
    _ path: String, protecting inputs: [String], force: Bool, isOurs: (ArraySlice<UInt8>) -> Bool
  ) throws(OutputError) {
    try SweepBelongings.refuse(path)
    try ResultFile.check(path, protecting: inputs, force: force, isOurs: isOurs)
  }

  /// Writes as `ResultFile.write` does, but nothing that belongs to a sweep.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file to be written.
  ///   - inputs: Files that must never be written over.
  ///   - force: Whether a file that is not ours may be replaced.
  ///   - isOurs: Whether an existing file that begins with these bytes was written by lrfind.
  /// - Throws: `OutputError`.
  static func write(
    _ bytes: [UInt8], to path: String, protecting inputs: [String] = [], force: Bool,
    isOurs: (ArraySlice<UInt8>) -> Bool
  ) throws(OutputError) {
    try SweepBelongings.refuse(path)
    try ResultFile.write(bytes, to: path, protecting: inputs, force: force, isOurs: isOurs)
  }
}
