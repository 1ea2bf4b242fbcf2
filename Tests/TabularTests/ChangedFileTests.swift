import Foundation
import Tabular
import TestSupport
import Testing

/// A file that changes between two looks at it, or while it is read.
@Suite struct ChangedFileTests {
  private static let text = "x,y,class\n" + measurements(3000)

  /// What another program does to a file.
  enum Change: CaseIterable {
    case cut, grown, rewritten, replaced, removed

    func make(at path: String) throws {
      let text = ChangedFileTests.text
      switch self {
      case .cut: truncate(path, 5000)
      case .grown:
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("1,2,a\n".utf8))
      case .rewritten: try Data(text.utf8.reversed()).write(to: URL(fileURLWithPath: path))
      case .replaced:
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "2"))
        rename(path + "2", path)
      case .removed: unlink(path)
      }
    }
  }

  /// A table is read once, whatever splits are made of it.
  @Test(arguments: Change.allCases)
  func afterReading(_ change: Change) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", Self.text)
    let table = try ReadTable(path: path, options: TableOptions())
    let first = try table.dataset()
    try change.make(at: path)
    let (again, other) = try (table.dataset(), table.dataset(split: 1, isLast: true))
    #expect(again.rows == first.rows && other.rows.count == first.rows.count)
  }

  /// The validation file is a pipe, whose other end changes the table when the pipe is read: the
  /// table has been read by then, but for the digits of its target, which are read behind the
  /// validation rows.
  @Test(arguments: [Change.cut, .grown, .replaced])
  func beforeTheSecondLook(_ change: Change) throws {
    let folder = try TemporaryFolder()
    let rows = (0..<2000).map { "\($0 % 23),\(200_000_000 + $0 % 2)\n" }.joined()
    let path = try folder.file("t.csv", "x,code\n5,1\n" + rows)
    let pipe = folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    // With this open, the reader need not wait for a writer.
    let end = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    try #require(end >= 0)
    // So that it is soon full; the number is Linux' F_SETPIPE_SZ, which Swift does not know.
    let setPipeSize: Int32 = 1031
    let capacity = Int(fcntl(end, setPipeSize, 4096))
    try #require(capacity >= 4096 && capacity < rows.utf8.count / 2)
    let writer = Thread {
      var rest = Array(("x,code\n5,1\n" + rows).utf8)[...]
      let total = rest.count
      var isChanged = false
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(end, $0.baseAddress, min($0.count, 1024)) }
        if count > 0 {
          rest = rest.dropFirst(count)
          // It took more than it holds: it is being read.
          if !isChanged, total - rest.count > capacity {
            try? change.make(at: path)
            isChanged = true
          }
          continue
        }
        // It is full until it is read.
        var waiting = pollfd(fd: end, events: Int16(POLLOUT), revents: 0)
        guard poll(&waiting, 1, 60_000) == 1 else {
          unlink(pipe)
          break
        }
      }
      close(end)
    }
    writer.start()
    let error = try #require(throws: DataError.self) {
      try Dataset.load(path: path, options: TableOptions(validation: .file(pipe)))
    }
    #expect(error.kind == .inputOutput)
    #expect(error.problem == "the file changed while it was read")
    #expect(error.source == path)
  }
}
