import Training

extension TrialResult.Configuration {
  /// The hidden layers' widths as in a result file, such as `64x32`: neither a number nor a date to
  /// a spreadsheet of whatever locale, unless there is one layer only. Empty without layers.
  package var hiddenText: String { hidden.map { "\($0)" }.joined(separator: "x") }

  /// Whether this one stands before another in a fixed order of all configurations: axis by axis in
  /// the order of the columns, texts by their letters, numbers by their value.
  package static func precedes(_ first: Self, _ second: Self) -> Bool {
    let texts = (first.axisTexts, second.axisTexts)
    if texts.0 != texts.1 { return texts.0.lexicographicallyPrecedes(texts.1) }
    if first.weightDecay != second.weightDecay { return first.weightDecay < second.weightDecay }
    if first.batchSize != second.batchSize { return first.batchSize < second.batchSize }
    if first.hidden != second.hidden {
      return first.hidden.lexicographicallyPrecedes(second.hidden)
    }
    return first.learningRate < second.learningRate
  }

  private var axisTexts: [String] {
    [schedule.description, optimizer.specification, activation?.rawValue ?? ""]
  }
}
