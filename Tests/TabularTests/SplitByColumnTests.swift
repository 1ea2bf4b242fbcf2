import Tabular
import TestSupport
import Testing

/// Splits by the times or groups that a column says.
@Suite struct SplitByColumnTests {
  /// Rows that are numbered in `x`; the times are shuffled, so that the file's order says nothing.
  private func table(_ times: [String]) -> String {
    "when,x,y\n"
      + times.enumerated().map { "\($1),\($0),\(Double($0 * $0 % 31) + 0.5)\n" }.joined()
  }

  private func options(
    _ strategy: SplitStrategy, _ validation: TableOptions.Validation = .usual, seed: UInt64 = 0
  ) -> TableOptions {
    var options = TableOptions(validation: validation, seed: seed)
    options.strategy = strategy
    return options
  }

  /// The numbers of the rows that are trained on and of those that are held back; `x` is the only
  /// feature.
  private func parts(_ data: Dataset, rows: Int) -> (training: [Int], held: [Int]) {
    let values = data.rows.map { $0[0] }
    // Standardised with the training rows' moments: the steps between neighbours stay equal.
    let sorted = values.sorted()
    let numbers = values.map { value in sorted.firstIndex(of: value) ?? -1 }
    return (
      numbers[..<data.trainingRowCount].sorted(), numbers[data.trainingRowCount...].sorted()
    )
  }

  /// The dates of 2023, written in a form.
  private func dates(_ form: (_ month: String, _ day: String) -> String, count: Int = 50)
    -> [String]
  {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (0..<count).map { row in
      let place = row * 7 % count
      return form(two(place / 28 + 1), two(place % 28 + 1))
    }
  }

  private static let forms: [@Sendable (String, String) -> String] = [
    { "2023-\($0)-\($1)" }, { "2023/\($0)/\($1)" }, { "2023-\($0)-\($1)T12:30:00Z" },
    { "2023-\($0)-\($1) 00:00:00.125" }, { "\($1).\($0).2023" }, { "\($1)/\($0)/2023" },
    { "\($0)/\($1)/2023" }, { "\($0)-\($1)-23" }, { "2023\($0)\($1)" }, { "2023\($0)\($1)T0930" },
    { "\($1)-\($0 == "01" ? "Jan" : "feb")-23" },
    { "\($0 == "01" ? "January" : "Feb.") \($1)th 2023 9:30 PM" },
    { "Wed \($0 == "01" ? "Jan" : "Feb") \($1) 20:19:24 +0000 2023" }, { "0.\($0)\($1)" },
    { "1700000000000\($0)\($1)" },
  ]

  @Test(arguments: forms.indices) func `the newest rows are held back, however times are written`(
    form: Int
  ) throws {
    let times = dates(Self.forms[form])
    let data = try load(table(times), options(.byTime("when")))
    let newest = (0..<50).filter { $0 * 7 % 50 >= 40 }
    #expect(parts(data, rows: 50).held == newest, "\(times[0])")
    #expect(data.use("when") == .dropped(.splitTime))
    let again = try load(table(times), options(.byTime("when"), seed: 3))
    #expect(parts(again, rows: 50).held == newest && again.rows != data.rows)
  }

  /// Offsets, leap days, centuries and halves of a day are of the order's account.
  @Test func `times are put in order by what they mean`() throws {
    let times = [
      "1969-12-31 23:59:59.5", "1900-03-01", "2000-02-29 11:00 PM", "2000-03-01 00:00",
      "2000-02-29 12:10 am", "0099-01-01", "2024-02-29",
    ]
    let order = [5, 1, 0, 4, 2, 3, 6]
    for held in 1...5 {
      let data = try load(
        table(times), options(.byTime("when"), .fraction(Double(held) / Double(times.count))))
      #expect(parts(data, rows: 7).held == order.suffix(held).sorted())
    }
    let zones = ["2024-01-01T10:00+02:00", "2024-01-01T08:30Z", "2024-01-01 03:10-0500"]
    let data = try load(table(zones), options(.byTime("when"), .fraction(1 / 3)))
    #expect(parts(data, rows: 3).held == [1])
  }

  @Test func `rows of one time stay together`() throws {
    // Five times of 4, 4, 4, 2 and 6 rows: a fifth of twenty would part the last six.
    let times = (0..<20).map { "\($0 < 4 ? 1 : $0 < 8 ? 2 : $0 < 12 ? 3 : $0 < 14 ? 4 : 5)" }
    func held(_ share: Double) throws -> Int {
      try load(table(times), options(.byTime("when"), .fraction(share))).validationRowCount
    }
    #expect(try held(0.05) == 6 && held(0.2) == 6 && held(0.3) == 6)
    // Seven lies between 6 and 8: the later border, as fewer are held back.
    #expect(try held(0.35) == 6)
    #expect(try held(0.4) == 8 && held(0.45) == 8 && held(0.55) == 12 && held(0.95) == 16)
    let report = try load(table(times), options(.byTime("when"))).report
    #expect(report.split == .byTime(column: "when", from: "5", before: nil))
  }

  @Test func `splits of a search step back, and see nothing of later`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", table((0..<100).map { "\($0)" }))
    let read = try ReadTable(path: path, options: options(.byTime("when")))
    let splits = try (0..<3).map { try read.dataset(split: $0, of: 3, share: 0.4) }
    #expect(splits.map(\.trainingRowCount) == [60, 50, 40])
    #expect(splits.map(\.validationRowCount) == [40, 40, 40])
    for data in splits {
      let found = parts(data, rows: 100)
      #expect(found.training == Array(0..<data.trainingRowCount))
    }
    // Two times have one border.
    let two = try folder.file("two.csv", table((0..<100).map { $0 < 50 ? "1" : "2" }))
    let few = try ReadTable(path: two, options: options(.byTime("when")))
    #expect(try few.dataset(split: 2, of: 3, share: 0.2).trainingRowCount == 50)
  }

  @Test func `folds by time are forward blocks`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", table((0..<60).map { "\($0)" }))
    let folds = try ReadTable(path: path, options: options(.byTime("when"))).folds()
    #expect(folds.map(\.trainingRowCount) == [50, 40, 30, 20, 10])
    #expect(folds.map(\.validationRowCount) == [10, 10, 10, 10, 10])
    let ordinary = try load(
      table((0..<60).map { "\($0)" }), options(.byTime("when"), .fraction(1 / 6)))
    #expect(folds[0].rows == ordinary.rows)
    // Most rows of one time: the borders stay apart.
    let crowded = try folder.file(
      "c.csv", table((0..<60).map { $0 < 4 ? "\($0)" : $0 < 58 ? "5" : "\($0)" }))
    let read = try ReadTable(path: crowded, options: options(.byTime("when")))
    let counts = try read.folds(5).map(\.trainingRowCount)
    #expect(counts == [59, 58, 4, 3, 2])
    let six = try ReadTable(path: crowded, options: options(.byTime("when")))
    #expect(throws: DataError.self) { try six.folds(7) }
  }

  private func groupTable(_ groups: [String]) -> String {
    "group,x,y\n"
      + groups.enumerated().map { "\($1),\($0),\(Double($0 * $0 % 31) + 0.5)\n" }.joined()
  }

  @Test func `whole groups are held back, about as many rows as asked for`() throws {
    let groups = (0..<200).map { "patient \($0 * 17 % 20)" }
    var held: Set<Set<String>> = []
    for seed in 0..<10 as Range<UInt64> {
      let data = try load(groupTable(groups), options(.byGroup("group"), seed: seed))
      let found = parts(data, rows: 200)
      #expect(found.held.count == 40)
      let names = Set(found.held.map { groups[$0] })
      #expect(names.isDisjoint(with: found.training.map { groups[$0] }))
      #expect(data.report.split == .byGroup(column: "group", groups: 20, heldBack: 4))
      #expect(data.use("group") == .dropped(.splitGroup))
      held.insert(names)
    }
    #expect(held.count > 5)
  }

  /// One group with most of the rows cannot be held back for a fifth of them.
  @Test func `groups of very different sizes`() throws {
    let groups = (0..<100).map { $0 < 70 ? "big" : "\($0 / 10)" }
    for seed in 0..<5 as Range<UInt64> {
      let data = try load(groupTable(groups), options(.byGroup("group"), seed: seed))
      #expect(data.validationRowCount == 20)
    }
    let two = (0..<100).map { $0 < 70 ? "big" : "small" }
    #expect(try load(groupTable(two), options(.byGroup("group"))).validationRowCount == 30)
  }

  @Test func `groups are dealt out to folds`() throws {
    let folder = try TemporaryFolder()
    let groups = (0..<200).map { "\($0 * 17 % 20)" }
    let path = try folder.file("t.csv", groupTable(groups))
    let folds = try ReadTable(path: path, options: options(.byGroup("group"))).folds()
    #expect(folds.map(\.validationRowCount) == [40, 40, 40, 40, 40])
    #expect(folds.flatMap { parts($0, rows: 200).held }.sorted() == Array(0..<200))
    for fold in folds {
      let found = parts(fold, rows: 200)
      #expect(
        Set(found.held.map { groups[$0] }).isDisjoint(with: found.training.map { groups[$0] }))
    }
    let ordinary = try load(groupTable(groups), options(.byGroup("group")))
    #expect(
      folds[0].rows == ordinary.rows && folds[0].trainingRowCount == ordinary.trainingRowCount)
    let uneven = try folder.file(
      "u.csv", groupTable((0..<60).map { $0 < 40 ? "big" : "\($0 / 5)" }))
    let parted = try ReadTable(path: uneven, options: options(.byGroup("group"))).folds()
    #expect(parted.map(\.validationRowCount).sorted() == [5, 5, 5, 5, 40])
  }

  /// More texts than a column records, and numbers that single precision does not tell apart.
  @Test func `any number of distinct values`() throws {
    let count = 6000
    let texts = (0..<count).map { "user-\($0 / 2)" }
    let data = try load(groupTable(texts), options(.byGroup("group")))
    #expect(data.report.split == .byGroup(column: "group", groups: 3000, heldBack: 600))
    let numbers = (0..<count).map { "\(9_007_199_254_740_993 + $0)" }
    let late = try load(table(numbers), options(.byTime("when")))
    #expect(parts(late, rows: count).held == Array(4800..<6000))
    #expect(late.report.split == .byTime(column: "when", from: "9007199254745793", before: nil))
  }

  @Test func `a declared column stays a feature`() throws {
    var named = options(.byTime("when"))
    named.numeric = ["when"]
    let data = try load(table((0..<50).map { "\($0)" }), named)
    #expect(data.featureNames == ["when"] && data.validationRowCount == 10)
    var group = options(.byGroup("group"))
    group.categorical = ["group"]
    let kept = try load(groupTable((0..<50).map { "g\($0 % 10)" }), group)
    // The levels that are trained on; `x` only counts the rows.
    #expect(kept.featureNames.count == 8)
  }

  @Test(arguments: [
    ("2024-01-01,,2024-01-03", "has no value, where --split-by-time needs the time of every row"),
    ("2024-01-01,soon,2024-01-03", "'soon' is no time that rows can be ordered by"),
    ("2024-01-01,2024-02-30,2024-01-03", "'2024-02-30' is no time that rows can be ordered by"),
    (
      "2024-01-01,31.01.2024,2024-01-03", "'31.01.2024' is written in another way than '2024-01-01'"
    ),
    ("2024,2024-02-01,2025", "'2024-02-01' is written in another way than '2024'"),
    ("01/02/2024,02/03/2024,03/04/2024", "times such as '01/02/2024' may be meant in several ways"),
    ("2024-01-01T10:00Z,2024-01-01 11:00,2024-01-03", "some times name their zone and some do not"),
    ("5,5,5", "the column 'when' has one time, where a split needs at least 2"),
  ])
  func `times that say no order are refused`(times: String, message: String) throws {
    let text = table(times.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    let error = #expect(throws: DataError.self) {
      try load(text, options(.byTime("when")))
    }
    #expect(
      error?.kind == .unusableData && error?.description.contains(message) == true,
      "\(error?.description ?? "")")
  }

  @Test func `what cannot be split by is refused`() throws {
    let text = groupTable((0..<30).map { "g\($0 % 5)" })
    func error(_ options: TableOptions, _ text: String) -> DataError? {
      #expect(throws: DataError.self) { try load(text, options) }
    }
    let unknown = error(options(.byGroup("groop")), text)
    #expect(unknown?.kind == .usage && unknown?.remedy == "did you mean 'group'?")
    #expect(error(options(.byGroup("y")), text)?.kind == .usage)
    #expect(error(options(.byTime("x"), .file("v.csv")), text)?.kind == .usage)
    let one = error(options(.byGroup("group")), groupTable((0..<30).map { _ in "g" }))
    #expect(one?.problem == "the column 'group' has one group, where a split needs at least 2")
    let missing = error(options(.byGroup("group")), text + ",1,2\n")
    #expect(missing?.line == 32 && missing?.kind == .unusableData)
    // All rows of the past are of one class.
    let classes =
      "when,x,y\n" + (0..<50).map { "\($0),\($0 * $0),\($0 < 45 ? "a" : "b")\n" }.joined()
    #expect(
      error(options(.byTime("when")), classes)?.problem
        == "all rows to train on have the same class")
  }
}
