extension Polynomial {
  /// Reads a polynomial such as `x^2`, `5x^3` or `x^4 - 3x^2 + x`, as `Formula` does.
  ///
  /// - Parameter text: The text.
  /// - Throws: `FormulaError` where it is no formula, and where that is no polynomial of one
  ///   variable that can be taken apart exactly.
  package init(parsing text: String) throws(FormulaError) {
    let formula = try Formula(parsing: text)
    guard let polynomial = formula.polynomial else {
      throw FormulaError(
        text: text, position: nil, problem: "a polynomial of one variable is needed")
    }
    self = polynomial
  }
}
