import Glibc

extension PlotScale {
  /// The marks of the axis as a picture without gnuplot has them.
  var ticks: [Tick] {
    guard isLogarithmic else { return linearTicks() }
    let ticks = logarithmicTicks
    // Within less than a decade, and over very many, a few of them are left out.
    let written = ticks.filter { !$0.label.isEmpty }
    let stride = max(1, Int((Double(written.count) / 10).rounded(.up)))
    let kept = Set(written.enumerated().filter { $0.offset % stride == 0 }.map(\.element.value))
    return ticks.map { tick in
      Tick(value: tick.value, label: kept.contains(tick.value) ? words(tick.value) : "")
    }
  }

  /// The round number from one mark of a linear axis to the next; nil where it has no length.
  var linearStep: Double? {
    let span = high - low
    guard span > 0, span.isFinite else { return nil }
    let rough = span / 5
    let power = pow(10, log10(rough).rounded(.down))
    return [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
  }

  /// Round numbers, four to eight of them.
  func linearTicks() -> [Tick] {
    guard let step = linearStep else { return [Tick(value: low, label: Self.words(low))] }
    let first = Int((low / step).rounded(.up))
    let last = Int((high / step).rounded(.down))
    guard first <= last, last - first < 20 else { return [] }
    return (first...last).map { index in
      let value = Double(index) * step
      return Tick(value: value, label: Self.words(value))
    }
  }

  /// A number beside this axis: where it goes far from 1, with a power of ten from hundreds and
  /// hundredths on, so that its neighbours look alike.
  private func words(_ value: Double) -> String {
    let power = Int(log10(value * 1.000001).rounded(.down))
    guard low < 1e-4 || high > 1e5, abs(power) > 2 else { return Self.words(value) }
    let digit = Int((value / pow(10, Double(power))).rounded())
    return digit == 1 ? "10\(Self.raised(power))" : "\(digit)·10\(Self.raised(power))"
  }

  private static func raised(_ power: Int) -> String {
    String("\(power)".map { superscripts[$0] ?? $0 })
  }

  /// A number beside an axis: plain, or with a power of ten.
  private static func words(_ value: Double) -> String {
    let text = Decimal.significant(value)
    guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...])
    else { return text }
    let raised = raised(power)
    return text[..<mark] == "1" ? "10\(raised)" : "\(text[..<mark])·10\(raised)"
  }

  private static let superscripts: [Character: Character] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
    "8": "⁸", "9": "⁹",
  ]
}
