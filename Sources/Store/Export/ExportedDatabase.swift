import FoundationEssentials
import GRDB
import Glibc
import Platform

/// A database that another program opens, made where nobody sees it.
struct ExportedDatabase {
  /// What marks a file as one of ours, where SQLite keeps the mark of the program: four letters.
  var mark: StaticString
  /// The tables.
  var schema: String

  /// Whether a file that begins with these bytes is one of these.
  func isOurs(_ start: ArraySlice<UInt8>) -> Bool {
    start.starts(with: "SQLite format 3\0".utf8)
      && start.dropFirst(68).prefix(4).elementsEqual("\(mark)".utf8)
  }

  /// The file.
  ///
  /// - Parameter write: Fills the tables.
  /// - Returns: Its bytes; what is filled in the same way gives the same.
  /// - Throws: `StoreError` when the machine lets no such file be made.
  func bytes(_ write: (Database) throws -> Void) throws(StoreError) -> [UInt8] {
    let parent = FileDescriptor.temporaryFolder
    guard let folder = ScratchFolder() else {
      throw .inputOutput(
        path: parent, problem: "making a temporary folder: \(systemMessage(errno))")
    }
    defer { withExtendedLifetime(folder) {} }
    let path = "\(folder.path)/export.db"
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.write { database in
        let id = "\(mark)".utf8.reduce(0) { $0 << 8 | Int($1) }
        try database.execute(sql: "PRAGMA application_id = \(id)")
        try database.execute(sql: schema)
        try write(database)
      }
      try queue.close()
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      let problem = (error as? DatabaseError)?.message ?? "\(error)"
      throw .inputOutput(
        path: parent,
        problem: "making the export there: \(problem); TMPDIR names another folder")
    }
  }
}
