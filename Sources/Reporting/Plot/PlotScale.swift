import Glibc

/// One axis: from where to where, whether it is logarithmic, and what is written beside it.
package struct PlotScale: Hashable, Sendable {
  /// A place on the axis that is marked.
  package struct Tick: Hashable, Sendable {
    package var value: Double
    /// What is written there; empty for a small mark.
    package var label: String
  }

  package let low: Double
  package let high: Double
  package let isLogarithmic: Bool

  /// An axis; ends beyond all numbers, which a margin may lead to, are the last numbers.
  package init(low: Double, high: Double, isLogarithmic: Bool) {
    self.low = max(low, isLogarithmic ? .leastNonzeroMagnitude : -.greatestFiniteMagnitude)
    self.high = min(high, .greatestFiniteMagnitude)
    self.isLogarithmic = isLogarithmic
  }

  /// Where a value lies: 0 at the low end, 1 at the high end.
  package func position(of value: Double) -> Double {
    // Not of quotients: those of two numbers may lie beyond all numbers.
    isLogarithmic
      ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
  }

  /// How far below the high end a value lies: 0 there, 1 at the low end.
  func depth(of value: Double) -> Double {
    isLogarithmic
      ? (log10(high) - log10(value)) / (log10(high) - log10(low)) : (high - value) / (high - low)
  }

  /// The part of an interval that the axis shows; nil where that is no more than a point.
  func part(of interval: ClosedRange<Double>) -> ClosedRange<Double>? {
    let part = interval.clamped(to: low...high)
    return part.lowerBound < part.upperBound ? part : nil
  }

  /// A bar as a row of a data block: where it stands, its middle and both ends, as far as the axis shows them; nil where
  /// there is nothing to show.
  func bar(at place: Double, _ middle: Double?, _ interval: ClosedRange<Double>?) -> [Double]? {
    guard let middle, middle <= high, let part = interval.flatMap(part) else { return nil }
    return [place, middle, part.lowerBound, part.upperBound]
  }

  /// What lies at a place; the inverse of `position`.
  package func value(at position: Double) -> Double {
    isLogarithmic
      ? pow(10, log10(low) + (log10(high) - log10(low)) * position) : low + (high - low) * position
  }

  /// The marks of a logarithmic axis: the decades, and 2 and 5 times them where there are few; the
  /// other multiples as small marks. Where decades are many, not every one is written.
  package var logarithmicTicks: [Tick] {
    let decades = log10(high) - log10(low)
    let written: Set<Int> =
      decades < 1 ? [1, 2, 3, 4, 5, 6, 7, 8] : decades < 2.5 ? [1, 2, 5] : [1]
    let stride = max(1, Int((decades / 12).rounded(.up)))
    var ticks: [Tick] = []
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    // One style for all: powers of ten as soon as one decade needs them.
    let isPlain = low >= 1e-3 && high <= 1e4
    for exponent in exponents {
      for digit in 1...9 {
        guard let value = Double("\(digit)e\(exponent)"), value >= low, value <= high else {
          continue
        }
        let isWritten = written.contains(digit) && exponent % stride == 0
        guard isWritten || stride == 1 else { continue }
        ticks.append(
          Tick(value: value, label: isWritten ? label(digit, exponent, isPlain: isPlain) : ""))
      }
    }
    return ticks
  }

  /// A plain number, or a power of ten in gnuplot's enhanced text.
  private func label(_ digit: Int, _ exponent: Int, isPlain: Bool) -> String {
    if isPlain, let value = Double("\(digit)e\(exponent)") { return GnuplotText.number(value) }
    return digit == 1 ? "10^{\(exponent)}" : "\(digit)·10^{\(exponent)}"
  }
}
