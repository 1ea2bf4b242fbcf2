import Glibc

extension ResultFile {
  /// Refuses early what `write` would refuse at the end, before time is spent on what is to be
  /// written.
  ///
  /// A file that exists is only looked at, and nothing is left beside it. A device is not tried:
  /// what it takes is known only when it is written to.
  ///
  /// - Parameters:
  ///   - path: The file that is to be written.
  ///   - inputs: As in `write`.
  ///   - force: As in `write`.
  ///   - isOurs: As in `write`.
  /// - Throws: `OutputError`.
  package static func check(
    _ path: String, protecting inputs: [String], force: Bool,
    isOurs: (ArraySlice<UInt8>) -> Bool
  ) throws(OutputError) {
    var status = stat()
    var destination = path
    if path.withSystemPath({ stat($0, &status) }) == 0 {
      let kind = status.st_mode & S_IFMT
      guard kind == S_IFREG || kind == S_IFDIR else { return }
      if kind == S_IFDIR || status.st_size > 0 {
        try checkPresent(path, protecting: inputs) { force || isOurs($0) }
      }
      destination = resolved(path)
    }
    try checkFolder(of: destination, shownAs: path)
  }

  /// Whether there is a file that may be replaced: one that is ours, or empty.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isOurs: As in `write`.
  /// - Returns: Whether it may.
  package static func isReplaceable(
    _ path: String, isOurs: (ArraySlice<UInt8>) -> Bool
  ) -> Bool {
    var status = stat()
    guard path.withSystemPath({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG
    else { return false }
    if status.st_size == 0 { return true }
    do throws(OutputError) {
      try checkPresent(path, protecting: [], mayReplace: isOurs)
      return true
    } catch {
      return false
    }
  }

  /// Lets `write` look at what is there, and tells it to leave that alone.
  private static func checkPresent(
    _ path: String, protecting inputs: [String], mayReplace: (ArraySlice<UInt8>) -> Bool
  ) throws(OutputError) {
    var isReplaceable = false
    do throws(OutputError) {
      try write([], to: path, protecting: inputs) { start in
        isReplaceable = mayReplace(start)
        return false
      }
    } catch {
      if !isReplaceable { throw error }
    }
  }

  /// Writes another file into the folder, and removes it: permissions alone do not tell of a
  /// read-only disk.
  private static func checkFolder(
    of destination: String, shownAs path: String
  ) throws(OutputError) {
    let folder = destination.utf8.lastIndex(of: UInt8(ascii: "/")).map { destination[...$0] }
    let probe = "\(folder ?? "./")\(TemporaryFile.probeName)"
    do throws(OutputError) {
      try write([], to: probe) { _ in false }
      _ = probe.withSystemPath { unlink($0) }
    } catch {
      var error = error
      error.path = path
      throw error
    }
  }
}
