import Tabular
import TestSupport
import Testing

/// Folds of shuffled rows; those by time and by group are in `SplitByColumnTests`.
@Suite struct FoldTests {
  private func folds(
    _ text: String, _ count: Int = 5, at indices: Range<Int>? = nil, seed: UInt64 = 0,
    strategy: SplitStrategy = .shuffled
  ) throws -> [Dataset] {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", text)
    var options = TableOptions(seed: seed)
    options.strategy = strategy
    return try ReadTable(path: path, options: options).folds(count, at: indices)
  }

  private func table(_ classes: [String]) -> String {
    "x,class\n" + classes.enumerated().map { "\($0 * $0),\($1)\n" }.joined()
  }

  private func counts(_ classes: some Sequence<Int32>) -> [Int32: Int] {
    classes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test func `each row is held back once, in the shares of the classes`() throws {
    let classes = (0..<103).map { $0 % 10 == 0 ? "c" : $0 % 10 < 4 ? "b" : "a" }
    for seed in 0..<5 as Range<UInt64> {
      let folds = try folds(table(classes), seed: seed)
      #expect(folds.map(\.validationRowCount).sorted() == [20, 20, 21, 21, 21])
      // 60 a, 32 b, 11 c.
      var held: [Int32: Int] = [:]
      for fold in folds {
        #expect(fold.features.rowCount == 103)
        let own = counts(fold.classes[fold.trainingRowCount...])
        #expect(own[0] == 12 && [6, 7].contains(own[1]) && [2, 3].contains(own[2]))
        held.merge(own, uniquingKeysWith: +)
      }
      #expect(held == [0: 60, 1: 32, 2: 11])
    }
  }

  @Test(arguments: [2, 3, 4, 5, 10]) func `the first is the ordinary split`(count: Int) throws {
    let text = table((0..<97).map { $0 % 3 == 0 ? "b" : "a" })
    let folds = try folds(text, count, seed: 4)
    let ordinary = try load(
      text, TableOptions(validation: .fraction(1 / Double(count)), seed: 4))
    #expect(folds[0].rows == ordinary.rows && folds[0].classes == ordinary.classes)
    #expect(folds[0].trainingRowCount == ordinary.trainingRowCount)
    #expect(Set(folds.map(\.rows)).count == count)
  }

  @Test func `a class with few rows is trained on in every fold`() throws {
    let classes = (0..<60).map { $0 < 4 ? "rare" : $0 < 9 ? "just" : $0 % 2 == 0 ? "a" : "b" }
    let folds = try folds(table(classes))
    for fold in folds {
      let names = fold.classes[fold.trainingRowCount...].map { fold.classNames[Int($0)] }
      #expect(!names.contains("rare") && names.count { $0 == "just" } == 1)
      #expect(
        fold.report.notes == [
          "one class has fewer rows than there are folds, and all are trained on in each"
        ])
    }
    #expect(folds.map(\.validationRowCount).sorted() == [11, 11, 11, 11, 12])
  }

  @Test func `targets are spread over the folds by their rank`() throws {
    let text = "x,y\n" + (0..<52).map { "\($0 * $0),\($0 * 17 % 52).5\n" }.joined()
    let folds = try folds(text, seed: 2)
    #expect(folds.map(\.validationRowCount).sorted() == [10, 10, 10, 11, 11])
    for fold in folds {
      let held = fold.originalValues[fold.trainingRowCount...].map { Int($0) / 5 }.sorted()
      // One of each five that follow one another.
      #expect(held == Array(0..<10) || held == Array(0..<11))
    }
    let all = folds.flatMap { $0.originalValues[$0.trainingRowCount...].map { Int($0) } }
    #expect(all.sorted() == Array(0..<52))
    #expect(try self.folds(text, seed: 3)[0].rows != folds[0].rows)
    #expect(try self.folds(text, seed: 2).map(\.rows) == folds.map(\.rows))
  }

  @Test func `a repetition holds back each row once more, in other folds`() throws {
    let classes = table((0..<97).map { $0 % 3 == 0 ? "b" : "a" })
    let numbers = "x,y\n" + (0..<97).map { "\($0 * $0),\($0 * 17 % 97).5\n" }.joined()
    let groups =
      "who,x,y\n" + (0..<97).map { "g\($0 % 12),\($0 * $0),\($0 * 17 % 97).5\n" }.joined()
    for (text, strategy) in [
      (classes, SplitStrategy.shuffled), (numbers, .shuffled), (groups, .byGroup("who")),
    ] {
      let all = try folds(text, at: 0..<15, seed: 3, strategy: strategy)
      for repetition in 0..<3 {
        let held = all[repetition * 5..<repetition * 5 + 5].flatMap { fold in
          // x ascends with the line, also when it is standardized.
          let ascending = fold.rows.map { $0[0] }.sorted()
          return fold.rows[fold.trainingRowCount...].map { ascending.firstIndex(of: $0[0]) }
        }
        #expect(held.count == 97 && Set(held).count == 97)
      }
      #expect(Set(all.map(\.rows)).count == 15)
      #expect(
        try folds(text, at: 5..<7, seed: 3, strategy: strategy).map(\.rows)
          == all[5..<7].map(\.rows))
    }
  }

  @Test func `rows in the order of time, and those of a file, are cut in one way only`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "t.csv", "t,x,y\n" + (0..<40).map { "\($0),\($0 * $0),\($0 % 7).5\n" }.joined())
    func hasRepetitions(_ options: TableOptions) throws -> Bool {
      try ReadTable(path: path, options: options).hasRepetitions
    }
    var byTime = TableOptions()
    byTime.strategy = .byTime("t")
    #expect(try hasRepetitions(TableOptions()) && !hasRepetitions(byTime))
    #expect(try !hasRepetitions(TableOptions(validation: .file(path))))
  }

  @Test func `too few rows, or a file of them, make no folds`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", "x,y\n1,2.5\n2,3.5\n3,1.5\n")
    let read = try ReadTable(path: path, options: TableOptions())
    #expect(throws: DataError.self) { try read.folds(5) }
    let file = try ReadTable(path: path, options: TableOptions(validation: .file(path)))
    let error = #expect(throws: DataError.self) { try file.fold(0, of: 2) }
    #expect(error?.kind == .usage)
  }
}
