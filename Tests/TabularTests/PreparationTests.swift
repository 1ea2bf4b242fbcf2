import Tabular
import TestSupport
import Testing

@Suite struct PreparationTests {
  /// The rows are trained on in random order, so compare them as sets.
  private func sorted(_ rows: [[Float]].SubSequence) -> [[Float]] {
    rows.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Training rows from one file, validation rows from another, so that all is known by hand.
  private func load(training: String, validation: String) throws -> Dataset {
    let folder = try TemporaryFolder()
    let held = try folder.file("held.csv", validation)
    return try Dataset.load(
      path: try folder.file("train.csv", training),
      options: TableOptions(validation: .file(held)))
  }

  /// From half of either part on; a row with another target is another row.
  @Test func repeatedRowsAreTold() throws {
    let training = "x,y\n1,a\n2,b\n3,a\n4,b\n"
    for (held, told) in [
      ("1,a\n2,b\n4,b\n", "all 3 validation rows are training rows too"),
      ("1,a\n5,b\n", "1 of the 2 validation rows are training rows too"),
      ("1,a\n2,b\n5,b\n6,a\n7,b\n8,a\n", "2 of the 6 validation rows are training rows too"),
      ("1,a\n1,b\n5,a\n", nil), ("4,b\n5,b\n6,b\n", nil),
    ] {
      let notes = try load(training: training, validation: "x,y\n" + held).report.notes
      #expect(notes.contains { $0.contains("training rows too") } == (told != nil), "\(held)")
      #expect(told == nil || notes.contains { $0.hasPrefix(told ?? "") }, "\(notes)")
    }
  }

  @Test func standardisedByHand() throws {
    // x of training: 2, 4, 4, 6 and one missing: mean 4, population deviation sqrt(8 / 4) = √2.
    // (2 − 4) / √2 = −√2, (4 − 4) / √2 = 0, (6 − 4) / √2 = √2; missing: 0.
    // Validation: (5 − 4) / √2 = √½.
    let data = try load(
      training: "x,y\n2,10.5\n4,20.5\n4,20.5\n6,30.5\n,20.5\n", validation: "x,y\n5,40.5\n")
    let root = Float(2).squareRoot()
    let rows = data.rows
    #expect(data.trainingRowCount == 5)
    #expect(data.validationRowCount == 1)
    #expect(sorted(rows[..<5]) == [[-root], [0], [0], [0], [root]])
    #expect(rows[5] == [1 / root])
    // y: mean 20.5, deviation sqrt(200 / 5) = √40; validation: (40.5 − 20.5) / √40.
    guard case .values(let values, let mean, let scale) = data.targets else {
      Issue.record("a regression is expected")
      return
    }
    #expect(abs(mean - 20.5) < 1e-12)
    #expect(abs(scale - 40.0.squareRoot()) < 1e-12)
    #expect(abs(values[5] - Float(20 / 40.0.squareRoot())) < 1e-6)
    #expect(abs(values[..<5].reduce(0, +)) < 1e-6)
  }

  @Test func oneHotByHand() throws {
    // Levels of training: blue, red and missing, in byte order, missing last; green is unseen.
    let data = try load(
      training: "c,class\nred,0\nblue,1\n,0\nred,1\n", validation: "c,class\ngreen,0\n?,1\n")
    #expect(data.featureNames == ["c=blue", "c=red", "c=(missing)"])
    #expect(data.use("c") == .categorical(levels: 3))
    #expect(sorted(data.rows[..<4]) == [[0, 0, 1], [0, 1, 0], [0, 1, 0], [1, 0, 0]])
    #expect(sorted(data.rows[4...]) == [[0, 0, 0], [0, 0, 1]])
  }

  @Test func mixedColumnsKeepTheirOrder() throws {
    let data = try load(
      training: "c,x,d,class\nu,1,10,a\nv,3,2,b\nu,1,10,a\nv,3,2,b\n",
      validation: "d,class,x,c\n10,b,5,v\n")
    #expect(data.featureNames == ["c=u", "c=v", "x", "d"])
    #expect(
      sorted(data.rows[..<4]) == [[0, 1, 1, -1], [0, 1, 1, -1], [1, 0, -1, 1], [1, 0, -1, 1]])
    // The validation file's columns stand in another order.
    #expect(data.rows[4] == [0, 1, 3, 1])
    #expect(data.classes[4] == 1)
  }

  @Test func constantOnTheTrainingPart() throws {
    let data = try load(
      training: "c,x,k,class\n1,1,u,0\n1,2,u,1\n1,4,u,0\n", validation: "c,x,k,class\n5,1,v,1\n")
    #expect(data.featureNames == ["x"])
    #expect(data.use("c") == .dropped(.constant))
  }

  @Test func largeMeansKeepTheDeviation() throws {
    // 1e9 + {0, 1, 2, 3}: mean 1e9 + 1.5, variance 1.25.
    let rows = (0..<400).map { "\(1_000_000_000 + $0 * 7 % 4),\($0 % 2)\n" }.joined()
    let data = try load(training: "x,class\n" + rows, validation: "x,class\n1000000009,0\n")
    let expected = (9 - 1.5) / 1.25.squareRoot()
    #expect(abs(Double(data.rows[400][0]) - expected) < 1e-6)
  }

  @Test(arguments: [
    ("x,class\n1,0\n", "1: the column 'z' of the training file is missing; "),
    ("x,z,q,class\n1,2,3,0\n", "1: column 3 'q': the training file %t has no such column; "),
    ("x,z,class\n1,u,0\n", "2: column 2 'z': 'u' is not a number; "),
    ("x,z,class\n", " holds a header and no rows; "),
  ])
  func badValidationFile(_ text: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    let held = try folder.file("held.csv", text)
    let path = try folder.file("t.csv", "x,z,class\n1,5,0\n3,6,1\n2,9,0\n4,4,1\n")
    let error = try #require(throws: DataError.self) {
      try Dataset.load(path: path, options: TableOptions(validation: .file(held)))
    }
    #expect(error.description.hasPrefix("\(held):" + message.replacing("%t", with: path)))
    #expect(error.kind == .unusableData)
  }

  @Test func unseenClass() throws {
    let error = try #require(throws: DataError.self) {
      try load(
        training: "x,class\n1,a\n2,b\n3,a\n4,b\n", validation: "x,class\n1,c\n")
    }
    #expect(error.problem.contains("the validation file has the class 'c'"))
  }
}
