import Tabular

/// The column that says at which step a row was logged, where a log has a row for each quantity.
enum StepColumn {
  /// The names that loggers give it, the surest first: TensorBoard, Lightning and Hugging Face say
  /// `step`; W&B counts the calls of its `log` in `_step`, and Lightning's steps go beside it.
  static let names = [
    "step", "global_step", "trainer/global_step", "train/global_step", "_step", "steps",
    "iteration", "iterations", "iter", "batch", "batch_idx", "update",
  ]

  /// The columns of a table that have such a name, in that order.
  static func candidates(in table: ColumnTable) -> [Int] {
    guard table.isNamed else { return [] }
    let lowered = table.names.map { $0.lowercased() }
    return names.compactMap { lowered.firstIndex(of: $0) }
  }
}
