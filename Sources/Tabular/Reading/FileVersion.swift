import Glibc
import Platform

/// Which file it is and when it was last written, by which a file is recognised that was written
/// to, or replaced, between two looks at it.
struct FileVersion: Sendable, Equatable {
  private let file: FileIdentity
  let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    file = FileIdentity(status)
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
