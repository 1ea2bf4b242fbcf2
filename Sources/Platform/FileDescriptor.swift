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

  package init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit {
    if isOwned { close(number) }
  }
}
