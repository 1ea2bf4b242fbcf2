import Glibc

/// Folders that results are written into.
package enum OutputFolder {
  /// Makes a folder where there is none.
  ///
  /// - Parameter path: The folder.
  /// - Throws: `OutputError`.
  package static func make(_ path: String) throws(OutputError) {
    guard path.withSystemPath({ mkdir($0, 0o777) }) != 0, errno != EEXIST else { return }
    throw OutputError(code: errno, path: path, while: "making the folder")
  }
}
