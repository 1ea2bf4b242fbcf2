import Foundation
import Tabular
import TestSupport
import Testing

/// Files that are no text: what they are, and the command that makes a table of them.
@Suite struct ForeignFormatTests {
  private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 0, count: 26)

  static let formats: [(bytes: [UInt8], message: String)] = [
    (
      Array("PAR1".utf8) + [21, 4, 0, 0],
      "is a Parquet file, not a CSV; convert it: python3 -c \"import pandas; "
        + "pandas.read_parquet('t.bin').to_csv('t.csv', index=False)\" or duckdb -c \"COPY (FROM 't.bin') TO "
        + "'t.csv'\""
    ),
    (
      Array("ARROW1".utf8) + [0, 0, 255],
      "is an Arrow or Feather file, not a CSV; convert it: python3 -c \"import pandas; "
        + "pandas.read_feather('t.bin').to_csv('t.csv', index=False)\""
    ),
    (
      zip + "[Content_Types].xml".utf8,
      "is an Excel workbook, not a CSV; convert a sheet: python3 -c \"import pandas; "
        + "pandas.read_excel('t.bin').to_csv('t.csv', index=False)\" or in2csv t.bin > t.csv"
    ),
    (zip + "train.csv".utf8, "is a zip archive, not a CSV; unpack it: unzip -p t.bin > t.csv"),
    (
      Array("[{\"x\": 1}]".utf8),
      "is JSON, not a CSV; convert it: python3 -c \"import pandas; "
        + "pandas.read_json('t.bin').to_csv('t.csv', index=False)\""
    ),
    (
      Array("{\"x\": 1}\n{\"x\": 2}\n".utf8),
      "is JSON, not a CSV; convert it: python3 -c \"import pandas; "
        + "pandas.read_json('t.bin', lines=True).to_csv('t.csv', index=False)\""
    ),
    (
      Array("<!DOCTYPE html>\n<html>".utf8),
      "is a web page, not a CSV; download the file itself, not the page that shows it"
    ),
    (
      [0x28, 0xB5, 0x2F, 0xFD, 0, 1, 2],
      "is compressed with zstd, not a CSV; decompress it with unzstd"
    ),
  ]

  @Test(arguments: formats) func message(_ bytes: [UInt8], _ message: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.bin", bytes: bytes)
    let error = try #require(throws: DataError.self) { try Dataset.load(path: path) }
    #expect(error.kind == .unusableData)
    let own = "\(path): \(message)".replacing("'t.", with: "'\(folder.path)/t.")
      .replacing(" t.", with: " \(folder.path)/t.")
    #expect(error.description == own)
  }

  @Test func pathsThatNeedQuotes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a 'b'.parquet", bytes: Array("PAR1".utf8))
    let error = try #require(throws: DataError.self) { try Dataset.load(path: path) }
    #expect(error.remedy?.contains("pandas.read_parquet('FILE').to_csv('FILE.csv'") == true)
  }

  @Test func textThatBeginsLikeOne() throws {
    let rows = (0..<24).map { "\($0 * $0 % 23),\($0 % 5),\($0 % 2)\n" }.joined()
    for header in ["BZh9,PAR1,y\n", "[x],{z},y\n", "{x},z,y\n"] {
      #expect(try load(header + rows).features.columnCount == 2)
    }
  }

  /// A shell empties the file that is redirected to before the converter reads it.
  @Test func theRemedyNeverWritesOverTheFile() throws {
    let folder = try TemporaryFolder()
    for (bytes, _) in Self.formats {
      let file = try folder.write(Data(bytes), to: "t.csv")
      let error = #expect(throws: DataError.self) { try Dataset.load(path: file.path) }
      let remedy = error?.remedy ?? ""
      #expect(!remedy.contains("> \(file.path)") && !remedy.contains("to_csv('\(file.path)'"))
    }
  }
}
