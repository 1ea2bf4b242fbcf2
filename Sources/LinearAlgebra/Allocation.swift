import Glibc

/// Memory for numbers that live as long as a training: the one place that takes it.
package enum Allocation {
  /// So many bytes could not be had.
  package struct Shortage: Error, CustomStringConvertible, Sendable, Equatable {
    package let bytes: Int

    package var description: String {
      "the system gave no \(bytes) bytes of memory for the training; give a smaller model or batch, "
        + "fewer --workers, or raise the limit on memory"
    }
  }

  /// The bytes that a piece begins at a multiple of: those of a cache line.
  private static let alignment = 64

  /// Takes memory, all zero; `free` gives it back.
  ///
  /// - Parameter bytes: How much.
  /// - Returns: Its start, on a cache line.
  /// - Throws: `Shortage` where the system has none, or the size is none.
  package static func take(bytes: Int) throws(Shortage) -> UnsafeMutableRawPointer {
    var memory: UnsafeMutableRawPointer?
    let size = max(alignment, bytes)
    guard bytes >= 0, posix_memalign(&memory, alignment, size) == 0, let memory else {
      throw Shortage(bytes: bytes)
    }
    memset(memory, 0, size)
    return memory
  }

  /// Takes memory, or ends the process with one line and the status of an error of the machine.
  ///
  /// A training cannot go on without it, and has nothing to undo: what a sweep has recorded is on
  /// the disk, as after a kill, and is gone on with. So its many steps need not all be able to fail.
  package static func takeOrEnd(bytes: Int) -> UnsafeMutableRawPointer {
    do throws(Shortage) {
      return try take(bytes: bytes)
    } catch {
      let line = Array("lrfind: error: \(error)\n".utf8)
      _ = write(2, line, line.count)
      // Other threads may be anywhere, also inside OpenBLAS: nothing of theirs is waited for.
      _exit(Self.status)
    }
  }

  /// `EX_IOERR` of sysexits.h.
  private static let status: Int32 = 74
}
