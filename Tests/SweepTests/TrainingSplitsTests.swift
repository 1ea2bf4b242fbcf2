import Running
import Synchronization
import Tabular
import TestSupport
import Testing

/// Folds that are prepared when they are needed.
@Suite struct TrainingSplitsTests {
  private static let tables = (0..<6).map {
    Dataset.noise(rows: 40 + 5 * $0, features: 3)
  }

  /// Two folds are at hand, or as many as are small.
  @Test(arguments: [(mostBytes: 0, prepared: [0, 1, 2, 1]), (.max, [0, 1, 2])])
  func `few folds are kept, and what was dropped is prepared again`(
    mostBytes: Int, prepared: [Int]
  ) throws {
    let asked = Mutex([Int]())
    let shelf = FoldShelf(mostBytes: mostBytes) { index throws(DataError) in
      asked.withLock { $0.append(index) }
      return Self.tables[index]
    }
    for index in [0, 1, 0, 2, 0, 1, 1, 0] {
      #expect(try shelf.fold(index) === Self.tables[index])
    }
    #expect(asked.withLock { $0 } == prepared)
  }

  @Test func `a fold's shape is known without its rows`() throws {
    let splits = try TrainingSplits(Self.tables[0], folds: 6) { index throws(DataError) in
      Self.tables[index]
    }
    #expect(splits.folds[0] == .ordinary, "the first is the ordinary split")
    for (fold, table) in zip(splits.folds, Self.tables) {
      let shape = splits.shape(of: fold)
      #expect(shape.trainingRowCount == table.trainingRowCount)
      #expect(shape.validationRowCount == table.validationRowCount)
      #expect(shape.outputCount == 2 && shape.targetScale == nil)
      #expect(splits[fold] === table)
    }
  }

  /// What cannot be drawn again stands as it was; what the machine did wrong is no reason to go on.
  @Test func `a further drawing may fail by what the rows are alone`() throws {
    func splits(_ kind: DataError.Kind) throws -> TrainingSplits {
      try TrainingSplits(Self.tables[0], folds: 2, repetitions: 3) { index throws(DataError) in
        guard index < 5 else { throw DataError(kind, "no fold \(index)", remedy: "") }
        return Self.tables[index]
      }
    }
    let drawn = try splits(.unusableData)
    #expect(drawn.folds.map(\.index) == [0, 1, 2, 3] && drawn.repetitions == 2)
    #expect(throws: DataError.self) { try splits(.inputOutput) }
  }
}
