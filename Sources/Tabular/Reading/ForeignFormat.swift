/// A file that people take for a CSV, told by its first bytes, and the command that makes one of it.
struct ForeignFormat {
  /// How many bytes tell them all.
  static let leadLength = 64

  /// What the file is: `a Parquet file`.
  let name: String
  let remedy: String

  /// Recognises a format; nil for what may be text, or is read.
  ///
  /// - Parameters:
  ///   - lead: The first bytes of the file.
  ///   - path: The path of the file, for the command.
  init?(_ lead: [UInt8], path: String) {
    let path = Self.shown(path)
    guard let kind = Kind.allCases.first(where: { $0.matches(lead) }) else { return nil }
    name = kind.name
    remedy = kind.remedy(path, output: Self.output(path))
  }

  /// The path as it stands in a command: within quotes of two kinds only a plain one may.
  private static func shown(_ path: String) -> String {
    ShellText.quoted(path) == path && path != "stdin" ? path : "FILE"
  }

  /// The same path with another ending; one that has that already gets another name, so that it is not written over.
  private static func output(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else {
      return path + ".csv"
    }
    return path[..<dot] + (path[dot...] == ".csv" ? "-table.csv" : ".csv")
  }

  private enum Kind: CaseIterable {
    case parquet, arrow, feather, workbook, openDocument, oldWorkbook, zip, hdf5, numpy, sqlite,
      pickle
    case webPage, zstd, xz, bzip2

    func matches(_ lead: [UInt8]) -> Bool {
      switch self {
      case .parquet: lead.starts(with: "PAR1".utf8)
      case .arrow: lead.starts(with: "ARROW1".utf8)
      case .feather: lead.starts(with: "FEA1".utf8)
      case .workbook:
        ["[Content_Types].xml", "_rels/", "docProps/", "xl/"].contains { Self.zip(lead, holds: $0) }
      case .openDocument: Self.zip(lead, holds: "mimetype")
      case .oldWorkbook: lead.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
      case .zip: lead.starts(with: [0x50, 0x4B, 0x03, 0x04])
      case .hdf5: lead.starts(with: [0x89] + "HDF\r\n".utf8)
      case .numpy: lead.starts(with: [0x93] + "NUMPY".utf8)
      case .sqlite: lead.starts(with: "SQLite format 3".utf8)
      case .pickle: lead.count > 1 && lead[0] == 0x80 && (2...5).contains(lead[1])
      case .webPage:
        ["<!doctype html", "<html"].contains {
          String(decoding: lead, as: UTF8.self).lowercased().hasPrefix($0)
        }
      case .zstd: lead.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
      case .xz: lead.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A])
      // Three letters, the size of a block, and π.
      case .bzip2:
        lead.starts(with: "BZh".utf8)
          && lead.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      }
    }

    /// Whether the first file in a zip archive has a name that begins so.
    private static func zip(_ lead: [UInt8], holds name: String) -> Bool {
      lead.starts(with: [0x50, 0x4B, 0x03, 0x04]) && lead.dropFirst(30).starts(with: name.utf8)
    }

    var name: String {
      switch self {
      case .parquet: "a Parquet file"
      case .arrow: "an Arrow or Feather file"
      case .feather: "a Feather file"
      case .workbook: "an Excel workbook"
      case .openDocument: "an OpenDocument sheet"
      case .oldWorkbook: "an old Excel workbook"
      case .zip: "a zip archive"
      case .hdf5: "an HDF5 file"
      case .numpy: "a NumPy array"
      case .sqlite: "an SQLite database"
      case .pickle: "a Python pickle"
      case .webPage: "a web page"
      case .zstd: "compressed with zstd"
      case .xz: "compressed with xz"
      case .bzip2: "compressed with bzip2"
      }
    }

    func remedy(_ path: String, output: String) -> String {
      switch self {
      case .parquet:
        "convert it: \(pandas("read_parquet", path, output)) or "
          + "duckdb -c \"COPY (FROM '\(path)') TO '\(output)'\""
      case .arrow, .feather: "convert it: \(pandas("read_feather", path, output))"
      case .workbook:
        "convert a sheet: \(pandas("read_excel", path, output)) or in2csv \(path) > \(output)"
      case .openDocument, .oldWorkbook: "convert a sheet: \(pandas("read_excel", path, output))"
      case .zip: "unpack it: unzip -p \(path) > \(output)"
      case .hdf5: "convert it: \(pandas("read_hdf", path, output))"
      case .numpy:
        "convert it: python3 -c \"import numpy; "
          + "numpy.savetxt('\(output)', numpy.load('\(path)'), delimiter=',')\""
      case .sqlite: "export a table: sqlite3 -header -csv \(path) 'SELECT * FROM …' > \(output)"
      case .pickle: "convert it, if you trust it: \(pandas("read_pickle", path, output))"
      case .webPage: "download the file itself, not the page that shows it"
      case .zstd: "decompress it with unzstd"
      case .xz: "decompress it with unxz"
      case .bzip2: "decompress it with bunzip2"
      }
    }

    private func pandas(_ reader: String, _ path: String, _ output: String) -> String {
      "python3 -c \"import pandas; pandas.\(reader)('\(path)').to_csv('\(output)', index=False)\""
    }
  }

  /// The error of a file that is JSON, where a table is wanted; nil where it is none.
  static func jsonError(
    _ bytes: UnsafeBufferPointer<UInt8>, source: String
  ) -> DataError? {
    let marks = bytes.lazy.filter { !" \t\r\n".utf8.contains($0) }.prefix(2)
    guard let first = marks.first, marks.count == 2, let second = marks.dropFirst().first else {
      return nil
    }
    let isObject = first == UInt8(ascii: "{") && (second == UInt8(ascii: "\"") || second == 0x7D)
    let isList = first == UInt8(ascii: "[") && (second == UInt8(ascii: "{") || second == 0x5B)
    guard isObject || isList else { return nil }
    let path = shown(source)
    return DataError(
      .unusableData, source: source, "is JSON, not a CSV",
      remedy: "convert it: python3 -c \"import pandas; pandas.read_json('\(path)'"
        + "\(isObject ? ", lines=True" : "")).to_csv('\(output(path))', index=False)\"")
  }
}
