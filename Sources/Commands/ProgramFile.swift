import Glibc
import Tabular

/// The file of a program that was named as in a shell.
package enum ProgramFile {
  /// - Parameters:
  ///   - name: A path, or a name that is looked up.
  ///   - path: The folders that it is looked up in, with colons between them.
  /// - Returns: The file.
  /// - Throws: `CommandError` when there is none that can be run.
  package static func find(_ name: String, path: String) throws(CommandError) -> String {
    if name.contains("/") {
      guard access(name, F_OK) == 0 else {
        throw CommandError("\(name.shown): there is no such program; give the command that trains")
      }
      guard isProgram(name) else {
        throw CommandError(
          "\(name.shown): cannot be run; make it executable with chmod +x, or put its interpreter in "
            + "front, as in 'python \(name.shown)'")
      }
      return name
    }
    for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
      let file = folder.isEmpty ? "./\(name)" : "\(folder)/\(name)"
      if isProgram(file) { return file }
    }
    throw CommandError(
      "\(name.shown): there is no such program in the folders of PATH; give its path"
        + (access(name, F_OK) == 0 ? ", as in './\(name.shown)'" : ""))
  }

  private static func isProgram(_ file: String) -> Bool {
    var status = stat()
    return file.withSystemPath { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
      && file.withSystemPath { access($0, X_OK) } == 0
  }
}
