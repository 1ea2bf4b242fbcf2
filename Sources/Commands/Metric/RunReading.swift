import CurveFiles
import FoundationEssentials
import Glibc
import Tabular

/// What a run has written by now: files below its folder, and what it printed.
struct RunReading {
  private let choice: MetricChoice
  private let folder: String
  private let file: String?
  private let logFile: Int32
  private(set) var printed: LogLines
  private var offset: off_t = 0
  /// What the files looked like when they were last read.
  private var seen: [String: Stamp] = [:]
  private var logs: [String: MetricLog] = [:]
  /// Why the file that was named could not be read, or had nothing.
  private(set) var problem: String?

  private struct Stamp: Equatable {
    var size: Int64
    var changed: Int64
  }

  /// How deep below the folder files are looked for: `lightning_logs/version_0/metrics.csv`.
  private static let deepest = 4
  private static let mostFiles = 256

  /// - Parameters:
  ///   - choice: What is sought.
  ///   - folder: The run's folder.
  ///   - file: The file that it is sought in, where one was named.
  ///   - log: Where what it prints is, for reading.
  init(_ choice: MetricChoice, folder: String, file: String?, log: Int32) {
    self.choice = choice
    self.folder = folder
    self.file = file
    logFile = log
    printed = LogLines(wanted: choice.name)
  }

  /// Reads what was written since.
  ///
  /// - Parameter isComplete: Whether the run has ended.
  mutating func refresh(isComplete: Bool) {
    readPrint()
    if isComplete { printed.finish() }
    for path in file.map({ [$0] }) ?? candidates() { readFile(path, isComplete: isComplete) }
  }

  private mutating func readPrint() {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(logFile, &block, block.count, offset)
      guard count > 0 else { return }
      printed.read(block[..<count])
      offset += off_t(count)
    }
  }

  private mutating func readFile(_ path: String, isComplete: Bool) {
    var status = stat()
    guard path.withSystemPath({ stat($0, &status) }) == 0 else {
      problem = file == nil ? nil : "\(path.shown) was not written"
      return
    }
    let stamp = Stamp(
      size: Int64(status.st_size),
      changed: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    guard isFolder || seen[path] != stamp else { return }
    do throws(DataError) {
      let tables = try LoggedNumbers.tables(path: path, wanted: choice.name)
      let known = tables.map(MetricLog.init).filter { choice.find(in: $0) != nil }
      // Of several tables in a file the one with the better figure.
      let names = known.compactMap { choice.find(in: $0)?.name }
      if let best = MetricName.best(of: names) ?? names.first {
        logs[path] = known.first { choice.find(in: $0)?.name == best }
        problem = nil
      } else if file != nil {
        problem = "\(path.shown) holds no such figure"
      }
      seen[path] = stamp
    } catch {
      // A file that is just being written is read again when it has grown; what was read of it stays.
      if isComplete, file != nil, logs[path] == nil { problem = "\(error)" }
    }
  }

  /// The logs below the run's folder, those that loggers write for others to read first.
  private func candidates() -> [String] {
    var found: [(rank: Int, path: String)] = []
    func visit(_ folder: String, depth: Int) {
      guard found.count < Self.mostFiles,
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      else { return }
      if names.contains(where: { $0.contains("tfevents") }) { found.append((3, folder)) }
      for name in names.sorted() {
        let path = "\(folder)/\(name)"
        if let rank = Self.rank(of: name) {
          found.append((rank, path))
        } else if depth < Self.deepest, !name.hasPrefix("."), Self.isFolder(path) {
          visit(path, depth: depth + 1)
        }
      }
    }
    visit(folder, depth: 0)
    return found.sorted { ($0.rank, $0.path) < ($1.rank, $1.path) }.map(\.path)
  }

  private static func rank(of name: String) -> Int? {
    switch name {
    case "metrics.csv": 0
    case "metrics.jsonl": 1
    case "trainer_state.json": 2
    case _ where [".csv", ".tsv", ".jsonl"].contains(where: name.hasSuffix): 4
    case "history.json", "log.json", "metrics.json", "log_history.json", "training.log": 5
    default: nil
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return path.withSystemPath { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The figure, in the first place that has it: of `trainer_state.json` and the like, of which each
  /// checkpoint has one, the longest.
  var series: MetricSeries? {
    if file != nil { return logs.values.first.flatMap(choice.find) }
    let ordered = logs.keys.sorted { left, right in
      let names = (left, right)
      return (order(names.0), names.0) < (order(names.1), names.1)
    }
    for path in ordered {
      guard let log = logs[path], let series = choice.find(in: log) else { continue }
      let name = path.split(separator: "/").last
      let alike = ordered.filter { $0.split(separator: "/").last == name }
        .compactMap { logs[$0].flatMap(choice.find) }.filter { $0.name == series.name }
      return alike.max { $0.points.count < $1.points.count } ?? series
    }
    return choice.find(in: printed.log)
  }

  private func order(_ path: String) -> Int {
    path.split(separator: "/").last.flatMap { Self.rank(of: String($0)) } ?? 3
  }

  /// Whether a loss is no number any more, whichever is logged: a run that diverges tells so in the one
  /// on its batches first.
  var hasNonFiniteLoss: Bool {
    if let series, let last = series.points.last, !last.value.isFinite { return true }
    return ([printed.log] + logs.values).contains { log in
      log.names.contains { name in
        MetricName(name).isLoss && log[name].last.map { !$0.value.isFinite } ?? false
      }
    }
  }

  /// The names of what was found.
  var names: [String] {
    var names: [String] = []
    for log in logs.sorted(by: { $0.key < $1.key }).map(\.value) + [printed.log] {
      names += log.names.filter { !names.contains($0) }
    }
    return names
  }
}
