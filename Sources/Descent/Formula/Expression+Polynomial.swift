extension Expression {
  /// Above this degree a product of sums is not multiplied out: small differences of large numbers
  /// would take the place of products that are exact.
  private static let highestExpanded = 4

  /// The coefficients c₀, c₁, … of the polynomial of one variable that it is; nil where it is none,
  /// and where it is better computed as it stands.
  var coefficients: [Double]? {
    var isExpanded = false
    guard let result = expanded(&isExpanded) else { return nil }
    return isExpanded && result.count - 1 > Self.highestExpanded ? nil : result
  }

  private func expanded(_ isExpanded: inout Bool) -> [Double]? {
    switch self {
    case .number(let value): return [value]
    case .constant(let constant): return [constant.value]
    case .variable: return [0, 1]
    case .sum(let terms):
      var sums: [Double] = [0]
      for term in terms {
        guard let next = term.expanded(&isExpanded) else { return nil }
        while sums.count < next.count { sums.append(0) }
        for (power, coefficient) in next.enumerated() { sums[power] += coefficient }
      }
      return sums
    case .product(let factors):
      var product: [Double] = [1]
      for factor in factors {
        guard let next = factor.expanded(&isExpanded),
          let result = Self.multiply(product, next, &isExpanded)
        else { return nil }
        product = result
      }
      return product
    case .quotient(let top, let bottom):
      guard bottom.isConstant, let divisor = bottom.constantValue, divisor != 0 else { return nil }
      return top.expanded(&isExpanded)?.map { $0 / divisor }
    case .power(let base, let exponent):
      if base.isConstant, exponent.isConstant { return constantValue.map { [$0] } }
      guard exponent.isConstant, let power = exponent.constantValue,
        let count = Int(exactly: power), (0...Polynomial.highestDegree).contains(count),
        let factor = base.expanded(&isExpanded)
      else { return nil }
      var product: [Double] = [1]
      for _ in 0..<count {
        guard let result = Self.multiply(product, factor, &isExpanded) else { return nil }
        product = result
      }
      return product
    case .function: return constantValue.map { [$0] }
    }
  }

  private static func multiply(
    _ first: [Double], _ second: [Double], _ isExpanded: inout Bool
  ) -> [Double]? {
    if first.count(where: { $0 != 0 }) > 1, second.count(where: { $0 != 0 }) > 1 {
      isExpanded = true
    }
    guard first.count + second.count - 2 <= Polynomial.highestDegree else { return nil }
    var product = [Double](repeating: 0, count: first.count + second.count - 1)
    for (i, left) in first.enumerated() where left != 0 {
      for (j, right) in second.enumerated() where right != 0 { product[i + j] += left * right }
    }
    return product
  }
}
