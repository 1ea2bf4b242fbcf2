import Glibc

/// A folder for temporary files, which goes with the object, and what lies in it too.
///
/// An object goes behind its last use: who keeps its path alone has to extend its lifetime.
package final class ScratchFolder {
  package let path: String

  /// - Returns: Nil where it cannot be made; `errno` says why.
  package init?() {
    var template = Array("\(FileDescriptor.temporaryFolder)/lrfind-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    if let entries = opendir(path) {
      // Where it is a folder, that stays, and so does this one.
      while let entry = readdir(entries) {
        withUnsafePointer(to: &entry.pointee.d_name) {
          _ = $0.withMemoryRebound(to: CChar.self, capacity: 256) {
            unlinkat(dirfd(entries), $0, 0)
          }
        }
      }
      closedir(entries)
    }
    rmdir(path)
  }
}
