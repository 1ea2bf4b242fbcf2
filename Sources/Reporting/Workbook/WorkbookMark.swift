/// The mark by which we recognise a workbook that we have written and nobody has edited, and may therefore
/// replace.
///
/// A workbook is an archive, and its writer gives all parts the same time. Ours gives the first one another,
/// of which a spreadsheet program leaves nothing when it saves the file.
package enum WorkbookMark {
  /// 13:35:36 of the archive's first day, as its bytes stand there: `rl`.
  private static let time: [UInt8] = [0x72, 0x6C]
  /// Where the time stands in the head of a part, and in its entry in the archive's directory.
  private static let (headOffset, entryOffset) = (10, 12)

  /// Whether a file that begins with these bytes is one of ours.
  package static func isOurs(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: ZIPArchive.partSignature)
      && bytes.dropFirst(headOffset).prefix(time.count) == time[...]
      && bytes.dropFirst(ZIPArchive.partHeadLength).starts(with: "[Content_Types].xml".utf8)
  }

  /// Marks an archive.
  ///
  /// - Parameter archive: Whole, with a part at its start.
  /// - Returns: Its bytes.
  static func marked(_ archive: ZIPArchive) -> [UInt8] {
    var bytes = archive.bytes
    guard let first = archive.parts.first, first.head == 0 else { return bytes }
    for place in [first.head + headOffset, first.entry + entryOffset] {
      bytes.replaceSubrange(place..<place + time.count, with: time)
    }
    return bytes
  }
}
