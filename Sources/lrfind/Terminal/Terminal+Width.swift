import Glibc

extension Terminal {
  private static let usualColumns = 80
  /// Narrower ones are written to as if they were this wide.
  private static let fewestColumns = 40

  /// The columns of the terminal that answers go to; where there is none, or it does not say, what
  /// `COLUMNS` says, or 80.
  static var columns: Int {
    let named = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
    return max(fewestColumns, columns(of: 1) ?? named ?? usualColumns)
  }

  /// The columns of the terminal that a stream goes to; nil where there is none, or it does not say.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }
}
