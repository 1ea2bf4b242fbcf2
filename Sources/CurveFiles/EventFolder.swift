import FoundationEssentials
import Tabular

/// A folder that TensorBoard's event files were logged to.
enum EventFolder {
  /// What the names of event files hold.
  private static let mark = "tfevents"
  /// How deep below a folder they are looked for: `lightning_logs/version_0` of `.`.
  private static let deepest = 3

  /// The event files of the one run in a folder, in the order in which they were begun.
  ///
  /// A training that went on writes another file beside its first; each run has a folder of its own.
  ///
  /// - Parameter path: A path.
  /// - Returns: Their paths; nil where the path is no folder.
  /// - Throws: `DataError` where the folder holds no event file, or those of several runs.
  static func files(in path: String) throws(DataError) -> [String]? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      return nil
    }
    let runs = try runs(in: path, depth: 0)
    guard let first = runs.first else {
      throw DataError(
        .missingInput, source: path, "is a folder without event files of TensorBoard",
        remedy: "give the file with the curve")
    }
    guard runs.count == 1 else {
      throw DataError(
        .usage, source: path, "holds the event files of \(runs.count) runs",
        remedy: "give the folder of one, such as \(ShellText.quoted(first.folder))")
    }
    return first.files
  }

  /// The folders with event files, and these, each in the order of names: they begin with the time.
  ///
  /// - Throws: `DataError` when a folder cannot be read: the run may lie in it.
  private static func runs(
    in folder: String, depth: Int
  ) throws(DataError) -> [(folder: String, files: [String])] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw DataError(
        .missingInput, source: folder, "is a folder that cannot be read",
        remedy: "give the file with the curve, or a folder that can be")
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    var files: [String] = []
    var below: [(folder: String, files: [String])] = []
    for name in names {
      let path = base + name
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder, depth < deepest {
        below += try runs(in: path, depth: depth + 1)
      } else if !isFolder, name.contains(mark) {
        files.append(path)
      }
    }
    return (files.isEmpty ? [] : [(folder, files)]) + below
  }
}

extension EventFile {
  /// Reads an event file.
  ///
  /// - Throws: `DataError` when it is none, or is damaged.
  init(path: String) throws(DataError) {
    guard
      case .binary(let bytes, let source) = try TextDocument.read(
        path: path, isBinary: EventFile.isRecognised)
    else {
      throw DataError(
        .unusableData, source: path, "is no event file", remedy: "move it out of the folder")
    }
    try self.init(bytes, source: source)
  }
}
