/// What is said about each learning rate, beneath each other.
struct VerdictLines {
  /// One rate, what becomes of it, why, and whether that is good.
  typealias Entry = (learningRate: Double, headline: String, details: [String], isGood: Bool)

  private let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// The lines, those of a rate set in behind it.
  func lines(_ style: Style, columns: Int) -> [String] {
    let titles = entries.map { style.spelled("η = \(Decimal.learningRate($0.learningRate))") }
    let width = (titles.map(\.count).max() ?? 0) + 2
    let room = max(20, columns - width)
    let lead = String(repeating: " ", count: width)
    return zip(entries, titles).flatMap { entry, title in
      style.broken(entry.headline, to: room, indent: "").enumerated().map { index, line in
        let text = style.bold(entry.isGood ? style.green(line) : line)
        return (index == 0 ? title.rightPadded(to: width) : lead) + text
      } + entry.details.flatMap { style.broken($0, to: room) }.map { lead + $0 }
    }
  }
}
