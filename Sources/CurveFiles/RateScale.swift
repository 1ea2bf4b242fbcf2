import Glibc
import Tabular

/// What the numbers of a column of learning rates are: the rates, or their logarithms.
enum RateScale: Sendable, Hashable {
  case rates
  case logarithms(base: Double)

  /// Tells it by the column's name and the signs in it.
  ///
  /// Learning rates lie above 0; of their logarithms most lie below, since most rates lie below 1. A
  /// name that says logarithm with numbers all above 0, a logarithm to an unknown base, and numbers
  /// below 0 under a name that says nothing of logarithms cannot be read safely.
  ///
  /// - Parameters:
  ///   - name: The column's name.
  ///   - numbers: Its numbers; NaN where there is none.
  ///   - table: For messages.
  ///   - column: For messages.
  /// - Throws: `DataError` when name and signs contradict each other, or the base is not known.
  init(
    name: String, numbers: [Double], of table: ColumnTable, column: Int
  ) throws(DataError) {
    let finite = numbers.filter(\.isFinite)
    let negative = finite.count { $0 < 0 }
    let hasLogarithms = negative > 0 && negative * Self.leastShare >= finite.count
    func failure(_ problem: String, _ remedy: String) -> DataError {
      DataError(
        .unusableData, source: table.source, column: table.reference(column), problem,
        remedy: remedy)
    }
    let words = Self.words(of: name)
    if let base = words.lazy.compactMap({ Self.bases[$0] }).first {
      guard hasLogarithms else {
        throw failure(
          "its name says logarithms, but no number in it lies below 0 as those of learning rates do",
          "rename the column if it holds the rates themselves")
      }
      self = .logarithms(base: base)
    } else if hasLogarithms, words.contains(where: Self.unknownBase.contains) {
      throw failure(
        "logarithms, and the name does not say to which base",
        "rename the column to log10_lr or ln_lr, or give the rates themselves")
    } else if hasLogarithms, finite.contains(where: { $0 > 0 }) {
      throw failure(
        "\(negative) of \(finite.count) numbers lie below 0, as logarithms do and learning rates never",
        "rename the column to log10_lr or ln_lr, or give the rates themselves")
    } else {
      self = .rates
    }
  }

  /// One of so many numbers has to lie below 0 to make logarithms.
  private static let leastShare = 4
  private static let bases = ["log10": 10.0, "lg": 10, "log2": 2, "ln": M_E, "loge": M_E]
  private static let unknownBase: Set = ["log", "logarithm", "logarithms"]
  /// What people glue to the word.
  private static let rateNames: Set = ["lr", "lrs", "learningrate", "rate", "eta"]

  /// The words of a name, in small letters: `log10(lr)`, `lr_log10` and `log10LR` have `log10` and
  /// `lr`.
  private static func words(of name: String) -> [String] {
    let markers = Array(bases.keys) + unknownBase
    return name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).flatMap {
      word in
      for marker in markers {
        if word.hasPrefix(marker), rateNames.contains(String(word.dropFirst(marker.count))) {
          return [marker, String(word.dropFirst(marker.count))]
        }
        if word.hasSuffix(marker), rateNames.contains(String(word.dropLast(marker.count))) {
          return [String(word.dropLast(marker.count)), marker]
        }
      }
      return [word]
    }
  }

  /// A name without the words that say logarithm.
  static func nameWithoutLogarithm(_ name: String) -> String {
    words(of: name).filter { bases[$0] == nil && !unknownBase.contains($0) }.joined(separator: "_")
  }

  /// The base in words; nil where the numbers are rates.
  package var baseName: String? {
    switch self {
    case .rates: nil
    case .logarithms(M_E): "natural"
    case .logarithms(2): "binary"
    case .logarithms: "decimal"
    }
  }

  /// The rate that a number stands for.
  func rate(_ number: Double) -> Double {
    switch self {
    case .rates: number
    case .logarithms(let base): pow(base, number)
    }
  }
}
