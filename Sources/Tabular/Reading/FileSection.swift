import Glibc
import Platform

/// The bytes of a plain file from an offset on; several may read the same file at once.
final class FileSection: ByteSource {
  private let file: FileDescriptor
  private let name: String
  private var offset: Int

  init(file: FileDescriptor, name: String, offset: Int) {
    self.file = file
    self.name = name
    self.offset = offset
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      let count = pread(file.number, target.baseAddress, target.count, off_t(offset))
      if count >= 0 {
        offset += count
        return count
      }
      guard errno == EINTR else {
        throw DataError(
          .inputOutput, source: name, "reading failed: \(systemMessage(errno))",
          remedy: "check the disk")
      }
    }
  }
}
