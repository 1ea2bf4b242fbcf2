import CurveFiles
import Glibc
import Tuning

extension SuggestReport {
  /// The answer for people: what was read, the chart, the rules, the suggestion and its doubts.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines.
  package func summary(_ style: Style) -> [String] {
    let drawing = drawing
    let trainings =
      file.wholeTrainings.isEmpty ? "" : " (·), with the validation loss of whole trainings (•)"
    var lines = heading(style) + [""] + drawing.lines(style)
    lines += style.caption(
      "\(file.lossColumn.singleLine) over \(file.learningRateColumn.singleLine), \(smoothing)"
        + trainings + drawing.legend)
    lines += [""] + answer(style)
    lines += rules.map { "  \($0)" }
    lines.append("  \(divergence)")
    for doubt in suggestion.doubts {
      lines.append("  \(style.yellow("doubt:")) \(doubt.advice)")
    }
    return lines
  }

  func heading(_ style: Style) -> [String] {
    let runs = file.curve.runs.count
    let rates = cleaned.curve.learningRates
    let span =
      Decimal.range(rates.first ?? 0, rates.last ?? 0)
    return [
      "\(style.bold(file.source.shown))  \(Decimal.count(file.pointCount, "point"))"
        + (runs > 1 ? " of \(runs) repeats" : "") + ", learning rates \(span), "
        + cleaned.spacing.phrase
    ] + changes.map { "  \($0.sentence)" }
  }

  private var smoothing: String {
    let width = cleaned.smoothingDecades
    return width > 0
      ? "smoothed over \(Decimal.significant(width, digits: 1)) decades"
      : "as recorded (smooth already)"
  }

  private func answer(_ style: Style) -> [String] {
    guard let estimate = suggestion.estimate else {
      return [style.bold(style.yellow("no learning rate can be read off this curve"))]
    }
    let answer = "learning rate \(Decimal.significant(estimate.learningRate))"
    return [
      "\(style.bold(style.green(answer)))   range \(Decimal.significant(estimate.low)) to "
        + "\(Decimal.significant(estimate.high))   "
        + (suggestion.isConfident ? "confident" : style.yellow("not confident")),
      "  what the valley rule reads; within the range, half a decade down and three quarters up, most rates "
        + "lose little; the other rules are for comparison",
    ]
  }

  /// The rules as a table, with the distance of each from the answer.
  private var rules: [String] {
    let answer = suggestion.estimate?.learningRate
    var lines = suggestion.readings.map { reading in
      let rate = reading.learningRate.map { Decimal.significant($0) } ?? "none"
      var line =
        "\(reading.rule.title.rightPadded(to: 12)) \(rate.leftPadded(to: 9))   "
      if let rate = reading.learningRate, let answer {
        // Rates may be further apart than their quotient can say.
        let distance = log10(rate) - log10(answer)
        line += "\(Decimal.signed(distance)) decades   ".leftPadded(to: 16)
      }
      return line + reading.rule.meaning
    }
    if let spread = suggestion.spread {
      lines.append("the rules lie \(Decimal.significant(spread, digits: 2)) decades apart")
    }
    return lines
  }

  /// From where on training diverges: by whole trainings where the file has some, as the chart shows it, and
  /// by the curve.
  var divergence: String {
    let predicted = suggestion.divergenceLearningRate.map {
      "from about \(Decimal.significant($0, digits: 2))"
    }
    if let trained = suggestion.divergedTraining {
      return "diverges from \(Decimal.significant(trained)) in whole trainings; "
        + (predicted.map { "the curve alone, \($0)" } ?? "no rate in the curve alone diverged")
    }
    if let highest = file.wholeTrainings.last?.learningRate {
      return "no whole training diverged, up to \(Decimal.significant(highest)); "
        + (predicted.map { "the curve predicts it \($0)" } ?? "nor did a rate in the curve")
    }
    return predicted.map { "diverges \($0)" } ?? "no rate in the curve diverged"
  }
}

extension Decimal {
  /// A number of decades with a sign and one decimal, such as `+0.9`.
  fileprivate static func signed(_ value: Double) -> String {
    let tenths = Int((abs(value) * 10).rounded())
    let sign = tenths == 0 ? " " : value < 0 ? "-" : "+"
    return "\(sign)\(tenths / 10).\(tenths % 10)"
  }
}

extension PublishedRule {
  /// The rule's name for people.
  var title: String {
    switch self {
    case .valley: "valley"
    case .slide: "slide"
    case .steepest: "steepest"
    case .minimumOverTen: "minimum÷10"
    }
  }

  /// What it looks for.
  var meaning: String {
    switch self {
    case .valley: "the middle of the longest descent"
    case .slide: "where the slope settles, coming down from divergence"
    case .steepest: "the steepest descent over the logarithm of the rate"
    case .minimumOverTen: "a tenth of the rate with the lowest loss"
    }
  }
}

extension CleanedCurve.Spacing {
  /// How the heading says it.
  fileprivate var phrase: String {
    switch self {
    case .exponential: "evenly on the logarithm"
    case .linear: "evenly spaced (linear)"
    case .irregular: "unevenly spaced"
    }
  }
}
