/// The mark by which we recognise a page that we have written, and may therefore replace.
package enum PageMark {
  static let element = "<meta name=\"generator\" content=\"lrfind\">"
  static let start = "<!doctype html>"

  /// Whether a file that begins with these bytes is one of ours.
  package static func isOurs(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: start.utf8) && bytes.firstRange(of: Array(element.utf8)) != nil
  }
}
