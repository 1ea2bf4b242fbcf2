import Glibc

/// An open file that is closed with its last reference, unless it is only borrowed.
///
/// Whoever holds a file holds it in one of these and closes nothing by hand: a number that is closed twice may
/// be another thread's file by then.
package final class FileDescriptor: Sendable {
  /// The descriptor's number.
  package let number: Int32
  private let isOwned: Bool

  package init(owning number: Int32) {
    self.number = number
    isOwned = true
  }

  /// Opens a file, closed on exec. It is nil where that fails; `errno` says why.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - flags: As for `open`.
  ///   - mode: The permissions of a file that is made.
  package convenience init?(
    opening path: UnsafePointer<CChar>, _ flags: Int32, mode: mode_t = 0
  ) {
    let number = open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { return nil }
    self.init(owning: number)
  }

  package init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit {
    if isOwned { close(number) }
  }
}
