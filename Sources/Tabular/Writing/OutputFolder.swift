import Glibc

/// Folders that results are written into.
package enum OutputFolder {
  /// Makes a folder where there is none.
  ///
  /// - Parameter path: The folder.
  /// - Returns: Whether it was made now.
  /// - Throws: `OutputError`.
  @discardableResult
  package static func make(_ path: String) throws(OutputError) -> Bool {
    guard path.withSystemPath({ mkdir($0, 0o777) }) != 0 else { return true }
    guard errno != EEXIST else { return false }
    throw OutputError(code: errno, path: path, while: "making the folder")
  }
}
