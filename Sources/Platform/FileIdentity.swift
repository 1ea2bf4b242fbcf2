import Glibc

/// What tells one file from every other, whatever its name.
package struct FileIdentity: Sendable, Hashable {
  private let device: dev_t
  private let number: ino_t

  package init(_ status: stat) {
    (device, number) = (status.st_dev, status.st_ino)
  }

  /// Nil where there is no such file, or it cannot be reached.
  package init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  package init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }
}
