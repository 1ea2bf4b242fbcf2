import Tabular

/// What prepared data is known by: a hash of everything that training sees of it.
package enum DataFingerprint {
  /// The fingerprint; it starts with a `d`.
  ///
  /// The target, dropped columns, preparation, sample and split all show in the prepared rows and
  /// names. The path of the file does not: a file that is only moved is the same data.
  ///
  /// - Complexity: O(rows · features)
  package static func of(_ dataset: Dataset) -> String {
    var hash = ContentHash()
    let features = dataset.features
    for count in [features.rowCount, features.columnCount, dataset.trainingRowCount] {
      hash.add(count)
    }
    for name in dataset.featureNames { hash.add(name) }
    if features.rowCount > 0 {
      hash.add(
        UnsafeRawBufferPointer(
          start: features.row(0),
          count: features.rowCount * features.columnCount * MemoryLayout<Float>.stride))
    }
    switch dataset.targets {
    case .classes(let labels, let names):
      hash.add("classes")
      for name in names { hash.add(name) }
      hash.add(labels)
    case .values(let values, let mean, let scale):
      hash.add("values")
      hash.add([mean, scale])
      hash.add(values)
    }
    return "d" + hash.hexadecimal(digits: 20)
  }
}
