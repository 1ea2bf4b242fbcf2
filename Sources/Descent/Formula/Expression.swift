import Glibc

/// A formula as it is built up.
///
/// `plus`, `times`, `over` and `raise` build the same as the cases and leave out what changes
/// nothing, so that derivatives stay short. What was typed is built from the cases alone: at a place
/// where `0·log(x)` has no value it is not to be 0.
package indirect enum Expression: Sendable, Hashable {
  case number(Double)
  case constant(FormulaConstant)
  /// A variable, by its place among all.
  case variable(Int)
  case sum([Expression])
  case product([Expression])
  case quotient(Expression, Expression)
  case power(Expression, Expression)
  case function(FormulaFunction, Expression)

  /// The value where no variable is in it; nil where one is.
  var constantValue: Double? {
    isConstant ? ExpressionProgram(self).value(at: []) : nil
  }

  /// Whether no variable is in it.
  var isConstant: Bool {
    if case .variable = self { return false }
    return parts.allSatisfy(\.isConstant)
  }

  /// What it is directly made of.
  var parts: [Expression] {
    switch self {
    case .number, .constant, .variable: []
    case .sum(let terms), .product(let terms): terms
    case .quotient(let first, let second), .power(let first, let second): [first, second]
    case .function(_, let inside): [inside]
    }
  }

  /// How many operations and numbers it is made of.
  package var size: Int { parts.reduce(1) { $0 + $1.size } }

  // MARK: Building

  /// The number in front, and what it is multiplied with.
  private var split: (Double, Expression) {
    switch self {
    case .number(let value): return (value, .number(1))
    case .product(let factors):
      guard case .number(let value)? = factors.first else { return (1, self) }
      return (value, factors.count == 2 ? factors[1] : .product(Array(factors.dropFirst())))
    default: return (1, self)
    }
  }

  /// The sum of some terms; like ones are joined.
  static func plus(_ terms: [Expression]) -> Expression {
    var joined: [(coefficient: Double, rest: Expression)] = []
    for term in terms {
      let inner = if case .sum(let inner) = term { inner } else { [term] }
      for (coefficient, rest) in inner.map(\.split) {
        if let index = joined.firstIndex(where: { $0.rest == rest }) {
          joined[index].coefficient += coefficient
        } else {
          joined.append((coefficient, rest))
        }
      }
    }
    let kept = joined.filter { $0.coefficient != 0 }.map {
      times([.number($0.coefficient), $0.rest])
    }
    return kept.isEmpty ? .number(0) : kept.count == 1 ? kept[0] : .sum(kept)
  }

  /// The product of some factors: the number first, powers of the same joined.
  static func times(_ factors: [Expression]) -> Expression {
    var number = 1.0
    var bases: [(base: Expression, exponent: Expression)] = []
    func add(_ factor: Expression) {
      switch factor {
      case .number(let value): number *= value
      case .product(let inner): inner.forEach(add)
      default:
        var (base, exponent) = (factor, Expression.number(1))
        if case .power(let inner, .number(let power)) = factor {
          (base, exponent) = (inner, .number(power))
        }
        if let index = bases.firstIndex(where: { $0.base == base }) {
          bases[index].exponent = plus([bases[index].exponent, exponent])
        } else {
          bases.append((base, exponent))
        }
      }
    }
    factors.forEach(add)
    guard number != 0 else { return .number(0) }
    let powers = bases.map { raise($0.base, $0.exponent) }.filter { $0 != .number(1) }
    let all = (number == 1 ? [] : [.number(number)]) + powers
    return all.isEmpty ? .number(number) : all.count == 1 ? all[0] : .product(all)
  }

  static func over(_ numerator: Expression, _ denominator: Expression) -> Expression {
    if numerator == .number(0) || denominator == .number(1) { return numerator }
    if case .number(let top) = numerator, case .number(let bottom) = denominator {
      return .number(top / bottom)
    }
    let (top, rest) = numerator.split
    let (bottom, below) = denominator.split
    // Halves and the like stay whole numbers where one divides the other.
    let ratio = top / bottom
    guard ratio == ratio.rounded(), bottom != 1 else { return .quotient(numerator, denominator) }
    return over(times([.number(ratio), rest]), below)
  }

  static func raise(_ base: Expression, _ exponent: Expression) -> Expression {
    if exponent == .number(0) { return .number(1) }
    if exponent == .number(1) { return base }
    if case .number(let value) = base, case .number(let power) = exponent,
      pow(value, power).isFinite
    {
      return .number(pow(value, power))
    }
    return .power(base, exponent)
  }
}
