extension RawTable {
  /// What to predict instead of a target without values: where it was only the last column, the last
  /// that has some. That is not taken unasked, as the empty column may be what is to be filled in.
  ///
  /// - Parameter isChosen: Whether the user named the target.
  /// - Returns: What to do.
  func emptyTargetRemedy(isChosen: Bool) -> String {
    let rows = storage.count
    let other = columns.last { column in
      column.kind != .skipped
        && (0..<rows).contains { !storage.row($0)[column.slot].isNaN }
    }
    guard !isChosen, let other else { return "choose another column with --target" }
    return "it is the last column; choose another with --target, such as "
      + ShellText.quoted(other.name)
  }
}
