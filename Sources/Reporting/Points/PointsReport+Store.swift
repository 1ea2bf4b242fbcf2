import Statistics
import Store
import Tabular

extension PointsReport {
  /// The report on what the store of a sweep of kind `find` holds.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - dataset: What is trained on, or nil where it is not at hand.
  /// - Throws: `StoreError` when it cannot be read.
  package init(_ store: SweepStore, dataset: Dataset? = nil) throws(StoreError) {
    let points = try store.plannedPointCount()
    let counts = try store.counts()
    self.init(
      comparison: PointComparison(
        try store.foundPoints(), trials: try store.results(curves: false)),
      metric: try store.provenance()?.metric ?? .accuracy, plannedPoints: points,
      plannedTrials: counts.total, effort: try store.plan()?.effort ?? .usual,
      fileName: SweepFile.recommendations.name, dataset: dataset)
    trialsBeyondPlan = counts.beyondPlan
    pointsBeyondPlan = try store.foundPointsBeyondPlan()
  }

  /// The rows of `recommendations.csv`.
  var recommendations: [SweepFile.RecommendationRow] { comparison.rows.map(row) }

  private func row(_ row: PointComparison.Row) -> SweepFile.RecommendationRow {
    SweepFile.RecommendationRow(row) { ($0.name, advice(for: $0)) }
  }

  /// `recommendations.csv`, with the advice in words.
  package func recommendationsCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    SweepFile.recommendationFile.csv(recommendationRows, options: options)
  }

  /// Its rows, those beyond the plan last.
  package var recommendationRows: [PlanRow<SweepFile.RecommendationRow>] {
    PlanRow.rows(
      recommendations, beyondPlan: pointsBeyondPlan.map { row(PointComparison.Row(alone: $0)) })
  }
}
