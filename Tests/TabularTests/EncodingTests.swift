import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct EncodingTests {
  private static let text =
    "größe,x,y\n"
    + (0..<40).map { "\($0),\(["Müller", "Café €", "naïve"][$0 % 3]),\($0 % 2)\n" }.joined()

  private func load(_ bytes: [UInt8], _ options: TableOptions = TableOptions()) throws -> Dataset {
    let folder = try TemporaryFolder()
    return try Dataset.load(path: try folder.file("t.csv", bytes: bytes), options: options)
  }

  private func bytes(_ text: String, _ encoding: String.Encoding) throws -> [UInt8] {
    Array(try #require(text.data(using: encoding)))
  }

  @Test func utf16() throws {
    let text = Self.text + "41,\u{1F600},0\n"
    let plain = try load(Array(text.utf8))
    for (mark, encoding, name) in [
      ([0xFF, 0xFE], String.Encoding.utf16LittleEndian, TextEncoding.utf16LittleEndian),
      ([0xFE, 0xFF], .utf16BigEndian, .utf16BigEndian),
    ] as [([UInt8], String.Encoding, TextEncoding)] {
      let plainBytes = try bytes(text, encoding)
      let marked = try load(mark + plainBytes)
      #expect(marked.rows == plain.rows && marked.featureNames == plain.featureNames)
      #expect(marked.report.notes == plain.report.notes)
      var options = TableOptions()
      options.encoding = name
      #expect(try load(plainBytes, options).rows == plain.rows)
    }
    let half = try bytes(text, .utf16LittleEndian).dropLast()
    let error = try #require(throws: DataError.self) { try load([0xFF, 0xFE] + half) }
    #expect(error.problem == "is not utf-16le")
  }

  /// At once, and far behind the first block.
  @Test(arguments: [0, 100_000]) func windows1252(_ rows: Int) throws {
    let ascii = "n,x,y\n" + (0..<rows).map { "\($0 % 9),abcdefgh,\($0 % 2)\n" }.joined()
    let text = ascii + String(Self.text.drop { $0 != "\n" }.dropFirst())
    let plain = try load(Array(text.utf8))
    let data = try load(try bytes(text, .windowsCP1252))
    #expect(data.featureNames == plain.featureNames && data.rows == plain.rows)
    let note = "the text is not UTF-8 and is read as cp1252 (else say --encoding)"
    #expect(data.report.notes == [note] + plain.report.notes)
    var options = TableOptions()
    options.encoding = .latin1
    let latin = try load(try bytes(text, .windowsCP1252), options)
    #expect(latin.featureNames.contains("x=Café \u{80}"))
    #expect(latin.report.notes == plain.report.notes)
  }

  /// Other encodings of one byte, and of several, are not guessed.
  @Test(
    arguments: [
      [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], [0x4D, 0x9F, 0x6C], [0xE7, 0xFD, 0xF0],
      [0x61, 0xB3, 0x62],
      [0x93, 0xFA, 0x96, 0x7B], [0x61, 0x81], [0x84, 0x61],
    ] as [[UInt8]]) func ambiguous(_ word: [UInt8]) throws
  {
    let rows = (0..<40).flatMap {
      Array("\($0),".utf8) + word + Array("\($0 % 3),\($0 % 2)\n".utf8)
    }
    let error = try #require(throws: DataError.self) { try load(Array("n,x,y\n".utf8) + rows) }
    #expect(
      error.description.hasSuffix(
        "t.csv:2: column 2 'x': the text is not UTF-8; say how it is encoded, for example --encoding cp1252"
      ))
  }

  /// From a pipe, of which a part was read when it turns out.
  @Test func pipe() throws {
    let ascii = "n,x,y\n" + (0..<150_000).map { "\($0 % 9),abcdefgh,\($0 % 2)\n" }.joined()
    let bytes = try bytes(ascii + "1,Müller,0\n", .windowsCP1252)
    let pipe = Pipe()
    let writer = Thread {
      pipe.fileHandleForWriting.write(Data(bytes))
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    let data = try Dataset.load(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    #expect(data.featureNames == ["n", "x=Müller", "x=abcdefgh"])
    #expect(data.report.rowsRead == 150_001)
  }
}
