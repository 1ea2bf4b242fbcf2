import RandomStreams
import Tabular

extension Dataset {
  /// Clouds of points around one centre a class, four fifths of them for training.
  static func blobs(rows: Int, features: Int, classes: Int) -> Dataset {
    var stream = RandomStream(seed: 1, purpose: .rowSample)
    let labels = (0..<rows).map { Int32($0 % classes) }
    let points = labels.map { label in
      (0..<features).map { feature in
        let centre: Float = feature % classes == Int(label) ? 1 : 0
        return centre + 2 * stream.unitFloat() - 1
      }
    }
    return made(points, labels: labels, classes: classes)
  }

  /// Points and classes that have nothing to do with each other.
  static func noise(rows: Int, features: Int) -> Dataset {
    var stream = RandomStream(seed: 2, purpose: .rowSample)
    let points = (0..<rows).map { _ in (0..<features).map { _ in 2 * stream.unitFloat() - 1 } }
    let labels = (0..<rows).map { _ in Int32(stream.integer(below: 2)) }
    return made(points, labels: labels, classes: 2)
  }

  /// Equal numbers, but for one among the rows that are trained on, and features that say nothing.
  static func outlier(rows: Int, features: Int) -> Dataset {
    let points = Array(repeating: Array(repeating: Float(0), count: features), count: rows)
    let training = rows * 4 / 5
    let far = Float(training).squareRoot()
    let values = points.indices.map { $0 == 0 ? far : -1 / far }
    return made(points, targets: .values(values, mean: 0, scale: 1))
  }

  private static func made(_ points: [[Float]], labels: [Int32], classes: Int) -> Dataset {
    made(points, targets: .classes(labels, names: (0..<classes).map { "class \($0)" }))
  }

  private static func made(_ points: [[Float]], targets: Dataset.Targets) -> Dataset {
    let isClassification = if case .classes = targets { true } else { false }
    return Dataset(
      features: FeatureMatrix(rows: points),
      featureNames: points[0].indices.map { "x\($0)" },
      targets: targets,
      trainingRowCount: points.count * 4 / 5,
      report: DataReport(
        source: "made", delimiter: ",", decimalComma: false, hasHeader: true,
        rowsRead: points.count, rowsWithoutTarget: 0,
        task: isClassification ? .classification : .regression, taskReason: nil,
        columns: [], notes: []))
  }
}
