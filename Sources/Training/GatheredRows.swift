import LinearAlgebra
import Tabular

/// Rows of the data set as the passes want them; gathered once, and read by all tiles of a group.
struct GatheredRows {
  /// The rows that are evaluated at a time: few, so that products go without copies as a batch's do.
  static let evaluationRows = 64

  /// The batch, (batch, features); where a row is padded, a one follows its features, as a
  /// `ShallowNetwork` wants it.
  let batch: Matrix
  /// Its transpose, or that of rows to evaluate, (features, rows).
  private let transposed: UnsafeMutablePointer<Float>
  /// The targets of the batch, (batch).
  let targets: UnsafeMutablePointer<Float>
  /// The classes of the batch, (batch).
  let labels: UnsafeMutablePointer<Int32>

  private let workspace: Workspace

  /// - Parameters:
  ///   - batchSize: The rows of a batch, or 0 where batches are not gathered.
  ///   - features: The features of a row.
  init(batchSize: Int, features: Int) {
    let rows = Self.capacity(batchSize: batchSize)
    let counts = Self.counts(batchSize: batchSize, features: features)
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace
    let stride = Matrix.paddedStride(columns: features)
    batch = Matrix(
      workspace.take(batchSize * stride), rows: batchSize, columns: features, stride: stride)
    if features < stride {
      for row in 0..<batchSize { batch.pointer[row * stride + features] = 1 }
    }
    transposed = workspace.take(rows * features)
    targets = workspace.take(batchSize)
    labels = workspace.take(batchSize, as: Int32.self)
  }

  /// Whether batches are gathered; lanes side by side read rows where they lie.
  var isGathered: Bool { batch.rows > 0 }

  /// The sizes of its pieces.
  static func counts(batchSize: Int, features: Int) -> [Int] {
    [
      batchSize * Matrix.paddedStride(columns: features),
      capacity(batchSize: batchSize) * features, batchSize, batchSize,
    ]
  }

  /// The most rows that are passed forward at once, as a padded stride.
  static func capacity(batchSize: Int) -> Int {
    Matrix.paddedStride(columns: max(batchSize, evaluationRows))
  }

  /// What a network takes in, (features, rows), for so many rows.
  func input(rows: Int) -> Matrix {
    Matrix(
      transposed, rows: batch.columns, columns: rows, stride: Matrix.paddedStride(columns: rows))
  }

  /// What the loss of the batch compares outputs with.
  func lossTargets(of dataset: Dataset) -> LossTargets {
    switch dataset.loss {
    case .crossEntropy: .classes(labels)
    case .squaredError: .values(targets)
    }
  }

  /// Gathers a batch.
  func gather(
    _ rows: UnsafeBufferPointer<Int32>, of features: FeatureMatrix, _ targets: LossTargets,
    with kernels: ElementKernels
  ) {
    kernels.gather(
      features.row(0), rows: rows, into: batch, transposed: input(rows: rows.count))
    switch targets {
    case .classes(let labels):
      for (index, row) in rows.enumerated() { self.labels[index] = labels[Int(row)] }
    case .values(let values):
      for (index, row) in rows.enumerated() { self.targets[index] = values[Int(row)] }
    }
  }
}
