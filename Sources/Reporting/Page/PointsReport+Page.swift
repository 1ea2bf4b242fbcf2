import Statistics
import Tabular

extension PointsReport {
  /// The page of a sweep of kind `find`, or of a `find` of several settings.
  ///
  /// - Parameters:
  ///   - title: The file or folder that it is about.
  ///   - state: Where it stands.
  ///   - facts: What was run.
  ///   - listings: The command line to repeat it, and the plan.
  ///   - version: The program's.
  /// - Returns: The page.
  package func page(
    title: String, state: String, facts: [(name: String, value: String)],
    listings: [(name: String, value: String)], version: String
  ) -> Page {
    Page(
      title: Page.title(of: title),
      subtitle: state + counts + (axes.shared.isEmpty ? "" : "; all with \(axes.shared)"),
      answer: best.map { axes.words($0.point.configuration).shown(atMost: Page.longestText) }
        ?? "no rate is found yet",
      confidence: best == nil
        ? "nothing to recommend"
        : isConfident
          ? "confident: nothing speaks against its rate"
          : "not confident: see what speaks against it",
      isConfident: isConfident,
      sentences: best.map {
        [$0.point.recommendation.rangeSentence] + details(of: $0)
      } ?? [],
      warnings: doubtsByRank.map { $0.ranks + ": " + $0.advice },
      figures: comparison.rows.isEmpty ? [] : [rangeFigure], tables: [table],
      facts: facts.map { Page.Fact(name: $0, value: $1) },
      listings: listings.map { Page.Fact(name: $0, value: $1) }, version: version)
  }

  /// The rate of each point, with its range.
  private var rangeFigure: Page.Figure {
    let rows = comparison.rows.prefix(30)
    let names = SettingNames(comparison.rows.map(\.point.setting))
    let all = rows.flatMap {
      [
        $0.point.recommendation.low, $0.point.recommendation.high,
        $0.point.configuration.learningRate,
      ]
    }
    let (low, high) = (all.min() ?? 1e-5, all.max() ?? 1)
    let longest = rows.map { names.name(of: $0.point.setting).count }.max() ?? 0
    let left: Double = min(330, max(110, Double(longest) * 8 + 16))
    let step = 28.0
    let area = ChartArea(
      x: PlotScale(low: low / 2, high: high * 2, isLogarithmic: true),
      y: PlotScale(low: 0, high: 1, isLogarithmic: false), left: left, top: 10, width: 840 - left,
      height: step * Double(rows.count))
    var drawing = SVGDrawing(width: 860, height: area.height + 66)
    for tick in area.x.ticks where !tick.label.isEmpty {
      let column = area.column(tick.value)
      drawing.line((column, area.top), (column, area.bottom), class: "g")
      drawing.text(tick.label, at: (column, area.bottom + 20), anchor: .middle)
    }
    drawing.line((area.left, area.bottom), (area.right, area.bottom), class: "a")
    drawing.text(
      "learning rate η", at: ((area.left + area.right) / 2, area.bottom + 42), anchor: .middle,
      class: "n")
    for (index, row) in rows.enumerated() {
      let y = area.top + step * (Double(index) + 0.5)
      let recommendation = row.point.recommendation
      drawing.group(link: "#c\(row.rank)") { drawing in
        drawing.text(
          names.name(of: row.point.setting).shown(atMost: 46), at: (left - 8, y + 4), anchor: .end)
        if let range = recommendation.range {
          let (from, to) = (area.column(range.lowerBound), area.column(range.upperBound))
          drawing.rectangle(
            x: from, y: y - 5, width: max(2, to - from), height: 10, class: "band",
            title: "range \(recommendation.rangeWords)")
        }
        drawing.circle(
          (area.column(row.point.configuration.learningRate), y), radius: 5, class: "p f0",
          title: Decimal.significant(row.point.configuration.learningRate))
        if let edge = recommendation.divergenceLearningRate, edge < high * 2 {
          drawing.cross((area.column(edge), y), radius: 4.5, class: "x s1", title: "diverges")
        }
      }
    }
    let seen =
      "The recommended learning rate of each setting, the best first, with its range; crosses are where "
      + "training diverges"
    return Page.Figure(
      id: "rates", title: "The rate of each setting", caption: seen + ".",
      picture: drawing.element(description: seen))
  }

  private var table: PageTable {
    let rows = recommendations
    var columns: [(column: String, words: String)] = [
      (column: "rank", words: "rank"), (column: "learning_rate", words: "learning rate"),
      (column: "low", words: "range from"), (column: "high", words: "to"),
    ]
    for axis in axes.columns where axis.column != "learning_rate" {
      columns.append((column: axis.column, words: axis.name))
    }
    columns += [
      (column: "mean", words: "mean loss"), (column: "mean_low", words: "95 % from"),
      (column: "mean_high", words: "to"), (column: "n", words: "n"),
      (column: "mean_metric", words: metric.words),
      (column: "difference", words: "behind the best"),
      (column: "distinguishable", words: "surely not the best"),
      (column: "divergence_learning_rate", words: "diverges from"),
      (column: "confident", words: "confident"), (column: "doubts", words: "doubts"),
    ]
    return PageTable(
      id: "c", title: "Settings", caption: "Each at its own rate, the best first.",
      SweepFile.recommendationTable, columns: columns, rows: rows
    ) { _, row in (number: row.row.rank, isDiverged: row.row.divergedCount > 0) }
  }
}
