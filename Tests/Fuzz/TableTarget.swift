import Glibc
import Tabular

/// The reader of training tables: whatever the bytes, one thread and three make the same of them.
enum TableTarget {
  private static let file = InputFile()
  /// Blocks of so few bytes that small inputs have several, and that rows reach over them.
  private static let blockSize = 48

  static func check(_ bytes: UnsafeRawBufferPointer) {
    var bytes = bytes
    var options = TableOptions()
    // A byte behind the text that no ASCII text ends with says how it is read.
    if let last = bytes.last, last >= 0x80 {
      options = Self.options(last)
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
    }
    file.fill(with: bytes)
    options.blockSize = blockSize
    let alone = Outcome(path: file.path, options: options)
    options.threads = 3
    let together = Outcome(path: file.path, options: options)
    require(alone == together, "one thread and three agree: \(alone) / \(together)")
  }

  private static func options(_ byte: UInt8) -> TableOptions {
    var options = TableOptions()
    switch byte & 0b11 {
    case 0b01: options.hasHeader = true
    case 0b10: options.hasHeader = false
    case 0b11: options.target = ColumnReference("1")
    default: break
    }
    switch byte >> 2 & 0b11 {
    case 0b01: (options.delimiter, options.decimalComma) = (";", true)
    case 0b10: options.numeric = [ColumnReference("2")]
    case 0b11: options.categorical = [ColumnReference("2")]
    default: break
    }
    switch byte >> 4 & 0b11 {
    case 0b01: options.task = .regression
    case 0b10: options.task = .classification
    case 0b11: options.rows = .share(0.5)
    default: break
    }
    if byte & 0b0100_0000 != 0 {
      options.validation = .fraction(0.5)
      options.missing = ["1", "-9999"]
      options.notMissing = ["NA"]
      switch byte >> 2 & 0b11 {
      case 0b10: options.strategy = .byTime(ColumnReference("1"))
      case 0b11: options.strategy = .byGroup(ColumnReference("1"))
      default: break
      }
    }
    return options
  }

  /// What became of a table.
  private enum Outcome: Equatable {
    case error(String)
    case table(String)

    init(path: String, options: TableOptions) {
      do throws(DataError) {
        let dataset = try Dataset.load(path: path, options: options)
        self = .table(Self.description(of: dataset))
      } catch {
        checkMessage(error.description)
        self = .error("\(error.kind) \(error)")
      }
    }

    /// All that a table holds, the numbers by their bits.
    private static func description(of dataset: Dataset) -> String {
      let matrix = dataset.features
      let count = matrix.rowCount * matrix.columnCount
      let features = UnsafeBufferPointer(start: matrix.row(0), count: count)
      require(features.allSatisfy(\.isFinite), "features are finite")
      let targets: String
      switch dataset.targets {
      case .classes(let classes, let names):
        require(classes.allSatisfy { names.indices.contains(Int($0)) }, "classes have names")
        targets = "\(classes) \(names)"
      case .values(let values, let mean, let scale):
        require(values.allSatisfy(\.isFinite), "targets are finite")
        require(mean.isFinite && scale.isFinite && scale > 0, "the target has a scale")
        targets = "\(values.map(\.bitPattern)) \(mean) \(scale)"
      }
      return "\(features.map(\.bitPattern)) \(dataset.featureNames) \(targets) "
        + "\(dataset.trainingRowCount) \(dataset.report)"
    }
  }
}
