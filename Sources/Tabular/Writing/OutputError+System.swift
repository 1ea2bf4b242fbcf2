import Glibc

extension OutputError {
  /// The kind of a system error, and what helps against it.
  static func classify(_ code: Int32) -> (kind: Kind, remedy: String) {
    switch code {
    case ENOSPC, EDQUOT: (.inputOutput, "free some space, or give another folder")
    case EIO, EFBIG: (.inputOutput, "check the disk, or give another folder")
    case ENOENT, ENOTDIR: (.cannotWrite, "create the folder first, or give another one")
    default: (.cannotWrite, "give a folder that can be written")
    }
  }
}
