/// Validation rows that are training rows too, of which a validation loss says nothing.
enum RepeatedRows {
  /// Counts the validation rows that equal a training row, its target included.
  ///
  /// Rows are compared by 64-bit hashes: with a million rows on either side, one that is counted
  /// wrongly is to be expected once in 18 million tables.
  ///
  /// - Parameters:
  ///   - features: The prepared rows, those that are trained on first.
  ///   - targets: The target of each.
  ///   - trainingRowCount: How many are trained on.
  /// - Returns: How many of the others repeat one of them.
  /// - Complexity: O(rows · features)
  static func count(
    in features: FeatureMatrix, targets: Dataset.Targets, trainingRowCount: Int
  ) -> Int {
    func hash(_ row: Int) -> UInt64 {
      var hash: UInt64 =
        switch targets {
        case .classes(let classes, _): UInt64(UInt32(bitPattern: classes[row]))
        case .values(let values, _, _): UInt64(values[row].bitPattern)
        }
      let values = features.row(row)
      for column in 0..<features.columnCount {
        hash = (hash ^ UInt64(values[column].bitPattern)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      return hash
    }
    let training = Set((0..<trainingRowCount).lazy.map(hash))
    return (trainingRowCount..<features.rowCount).count { training.contains(hash($0)) }
  }
}
