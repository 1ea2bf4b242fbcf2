/// One of several parts that a sweep is run in, as in `3/8`.
///
/// Pieces of work are dealt out in turn by their places in the plan, finished or not, so that a
/// piece belongs to the same part whatever is done by then, and each part has early and late ones.
package struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which part it is, from 1.
  package let index: Int
  /// How many parts there are.
  package let count: Int

  /// The most parts.
  package static let mostParts = 1_000_000

  /// - Parameters:
  ///   - index: Which part it is, from 1.
  ///   - count: How many parts there are.
  package init(_ index: Int, of count: Int) {
    precondition((1...Self.mostParts).contains(count) && (1...count).contains(index))
    self.index = index
    self.count = count
  }

  /// Reads `3/8`; nil for anything else.
  package init?(_ text: String) { self.init(text, separator: "/") }

  /// Reads `3-of-8`, as folders are named; nil for anything else.
  package init?(folderName: String) { self.init(folderName, separator: "-of-") }

  private init?(_ text: String, separator: String) {
    guard let sign = text.firstRange(of: separator),
      let index = Int(text[..<sign.lowerBound]), let count = Int(text[sign.upperBound...]),
      (1...Self.mostParts).contains(count), (1...count).contains(index),
      // As it would be written, so that a part has one name.
      text == "\(index)\(separator)\(count)"
    else { return nil }
    self.init(index, of: count)
  }

  package var description: String { "\(index)/\(count)" }

  /// The name of its folder.
  package var folderName: String { "\(index)-of-\(count)" }

  /// Whether the piece of work at a place, from 0, belongs to it.
  package func has(_ place: Int) -> Bool { place % count == index - 1 }

  /// The part that the piece of work at a place belongs to.
  package static func of(_ place: Int, among count: Int) -> Shard {
    Shard(place % count + 1, of: count)
  }
}
