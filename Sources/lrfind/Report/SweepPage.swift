import Experiment
import Planning
import Reporting
import Running
import Store
import Tabular

/// The page and the workbook of what a store holds, of whatever kind it is.
struct SweepPage {
  private let store: SweepStore

  init(_ store: SweepStore) { self.store = store }

  /// Both, of the same results.
  ///
  /// - Returns: The page, and the workbook, whose curves are read while it is written.
  /// - Throws: `StoreError` when the store cannot be read.
  func made() throws(StoreError) -> (page: Page, workbook: Workbook) {
    let writer = SweepStore.writer(folder: store.folder)
    let provenance = try store.provenance()
    let facts = [
      ("folder", store.folder.shown), ("data", (provenance?.source ?? "").shown),
      ("digest", provenance?.data ?? ""), ("numerics", provenance?.numerics ?? ""),
      ("lrfind", Version.number),
    ].filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    let plan = try store.planText() ?? ""
    let listings = [("To repeat it", try commandLine ?? ""), ("The plan", plan)]
      .filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    if let command = try store.commandPlan() {
      let decision = CommandDecision(
        command, fingerprint: provenance?.data ?? "", results: try store.results(curves: true))
      let state =
        writer.map { "running (\($0))" } ?? (decision.isDone ? "finished" : "stopped")
      let report = CommandReport(plan: command, decision: decision, version: Version.number)
      let page = report.page(state: state, facts: facts, listings: listings)
      return (page, report.workbook(page))
    }
    if try store.plannedPointCount() > 0 {
      let findings = try PointFindings(store)
      let page = findings.report.page(
        title: provenance?.source ?? store.folder, state: writer == nil ? "" : "running; ",
        facts: facts, listings: listings, version: Version.number)
      return (
        page,
        Workbook(
          page, sheets: try findings.sheets(from: store), charts: findings.report.workbookCharts)
      )
    }
    let findings = try TrialFindings(store, plan: try store.plan())
    let curves = try curves(of: findings)
    let page = findings.report.page(
      .init(
        standing: SweepAnswer(findings, in: store, writer: writer).standing, facts: facts,
        listings: listings, curves: curves, version: Version.number))
    return (
      page,
      Workbook(
        page, sheets: try findings.sheets(from: store),
        charts: findings.report.workbookCharts(curves: curves))
    )
  }

  /// The trials whose curves are drawn, of each configuration that with the first seed.
  private func curves(of findings: TrialFindings) throws(StoreError) -> [TrialResult] {
    var trials: [TrialResult] = []
    for configuration in findings.report.curveConfigurations {
      let all = findings.results.filter { $0.configuration == configuration && $0.status == .ok }
      // Of halving, not one that was stopped and trained again for longer.
      let longest = all.map(\.steps).max()
      guard
        let trial = all.filter({ $0.steps == longest }).min(by: { $0.replicate < $1.replicate })
      else { continue }
      trials.append(try store.withCurve(trial))
    }
    return trials
  }

  /// What one would type to have the sweep again; nil where the store has no plan.
  private var commandLine: String? {
    get throws(StoreError) {
      guard let text = try store.planText() else { return nil }
      let keys =
        ["data"] + PreparationOptions.keys + SweepPlan.keys + CommandPlan.keys
      let flags = SweepPlan.flagKeys.union(PreparationOptions.flagKeys)
        .union(CommandSource.flagKeys)
      let lists = SweepPlan.listKeys.union(PreparationOptions.listKeys)
        .union(CommandSource.listKeys)
      var entries = PlanFile.entries(
        of: text, name: "plan", keys: keys, listKeys: lists, flagKeys: flags
      ).entries
      let isFound = try store.commandPlan() != nil
      let data = entries.first { $0.key == "data" }?.values.first
      entries.removeAll { $0.key == "data" || isFound && $0.key == "kind" }
      let arguments =
        ["lrfind", isFound ? "find" : "sweep"] + (data.map { [$0] } ?? [])
        + PlanEntry.arguments(of: entries, flags: flags) + ["--out", store.folder]
      return ShellText.command(arguments)
    }
  }
}
