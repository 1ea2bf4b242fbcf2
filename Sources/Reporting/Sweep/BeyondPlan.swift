/// What a sweep's folder holds beyond the plan that is in force.
enum BeyondPlan {
  /// The line that tells of it; none where there is nothing.
  ///
  /// - Parameters:
  ///   - trials: The finished trials.
  ///   - rates: The rates that were found.
  ///   - file: A result file that has them.
  /// - Returns: One line, or none.
  static func lines(trials: Int, rates: Int = 0, file: SweepFile) -> [String] {
    let parts = [
      rates > 0 ? "\(Decimal.grouped(rates)) more \(rates == 1 ? "rate" : "rates")" : nil,
      trials > 0 ? "\(Decimal.grouped(trials)) more \(trials == 1 ? "trial" : "trials")" : nil,
    ].compactMap(\.self)
    guard !parts.isEmpty else { return [] }
    let name = rates > 0 ? file.name : SweepFile.trials.name
    return [
      "the folder holds \(parts.joined(separator: " and ")) beyond this plan (in_plan = false in "
        + "\(name))"
    ]
  }
}
