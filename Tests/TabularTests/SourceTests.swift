import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct SourceTests {
  /// "x,y,class\n" and eight rows, compressed by gzip.
  private func compressed(_ text: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", text)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = [path]
    try process.run()
    process.waitUntilExit()
    return try folder.bytes("t.csv.gz")
  }

  private static let text = "x,y,class\n" + measurements(3000)

  @Test func gzip() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv.gz", bytes: compressed(Self.text))
    #expect(try Dataset.load(path: path).rows == load(Self.text).rows)
  }

  @Test func gzipOfSeveralMembers() throws {
    let folder = try TemporaryFolder()
    let bytes = try compressed("x,y,class\n" + measurements(9)) + compressed(measurements(9))
    let data = try Dataset.load(path: try folder.file("t", bytes: bytes))
    #expect(data.report.rowsRead == 18)
  }

  @Test(arguments: [11, 100, 4000])
  func cutGzip(_ length: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = try compressed(Self.text)
    let path = try folder.file("t.csv.gz", bytes: Array(bytes.prefix(min(length, bytes.count - 1))))
    let error = try #require(throws: DataError.self) { try Dataset.load(path: path) }
    #expect(
      error.description
        == "\(path): the compressed data ends too early; copy or download it again")
  }

  @Test func gzipWithAFlippedByte() throws {
    let folder = try TemporaryFolder()
    var bytes = try compressed(Self.text)
    bytes[bytes.count - 6] ^= 0x40
    let path = try folder.file("t.csv.gz", bytes: bytes)
    let error = try #require(throws: DataError.self) { try Dataset.load(path: path) }
    #expect(error.problem == "the compressed data is damaged (incorrect data check)")
  }

  /// A pipe cannot be read twice, and a late text needs a second pass.
  @Test(arguments: [false, true])
  func pipe(isCompressed: Bool) throws {
    let text =
      "code,x,class\n" + (0..<40_000).map { "\($0 % 5),\($0 % 7),\($0 % 2)\n" }.joined()
      + "late,1,0\nlate,2,1\n"
    let bytes = isCompressed ? try compressed(text) : Array(text.utf8)
    let pipe = Pipe()
    let writer = Thread {
      pipe.fileHandleForWriting.write(Data(bytes))
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    let number = pipe.fileHandleForReading.fileDescriptor
    let data = try Dataset.load(path: "/dev/fd/\(number)")
    #expect(data.rows == (try load(text)).rows)
    #expect(data.report.rowsRead == 40_002)
    #expect(data.report.columns[0].missing == 2)
  }

  @Test func inputIsUntouched() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", Self.text)
    chmod(path, 0o444)
    _ = try Dataset.load(path: path)
    #expect(try folder.bytes("t.csv") == Array(Self.text.utf8))
    #expect(try folder.contents == ["t.csv"])
  }
}
