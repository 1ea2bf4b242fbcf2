import Tabular
import Testing

@Suite struct SearchSplitTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.file("t.csv", "x,y\n" + (0..<100).map { "\($0 * $0),\($0).5\n" }.joined())
  }

  private func splits(_ options: TableOptions, count: Int) throws -> (Dataset, [Dataset]) {
    let data = try Dataset.load(path: path, options: options)
    return (data, try data.splits(of: path, options: options, count: count, share: 0.4))
  }

  @Test func `a search holds back its own share where the user named none`() throws {
    let (data, splits) = try splits(TableOptions(), count: 3)
    #expect(data.validationRowCount == 20)
    #expect(splits.map(\.validationRowCount) == [40, 40, 40])
    #expect(Set(splits.map(\.rows)).count == 3, "each holds back other rows")
  }

  @Test func `the user's own share stands, and the first split is the table itself`() throws {
    let (data, splits) = try splits(TableOptions(validation: .fraction(0.2)), count: 2)
    #expect(splits.map(\.validationRowCount) == [20, 20])
    #expect(splits[0] === data && splits[1].rows != data.rows)
  }

  @Test func `a file of validation rows leaves one split`() throws {
    let held = try folder.file("held.csv", "x,y\n1,2.5\n")
    let (data, splits) = try splits(TableOptions(validation: .file(held)), count: 3)
    #expect(splits.count == 1 && splits[0] === data)
  }
}
