import Testing
import Training

/// Minibatches: a permutation for each epoch, cut into batches, without the last partial one.
@Suite struct BatchOrderTests {
  @Test(arguments: [(70, 16), (64, 16), (5, 2), (7, 7), (9, 1), (1, 1), (1000, 33)])
  func everyEpochIsAPermutationWithoutThePartialBatch(_ rowCount: Int, batchSize: Int) {
    let order = BatchOrder(rowCount: rowCount, batchSize: batchSize, seed: 5)
    #expect(order.batchSize == batchSize)
    #expect(order.batchesPerEpoch == rowCount / batchSize)
    for epoch in 0..<4 {
      let batches = (0..<order.batchesPerEpoch).map {
        order.rows(at: epoch * order.batchesPerEpoch + $0)
      }
      #expect(batches.allSatisfy { $0.count == batchSize })
      let rows = batches.joined()
      #expect(Set(rows).count == rowCount / batchSize * batchSize)
      #expect(rows.allSatisfy { (0..<rowCount).contains($0) })
    }
  }

  @Test(arguments: [5, 6, 1000])
  func batchLargerThanTheDataIsAllRows(_ batchSize: Int) {
    let order = BatchOrder(rowCount: 5, batchSize: batchSize, seed: 1)
    #expect(order.batchSize == 5)
    #expect(order.batchesPerEpoch == 1)
    for step in 0..<6 { #expect(order.rows(at: step).sorted() == [0, 1, 2, 3, 4]) }
  }

  /// A batch follows from seed, epoch and position alone, whatever was asked before.
  @Test func batchesDoNotDependOnHistory() {
    let everyStep = BatchOrder(rowCount: 70, batchSize: 16, seed: 8)
    let batches = (0..<20).map { everyStep.rows(at: $0) }
    for start in 0..<20 {
      let late = BatchOrder(rowCount: 70, batchSize: 16, seed: 8)
      #expect(late.rows(at: start) == batches[start])
      #expect(late.rows(at: 19) == batches[19])
    }
    let twice = BatchOrder(rowCount: 70, batchSize: 16, seed: 8)
    for step in 0..<20 {
      #expect(twice.rows(at: step) == batches[step])
      #expect(twice.rows(at: step) == batches[step])
    }
  }

  @Test func epochsAndSeedsDiffer() {
    func firstBatch(seed: UInt64, epoch: Int) -> [Int] {
      let order = BatchOrder(rowCount: 64, batchSize: 64, seed: seed)
      return order.rows(at: epoch)
    }
    let orders = (0..<3).flatMap { seed in
      (0..<3).map { firstBatch(seed: UInt64(seed), epoch: $0) }
    }
    #expect(Set(orders).count == 9)
  }

  /// Every row is as likely at each place: over 3000 epochs of 10 rows each count is near 300; the
  /// chi-square of 9 degrees of freedom stays below 27.9 in 99.9 % of cases.
  @Test(arguments: [0, 4, 9])
  func placesAreUniform(_ place: Int) {
    let order = BatchOrder(rowCount: 10, batchSize: 10, seed: 12)
    var counts = [Double](repeating: 0, count: 10)
    for epoch in 0..<3000 { counts[order.rows(at: epoch)[place]] += 1 }
    #expect(counts.reduce(0) { $0 + ($1 - 300) * ($1 - 300) / 300 } < 27.9)
  }
}
