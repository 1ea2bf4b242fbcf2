import Planning

/// The reader of plans: what it takes it writes, and reads back as the same.
enum PlanTarget {
  static func check(_ text: String) {
    let (entries, _) = entries(of: text)
    do throws(PlanError) {
      let plan = try SweepPlan(entries)
      let written = PlanFile.text(of: entries)
      let again = Self.entries(of: written)
      require(again.problems.isEmpty, "a plan that was written is read")
      require((try? SweepPlan(again.entries)) == plan, "a plan reads back as the same")
    } catch {
      require(!error.problems.isEmpty, "a plan that is refused has problems")
    }
  }

  private static func entries(of text: String) -> (entries: [PlanEntry], problems: [String]) {
    PlanFile.entries(
      of: text, name: "plan.yaml", keys: ["data", "out"] + SweepPlan.keys,
      listKeys: SweepPlan.listKeys, flagKeys: SweepPlan.flagKeys)
  }
}
