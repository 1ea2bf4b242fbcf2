extension FeatureLayout {
  /// Turns raw rows into features, in place.
  ///
  /// When a row grows, the rows are widened from the last to the first, so that none is overwritten
  /// before it was read; otherwise from the first to the last, and by several threads where few
  /// rows of one would be overwritten by the next.
  ///
  /// - Parameters:
  ///   - storage: The raw rows.
  ///   - threads: The most threads.
  /// - Throws: `OutOfMemory`.
  /// - Complexity: O(rows · (width + features)); memory for a row, and where there are several
  ///   threads for an eighth of the rows at most.
  func apply(to storage: RowStorage, threads: Int = 1) throws(OutOfMemory) {
    let rawWidth = storage.width
    let width = featureNames.count
    let rowCount = storage.count
    guard width <= rawWidth else {
      try storage.resize(rows: rowCount, width: width)
      prepare(
        stride(from: rowCount - 1, through: 0, by: -1), of: storage.row(0), rawWidth: rawWidth)
      return
    }
    let isLarge = rowCount * rawWidth >= Pieces.fewestElements
    // With p pieces (p − 1)/2 times the rows' shrinkage is put aside: then an eighth of them.
    let most = width == rawWidth ? threads : rawWidth / (4 * (rawWidth - width))
    let pieces = isLarge ? max(1, min(threads, most)) : 1
    applyInPieces(pieces, to: storage.row(0), rowCount: rowCount, rawWidth: rawWidth)
    if width < rawWidth { try storage.resize(rows: rowCount, width: width) }
  }

  /// Cuts the rows into pieces, whose results lie a little before their raw rows: over the last
  /// raw rows of the piece before. Those are put aside first.
  private func applyInPieces(
    _ pieces: Int, to all: UnsafeMutablePointer<Float>, rowCount: Int, rawWidth: Int
  ) {
    let width = featureNames.count
    let bounds = (0...pieces).map { rowCount * $0 / pieces }
    let saved = (0..<pieces).map { piece -> (first: Int, values: [Float]) in
      let end = bounds[piece + 1]
      let first = piece == pieces - 1 ? end : end * width / rawWidth
      return (
        first,
        Array(UnsafeBufferPointer(start: all + first * rawWidth, count: (end - first) * rawWidth))
      )
    }
    // The pieces write to different rows.
    nonisolated(unsafe) let all = all
    Pieces.perform(pieces, threads: pieces) { range in
      for piece in range {
        let aside = saved[piece]
        prepare(bounds[piece]..<aside.first, of: all, rawWidth: rawWidth)
        aside.values.withUnsafeBufferPointer { values in
          guard let base = values.baseAddress else { return }
          for row in aside.first..<bounds[piece + 1] {
            prepare(base + (row - aside.first) * rawWidth, into: all + row * width)
          }
        }
      }
    }
  }

  /// Prepares rows one after the other, each read whole before it is written.
  private func prepare(
    _ rows: some Sequence<Int>, of all: UnsafeMutablePointer<Float>, rawWidth: Int
  ) {
    let width = featureNames.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rawWidth) { spare in
      guard let raw = spare.baseAddress else { return }
      for row in rows {
        raw.update(from: all + row * rawWidth, count: rawWidth)
        prepare(raw, into: all + row * width)
      }
    }
  }

  @inline(__always)
  private func prepare(_ raw: UnsafePointer<Float>, into features: UnsafeMutablePointer<Float>) {
    if !categories.isEmpty { features.update(repeating: 0, count: featureNames.count) }
    means.withUnsafeBufferPointer { means in
      inverseDeviations.withUnsafeBufferPointer { inverseDeviations in
        for run in runs {
          for index in 0..<run.count {
            let value =
              (Double(raw[run.slot + index]) - means[run.first + index])
              * inverseDeviations[run.first + index]
            features[run.feature + index] = value == value ? Float(value) : 0
          }
        }
      }
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
