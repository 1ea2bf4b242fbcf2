/// The blanks around cells that were taken off, where these are not plain numbers.
package struct Padding: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Spaces in front, before the quotes if there are any.
  package static let inFront = Padding(rawValue: 1)
  /// Anything else: behind, within quotes, or tabs.
  package static let elsewhere = Padding(rawValue: 2)
}
