extension Preparation {
  /// The targets of the rows in their order, numbers standardised on the training part.
  ///
  /// - Parameters:
  ///   - target: What the target is.
  ///   - order: The rows, the training part first.
  ///   - moments: The means and deviations of the training part.
  /// - Returns: What is trained on.
  /// - Throws: `DataError` when all training rows have the same value.
  func makeTargets(
    _ target: RawTarget, order: [Int32], moments: ColumnMoments
  ) throws(DataError) -> Dataset.Targets {
    switch target {
    case .classes(let classes, let names):
      return .classes(reordered(classes, order), names: names)
    case .numbers:
      let column = table.columns[targetIndex]
      let mean = moments.means[column.slot]
      let scale = moments.deviations[column.slot]
      guard scale > 0 else {
        throw DataError(
          .unusableData, source: table.source, column: column.targetReference,
          "all training rows have the same value", remedy: "use more rows")
      }
      let values = order.indices.map { row in
        Float((Double(table.storage.row(row)[column.slot]) - mean) / scale)
      }
      return .values(values, mean: mean + column.origin, scale: scale)
    }
  }

  private func reordered(_ classes: [Int32], _ order: [Int32]) -> [Int32] {
    let isSmall = order.count < Pieces.fewestElements
    return [Int32](unsafeUninitializedCapacity: order.count) { targets, count in
      // The pieces write to different elements.
      nonisolated(unsafe) let targets = targets
      Pieces.perform(order.count, threads: isSmall ? 1 : options.readingThreads) { piece in
        for row in piece { targets.initializeElement(at: row, to: classes[Int(order[row])]) }
      }
      count = order.count
    }
  }
}
