import Tabular

extension ReadTable {
  /// Folds of the rows, all of them unless told which.
  func folds(
    _ count: Int = ReadTable.usualFolds, at indices: Range<Int>? = nil
  ) throws(DataError) -> [Dataset] {
    var folds: [Dataset] = []
    for index in indices ?? 0..<count { folds.append(try fold(index, of: count)) }
    return folds
  }
}
