import ArgumentParser
import Training
import Tuning

/// Rates that the user trains with at present.
struct CompareOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Also train with your present rate, or several as in 0.001,0.01, beside the recommended one.",
      valueName: "rates"))
  var compare: String?

  // Not listed: whoever looks for it, as other commands have it, is told what there is instead.
  @Option(parsing: .unconditional, help: .hidden)
  var lr: String?

  private static let mostRates = 16

  mutating func validate() throws {
    if let lr {
      throw ValidationError(
        "--lr \(lr): the rate is what is found here; 'lrfind train' trains with one, and --compare "
          + "\(lr) sets yours beside the recommended one")
    }
    _ = try rates()
  }

  /// The rates, as canonical decimals; none where nothing is to be compared.
  func rates() throws -> [Double] {
    guard let compare else { return [] }
    var rates: [Double] = []
    for text in compare.split(separator: ",", omittingEmptySubsequences: false) {
      let rate: Double
      do throws(NumberError) {
        rate = try NumberDomain.learningRate.read(String(text.drop { $0 == " " }))
      } catch {
        throw ValidationError(
          "--compare: \(error); give learning rates, as in 0.001 or 0.001,0.01")
      }
      let canonical = LearningRate.canonical(rate)
      guard !rates.contains(canonical) else {
        throw ValidationError("--compare \(compare): \(text) comes twice")
      }
      rates.append(canonical)
    }
    guard rates.count <= Self.mostRates else {
      throw ValidationError("--compare: \(rates.count) rates; give at most \(Self.mostRates)")
    }
    return rates
  }
}
