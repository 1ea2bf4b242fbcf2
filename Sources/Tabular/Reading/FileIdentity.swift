import Glibc

/// Which file it is and when it was last written, by which a file is recognised that was written
/// to, or replaced, between two looks at it.
struct FileIdentity: Sendable, Equatable {
  private let device: dev_t
  private let number: ino_t
  let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    device = status.st_dev
    number = status.st_ino
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
