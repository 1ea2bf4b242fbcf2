import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct SystemPathTests {
  @Test(arguments: [
    Array("plain.csv".utf8), Array("größe 数.csv".utf8), [0x74, 0xE4, 0x2E, 0x63],
    [0xFF, 0xC3, 0xA4, 0xC3], [0xED, 0xA0, 0x80], [],
    // A character that stands for a byte, as it might be in a name, and what is left of one.
    Array("\u{10FEE4}".utf8), [0xF4, 0x8F, 0xBB],
  ])
  func theBytesComeBack(_ bytes: [UInt8]) {
    #expect(SystemPath.bytes(SystemPath.text(bytes)) == bytes)
  }

  @Test func namesInUTF8StayWhatTheyAre() {
    #expect(SystemPath.text(Array("größe.csv".utf8)) == "größe.csv")
    #expect("größe.csv".shown == "größe.csv")
  }

  @Test func readAndWritten() throws {
    let folder = try TemporaryFolder()
    let name = SystemPath.text([0x74, 0xE4, 0x2E, 0x63, 0x73, 0x76])
    let path = "\(folder.path)/\(name)"
    let text = "x,y,class\n" + measurements(30)
    try ResultFile.write(Array(text.utf8), to: path) { _ in true }
    #expect(access("\(folder.path)/t\u{FFFD}.csv", F_OK) != 0)
    try ResultFile.write(Array(text.utf8), to: path) { _ in true }
    try ResultFile.check(path, protecting: [], force: false) { _ in true }
    let data = try Dataset.load(path: path, options: TableOptions(validation: .file(path)))
    #expect(data.report.source.shown == "\(folder.path)/t\\xE4.csv")
    let refused = try #require(throws: OutputError.self) {
      try ResultFile.write([1], to: path, protecting: [path]) { _ in true }
    }
    #expect(refused.description.hasPrefix("\(folder.path)/t\\xE4.csv: is the input"))
    #expect(path.withSystemPath { unlink($0) } == 0)
    #expect(try folder.contents.isEmpty)
  }
}
