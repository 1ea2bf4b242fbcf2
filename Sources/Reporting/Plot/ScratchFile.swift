import Glibc
import Platform

/// A file without a name, for a program's standard input or output; it vanishes with its last
/// descriptor.
final class ScratchFile {
  private let file: FileDescriptor

  /// Its descriptor, never one of the three standard ones.
  var number: Int32 { file.number }

  /// - Parameter bytes: What is in it; reading starts at its start.
  /// - Throws: `PlotError.systemFailed`.
  init(_ bytes: [UInt8]) throws(PlotError) {
    guard let file = FileDescriptor.nameless() else {
      throw .systemFailed(action: "making a temporary file", code: errno)
    }
    self.file = file
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        let rest = UnsafeRawBufferPointer(rebasing: all[written...])
        return write(number, rest.baseAddress, rest.count)
      }
      guard count > 0 else { throw .systemFailed(action: "writing a temporary file", code: errno) }
      written += count
    }
    lseek(number, 0, SEEK_SET)
  }

  /// All that is in it now.
  ///
  /// - Throws: `PlotError.systemFailed`.
  func content() throws(PlotError) -> [UInt8] {
    let size = Int(lseek(number, 0, SEEK_END))
    var bytes = [UInt8](repeating: 0, count: max(0, size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { all in
        let rest = UnsafeMutableRawBufferPointer(rebasing: all[filled...])
        return pread(number, rest.baseAddress, rest.count, filled)
      }
      guard count > 0 else { throw .systemFailed(action: "reading a temporary file", code: errno) }
      filled += count
    }
    return bytes
  }
}
