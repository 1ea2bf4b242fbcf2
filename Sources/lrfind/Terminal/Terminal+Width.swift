import Glibc

extension Terminal {
  private static let usualColumns = 80
  /// Narrower ones are written to as if they were this wide.
  private static let fewestColumns = 40

  /// The columns of the terminal that answers go to; 80 where there is none, or it does not say.
  static var columns: Int {
    var size = winsize()
    guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return usualColumns
    }
    return max(fewestColumns, Int(size.ws_col))
  }
}
