/// How the prepared features are made of the raw columns, fitted on the training rows.
///
/// Numbers are standardised and a missing one becomes the mean, 0. Categories become one column a
/// level, 0 or 1, not standardised; a missing value is a level of its own, and a level that no
/// training row has gives zeros. A column that is constant on the training rows is dropped: what
/// it does elsewhere cannot be learned.
struct FeatureLayout {
  /// A column that becomes one feature a level.
  struct Category {
    var slot: Int
    /// The feature of each code; -1 for a level that no training row has.
    var features: [Int32]
    /// The feature of a missing value; -1 when no training row misses it.
    var missingFeature: Int32
    /// The number of levels.
    var levels: Int
  }

  /// Columns that are standardised and stand side by side, raw and prepared, so that a vector of
  /// them is computed at once.
  struct Run {
    var slot: Int
    var feature: Int
    /// Where their means and deviations start.
    var first: Int
    var count: Int
  }

  private(set) var runs: [Run] = []
  private(set) var means: [Double] = []
  /// One divided by the standard deviation: a product a value costs less than a quotient.
  private(set) var inverseDeviations: [Double] = []
  private(set) var categories: [Category] = []
  private(set) var featureNames: [String] = []
  /// What became of each column, and how many values were missing, in the columns' order.
  private(set) var uses: [DataReport.Use?]

  /// Fits the layout.
  ///
  /// - Parameters:
  ///   - table: The table, its training rows first.
  ///   - indices: The columns that become features.
  ///   - trainingRowCount: How many rows are trained on.
  ///   - moments: The moments of the training rows.
  /// - Complexity: O(training rows · categories)
  init(
    table: RawTable, indices: [Int], trainingRowCount: Int, moments: ColumnMoments
  ) {
    uses = Array(repeating: nil, count: table.columns.count)
    for index in indices {
      let column = table.columns[index]
      if column.kind == .number {
        uses[index] = addNumber(column, moments: moments)
      } else {
        uses[index] = addCategory(column, table: table, trainingRowCount: trainingRowCount)
      }
    }
  }

  private mutating func addNumber(_ column: RawColumn, moments: ColumnMoments) -> DataReport.Use {
    let deviation = moments.deviations[column.slot]
    guard deviation > 0, moments.means[column.slot].isFinite else {
      return .dropped(.constant)
    }
    let feature = featureNames.count
    if let last = runs.indices.last, runs[last].slot + runs[last].count == column.slot,
      runs[last].feature + runs[last].count == feature
    {
      runs[last].count += 1
    } else {
      runs.append(Run(slot: column.slot, feature: feature, first: means.count, count: 1))
    }
    means.append(moments.means[column.slot])
    inverseDeviations.append(1 / deviation)
    featureNames.append(column.name)
    return .numeric
  }

  private mutating func addCategory(
    _ column: RawColumn, table: RawTable, trainingRowCount: Int
  ) -> DataReport.Use {
    let texts = column.dictionary
    var isUsed = [Bool](repeating: false, count: texts.count)
    var hasMissing = false
    for row in 0..<trainingRowCount {
      let code = table.storage.row(row)[column.slot]
      if code.isNaN { hasMissing = true } else { isUsed[Int(code)] = true }
    }
    let codes = texts.orderedCodes(table.dialect.numbers).filter { isUsed[$0] }
    let levels = codes.count + (hasMissing ? 1 : 0)
    guard levels > 1 else { return .dropped(.constant) }
    var features = [Int32](repeating: -1, count: texts.count)
    for code in codes {
      features[code] = Int32(featureNames.count)
      featureNames.append("\(column.name)=\(texts.text(of: code))")
    }
    var missingFeature: Int32 = -1
    if hasMissing {
      missingFeature = Int32(featureNames.count)
      featureNames.append("\(column.name)=(missing)")
    }
    categories.append(
      Category(
        slot: column.slot, features: features, missingFeature: missingFeature, levels: levels))
    return .categorical(levels: levels)
  }
}
