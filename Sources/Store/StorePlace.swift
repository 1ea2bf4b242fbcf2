import Glibc
import Platform
import Tabular

/// Where a store was opened, to be compared with what is there now.
///
/// A folder that is deleted, renamed or replaced while a sweep writes to it takes the open files with
/// it, and what is written under its name goes elsewhere: results into another folder, and SQLite
/// removes the log of another store when it closes its own.
final class StorePlace: Sendable {
  private let folder: String
  /// Holds the folder, so that its number on the disk is not given to another one.
  private let held: FileDescriptor
  private let folderIdentity: FileIdentity
  /// The files in it that must stay what they are.
  private let files: [(path: String, identity: FileIdentity)]

  /// Looks at a folder whose store and lock were just opened.
  ///
  /// - Throws: `StoreError` when they are not there any more.
  init(folder: String, files names: [String]) throws(StoreError) {
    self.folder = folder
    guard let held = FileDescriptor(opening: folder, O_RDONLY | O_DIRECTORY) else {
      throw .lost(path: folder, problem: systemMessage(errno))
    }
    self.held = held
    guard let identity = FileIdentity(of: held.number) else {
      throw .lost(path: folder, problem: systemMessage(errno))
    }
    folderIdentity = identity
    var files: [(path: String, identity: FileIdentity)] = []
    for name in names {
      let path = "\(folder)/\(name)"
      guard let identity = FileIdentity(of: path) else {
        throw .lost(path: path, problem: "was deleted or moved away")
      }
      files.append((path, identity))
    }
    self.files = files
  }

  /// Compares what is there with what was opened.
  ///
  /// - Throws: `StoreError.lost`, saying what became of it.
  func check() throws(StoreError) {
    let present = FileIdentity(of: folder)
    guard present == folderIdentity else {
      throw .lost(path: folder, problem: whereabouts(isReplaced: present != nil))
    }
    for (path, identity) in files {
      let present = FileIdentity(of: path)
      guard present == identity else {
        throw .lost(
          path: path,
          problem: present == nil ? "was deleted or moved away" : "was replaced by another file")
      }
    }
  }

  /// What became of the folder.
  private func whereabouts(isReplaced: Bool) -> String {
    let path = realpath("/proc/self/fd/\(held.number)", nil)
    defer { free(path) }
    let fate = path.map { "was moved to \(String(cString: $0).shown)" } ?? "was deleted"
    return fate + (isReplaced ? ", and another one stands in its place," : "")
  }
}
