import Glibc

/// The bytes of a run as a file, which is what the readers take; one file serves all runs.
struct InputFile {
  let path: String
  private let descriptor: Int32

  /// Makes an empty file without a name, which vanishes with the process; in memory, where the
  /// system has such a folder.
  init() {
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(folder)/lrfind-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    require(descriptor >= 0, "a file can be made in \(folder)")
    unlink(template)
    path = "/proc/self/fd/\(descriptor)"
  }

  /// Makes these bytes the file's content.
  func fill(with bytes: UnsafeRawBufferPointer) {
    let isFilled =
      ftruncate(descriptor, 0) == 0
      && pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count
    require(isFilled, "the input file can be written")
  }
}
