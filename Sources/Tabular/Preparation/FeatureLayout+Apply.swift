extension FeatureLayout {
  /// Turns raw rows into features, in place.
  ///
  /// When a row grows, the rows are widened from the last to the first, so that none is overwritten
  /// before it was read; otherwise from the first to the last.
  ///
  /// - Complexity: O(rows · (width + features)); memory for one row.
  func apply(to storage: RowStorage) {
    let rawWidth = storage.width
    let width = featureNames.count
    let rowCount = storage.count
    if width > rawWidth { storage.resize(rows: rowCount, width: width) }
    let all = storage.row(0)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rawWidth) { spare in
      guard let raw = spare.baseAddress else { return }
      numbers.withUnsafeBufferPointer { numbers in
        let order =
          width > rawWidth
          ? stride(from: rowCount - 1, through: 0, by: -1)
          : stride(from: 0, through: rowCount - 1, by: 1)
        for row in order {
          raw.update(from: all + row * rawWidth, count: rawWidth)
          prepare(raw, numbers: numbers, into: all + row * width, width: width)
        }
      }
    }
    if width < rawWidth { storage.resize(rows: rowCount, width: width) }
  }

  @inline(__always)
  private func prepare(
    _ raw: UnsafeMutablePointer<Float>, numbers: UnsafeBufferPointer<Number>,
    into features: UnsafeMutablePointer<Float>, width: Int
  ) {
    if !categories.isEmpty { features.update(repeating: 0, count: width) }
    for number in numbers {
      let value = (Double(raw[number.slot]) - number.mean) * number.inverseDeviation
      features[number.feature] = value == value ? Float(value) : 0
    }
    for category in categories {
      let code = raw[category.slot]
      // A negative code is a text of the validation file that was too many to be recorded.
      let feature =
        code.isNaN ? category.missingFeature : code < 0 ? -1 : category.features[Int(code)]
      if feature >= 0 { features[Int(feature)] = 1 }
    }
  }
}
