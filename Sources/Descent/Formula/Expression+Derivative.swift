extension Expression {
  /// The derivative with respect to a variable, exactly.
  package func derivative(_ variable: Int) -> Expression {
    switch self {
    case .number, .constant: return .number(0)
    case .variable(let index): return .number(index == variable ? 1 : 0)
    case .sum(let terms): return .plus(terms.map { $0.derivative(variable) })
    case .product(let factors):
      return .plus(
        factors.indices.map { index in
          var factors = factors
          factors[index] = factors[index].derivative(variable)
          return .times(factors)
        })
    case .quotient(let top, let bottom):
      return .plus([
        .over(top.derivative(variable), bottom),
        .times([
          .number(-1),
          .over(.times([top, bottom.derivative(variable)]), .raise(bottom, .number(2))),
        ]),
      ])
    case .power(let base, let exponent):
      let (baseSlope, exponentSlope) = (base.derivative(variable), exponent.derivative(variable))
      guard exponent.isConstant else {
        return .times([
          self,
          .plus([
            .times([exponentSlope, base == .constant(.e) ? .number(1) : .function(.log, base)]),
            .over(.times([exponent, baseSlope]), base),
          ]),
        ])
      }
      let number = exponent.isOfNumbers ? exponent.constantValue.map(Expression.number) : nil
      let less = Expression.plus([number ?? exponent, .number(-1)])
      return .times([number ?? exponent, .raise(base, less), baseSlope])
    case .function(let function, let inside):
      return .times([function.derivative(at: inside), inside.derivative(variable)])
    }
  }

  /// Whether nothing is named in it.
  private var isOfNumbers: Bool {
    switch self {
    case .constant, .variable: false
    default: parts.allSatisfy(\.isOfNumbers)
    }
  }
}
