import CProcesses
import FoundationEssentials
import Glibc
import Tabular

/// How a run ended, as its supervisor left it in a file: read where lrfind did not live to hear of it, so
/// that the run is not made again.
///
/// It is believed only of the search that made the run, in the same store, since the machine was started:
/// what a power cut leaves of a log is not to be trusted. Beside it counts the log's size.
struct RunRecord {
  let end: SupervisedProcess.End
  /// Whether it was asked to end, or ended with lrfind, so that its end is not its own.
  let isAsked: Bool

  /// Nil where there is none that can be believed.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - mark: What the search's own records begin with.
  ///   - log: The run's log.
  init?(of folder: String, mark: String, log: Int32) {
    let begin = Array(mark.utf8)
    var (end, status) = (supervised_end(), stat())
    let size = MemoryLayout<supervised_end>.size
    guard let bytes = FileManager.default.contents(atPath: Self.file(of: folder)),
      bytes.count == begin.count + size, bytes.starts(with: begin), fstat(log, &status) == 0
    else { return nil }
    withUnsafeMutableBytes(of: &end) { $0.copyBytes(from: bytes.suffix(size)) }
    guard end.log_size == status.st_size else { return nil }
    self.end = SupervisedProcess.End(end)
    isAsked = end.is_asked != 0
  }

  static func file(of folder: String) -> String { "\(folder).end" }

  /// What records begin with.
  ///
  /// - Parameter search: What no other search is known by.
  /// - Returns: Nil where the machine does not tell since when it runs.
  static func mark(of search: String) -> String? {
    FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id").map {
      "lrfind run\n\(search)\n\(String(decoding: $0, as: UTF8.self))"
    }
  }

  /// Removes the record of an earlier run.
  static func remove(of folder: String) { unlink(file(of: folder)) }
}
