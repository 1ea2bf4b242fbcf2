import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  private func text(_ writer: CSVWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

  @Test func rowsAndQuotes() {
    var writer = CSVWriter(header: ["name", "n", "value"])
    writer.text("a,b")
    writer.integer(3)
    writer.number(0.1)
    writer.endRow()
    writer.text("say \"so\"\nthen")
    writer.missing()
    writer.number(Double.nan)
    writer.endRow()
    #expect(
      text(writer) == "name,n,value\r\n\"a,b\",3,0.1\r\n\"say \"\"so\"\"\nthen\",,\r\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd", "'-cmd"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("-1.5e3", "-1.5e3"), ("+7", "+7"), ("-1+1", "'-1+1"), ("--", "'--"),
    ("a=b", "a=b"), ("", ""),
  ])
  func formulas(_ cell: String, _ written: String) {
    var writer = CSVWriter(header: ["a", "b"])
    writer.text(cell)
    writer.missing()
    writer.endRow()
    #expect(text(writer) == "a,b\r\n\(written),\r\n")
  }

  @Test(arguments: [
    (0.1, "0.1"), (1, "1"), (-0.0, "-0"), (1e-5, "1e-05"), (1e22, "1e+22"), (5e-324, "5e-324"),
    (1.0 / 3, "0.3333333333333333"), (.infinity, ""), (-.infinity, ""),
  ])
  func numbers(_ value: Double, _ written: String) {
    var writer = CSVWriter(header: ["a", "b"])
    writer.number(value)
    writer.number(nil as Double?)
    writer.endRow()
    #expect(text(writer) == "a,b\r\n\(written),\r\n")
  }

  @Test func floatsReadBackAsTheSame() throws {
    var bits: UInt32 = 1
    for _ in 0..<2000 {
      bits = bits &* 1_664_525 &+ 1_013_904_223
      let value = Float(bitPattern: bits)
      guard value.isFinite else { continue }
      var writer = CSVWriter(header: ["a", "b"])
      writer.number(value)
      writer.number(Double(value) / 3)
      writer.endRow()
      let cells = text(writer).split(separator: "\r\n")[1].split(separator: ",")
      #expect(Float(String(cells[0])) == value)
      #expect(Double(String(cells[1])) == Double(value) / 3)
    }
  }

  @Test func spreadsheetOptions() {
    var writer = CSVWriter(
      header: ["a", "b"], options: .init(bom: true, decimalComma: true))
    writer.number(-0.5)
    writer.text("x;y,z")
    writer.endRow()
    #expect(writer.bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(
      String(decoding: writer.bytes.dropFirst(3), as: UTF8.self) == "a;b\r\n-0,5;\"x;y,z\"\r\n")
  }

  @Test func oneEmptyFieldIsNotAnEmptyLine() {
    var writer = CSVWriter(header: ["a"])
    writer.missing()
    writer.endRow()
    #expect(text(writer) == "a\r\n\"\"\r\n")
  }

  /// What is written can be read.
  @Test func roundTrip() throws {
    var writer = CSVWriter(header: ["x", "kind"])
    let kinds = ["a,b", "c\nd", "say \"e\""]
    for row in 0..<60 {
      writer.number(Double(row * row) / 7)
      writer.text(kinds[row % 3])
      writer.endRow()
    }
    let data = try load(text(writer))
    #expect(data.report.rowsRead == 60)
    #expect(data.classNames == kinds)
  }
}

@Suite struct ResultFileTests {
  private let mark = Array("lr,loss\r\n".utf8)

  private func isOurs(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: mark) }

  @Test func newAndReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out.csv"
    try ResultFile.write(mark, to: path, isOurs: isOurs)
    #expect(try folder.bytes("out.csv") == mark)
    try ResultFile.write(mark + [0x31], to: path, isOurs: isOurs)
    #expect(try folder.bytes("out.csv") == mark + [0x31])
    #expect(try folder.contents == ["out.csv"])
  }

  @Test func foreignFileIsKept() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out.csv", "mine")
    let error = try #require(throws: OutputError.self) {
      try ResultFile.write(mark, to: path, isOurs: isOurs)
    }
    #expect(
      error.description
        == "\(path): exists and was not written by lrfind; give another name, or --force to replace it"
    )
    #expect(error.kind == .cannotWrite)
    #expect(try folder.bytes("out.csv") == Array("mine".utf8))
    try ResultFile.write(mark, to: path, force: true, isOurs: isOurs)
    #expect(try folder.bytes("out.csv") == mark)
    #expect(try folder.contents == ["out.csv"])
  }

  /// The input is recognised under any name, even with force.
  @Test(arguments: ["t.csv", "symbolic.csv", "hard.csv", "./t.csv"])
  func inputIsNeverWrittenOver(_ name: String) throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("t.csv", bytes: mark)
    symlink("t.csv", folder.path + "/symbolic.csv")
    link(input, folder.path + "/hard.csv")
    let path = folder.path + "/" + name
    let error = try #require(throws: OutputError.self) {
      try ResultFile.write([1], to: path, protecting: [input], force: true, isOurs: isOurs)
    }
    #expect(
      error.description == "\(path): is the input, which is never written over; give another name")
    #expect(try folder.bytes("t.csv") == mark)
  }

  @Test func symbolicLinkStays() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("real.csv", bytes: mark)
    let path = folder.path + "/link.csv"
    symlink("real.csv", path)
    try ResultFile.write(mark + [0x32], to: path, isOurs: isOurs)
    #expect(try folder.bytes("real.csv") == mark + [0x32])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real.csv")
  }

  @Test func permissionsStay() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out.csv", bytes: mark)
    chmod(path, 0o640)
    try ResultFile.write(mark, to: path, isOurs: isOurs)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func cannotWrite() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none/out.csv"
    let error = try #require(throws: OutputError.self) {
      try ResultFile.write(mark, to: path, isOurs: isOurs)
    }
    #expect(
      error.description
        == "\(path): creating a file in its folder failed: No such file or directory; "
        + "create the folder first, or give another one")
    #expect(error.kind == .cannotWrite)
    let directory = try #require(throws: OutputError.self) {
      try ResultFile.write(mark, to: folder.path, isOurs: isOurs)
    }
    #expect(directory.description == "\(folder.path): is a directory; give a file name")
  }

  @Test func fullDisk() throws {
    let error = try #require(throws: OutputError.self) {
      try ResultFile.write(mark, to: "/dev/full", isOurs: isOurs)
    }
    #expect(
      error.description
        == "/dev/full: writing failed: No space left on device; "
        + "free some space, or give another folder")
    #expect(error.kind == .inputOutput)
  }
}
