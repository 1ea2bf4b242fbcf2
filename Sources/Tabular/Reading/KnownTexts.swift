import CFastFloat

/// The short texts of a column that the C loop recognises by itself.
///
/// A text that is missing here is read by `TableReader`, which enters it. So a repeated category
/// costs about as little as a number.
final class KnownTexts {
  /// (LRFIND_TEXT_COUNT)
  let entries: UnsafeMutablePointer<lrfind_text>

  init() {
    let count = Int(LRFIND_TEXT_COUNT)
    entries = .allocate(capacity: count)
    entries.initialize(repeating: lrfind_text(), count: count)
  }

  deinit { entries.deallocate() }

  /// Enters a text with the value that is to be stored for it.
  func remember(_ text: UnsafeBufferPointer<UInt8>, value: Float) {
    guard let first = UnsafeRawPointer(text.baseAddress) else { return }
    lrfind_remember_text(
      entries, first.assumingMemoryBound(to: CChar.self), text.count, value)
  }
}
