import LinearAlgebra
import RandomStreams
import Tabular

/// The rows of a batch.
package struct BatchRows {
  package var batch: UnsafeBufferPointer<Int32>
  /// The rows of the epoch's next batch; none at the end of an epoch.
  package var next: UnsafeBufferPointer<Int32>
}

/// The rows of each minibatch: a permutation of the training rows for each epoch, derived from the
/// seed and the epoch, cut into batches; the last partial batch is dropped.
///
/// The permutation is drawn only as far as batches need it, so that a short run on a large table
/// does not pay for a whole epoch. The rows lie in memory of its own, since a step is too short to ask who
/// else holds an array.
package final class BatchOrder {
  /// The rows of a batch.
  package let batchSize: Int
  /// The batches of an epoch.
  package let batchesPerEpoch: Int

  private let seed: UInt64
  private var epoch = -1
  private var stream: RandomStream
  private let rows: UnsafeMutableBufferPointer<Int32>
  private let memory: Workspace
  private var drawn = 0

  /// - Parameters:
  ///   - rowCount: The number of training rows, at least 1.
  ///   - batchSize: The rows of a batch; more than `rowCount` means all rows.
  ///   - seed: The seed of the run.
  package init(rowCount: Int, batchSize: Int, seed: UInt64) {
    self.batchSize = min(batchSize, rowCount)
    batchesPerEpoch = Self.batchesPerEpoch(rowCount: rowCount, batchSize: batchSize)
    self.seed = seed
    stream = RandomStream(seed: seed, purpose: .batchOrder)
    memory = Workspace(capacity: Workspace.capacity(for: [rowCount]))
    rows = UnsafeMutableBufferPointer(
      start: memory.take(rowCount, as: Int32.self), count: rowCount)
  }

  /// The rows of the batch of a step, until the next is asked for; steps may not go back.
  package func batch(at step: Int) -> BatchRows {
    let (wanted, batch) = step.quotientAndRemainder(dividingBy: batchesPerEpoch)
    if wanted != epoch {
      epoch = wanted
      drawn = 0
      for index in rows.indices { rows[index] = Int32(index) }
      stream = RandomStream(seed: seed, purpose: .batchOrder, index: UInt64(epoch))
    }
    let end = (batch + 1) * batchSize
    let next = batch + 1 < batchesPerEpoch ? end + batchSize : end
    draw(next)
    return BatchRows(
      batch: UnsafeBufferPointer(rebasing: rows[end - batchSize..<end]),
      next: UnsafeBufferPointer(rebasing: rows[end..<next]))
  }

  /// Draws the epoch's first rows, as far as that has not been done.
  private func draw(_ count: Int) {
    guard drawn < count else { return }
    stream.draw(drawn..<count, of: rows)
    drawn = count
  }

  /// The whole batches in an epoch; a batch larger than the data is the whole data.
  fileprivate static func batchesPerEpoch(rowCount: Int, batchSize: Int) -> Int {
    rowCount / min(batchSize, rowCount)
  }
}

extension Dataset {
  /// The steps of an epoch with batches of a size.
  package func stepsPerEpoch(batchSize: Int) -> Int {
    BatchOrder.batchesPerEpoch(rowCount: trainingRowCount, batchSize: batchSize)
  }
}
