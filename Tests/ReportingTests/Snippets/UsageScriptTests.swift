import Reporting
import Tabular
import TestSupport
import Testing
import Training

/// How a program to paste reads what we have read; that it runs, and trains alike, is what
/// scripts/reference/check_snippets.py shows.
struct UsageScriptTests {
  private static let setting = UsageSetting(
    training: TrainingSettings(model: .logistic, optimizer: .sgd), weightDecay: 0,
    learningRate: 0.1, budgetSteps: 100, trainingRows: 32, task: .classification(classes: 2))

  /// A table, and the lines that a program for it must have.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var header: String
    /// A row; i is its number, v a different decimal in each, and c a or b.
    var row: String
    var options = TableOptions()
    var lines: [String]
    var above = ""
    var below = ""
  }

  private static var categorical: TableOptions {
    TableOptions(target: "c", categorical: ["year"], rows: .count(30), seed: 7)
  }
  private static var missing: TableOptions {
    var options = TableOptions()
    options.missing = ["-9999"]
    options.notMissing = ["NA"]
    return options
  }
  private static var byGroup: TableOptions {
    var options = TableOptions(validation: .fraction(0.25))
    options.strategy = .byGroup("g")
    return options
  }
  private static var byTime: TableOptions {
    var options = TableOptions()
    options.strategy = .byTime("t")
    return options
  }

  static let cases = [
    Case(
      testDescription: "plain", header: "x,y", row: "v,c",
      lines: [
        "table = pd.read_csv(\"t.csv\")", "X = table.drop(columns=[\"y\"])",
        "y = labels.fit_transform(table[\"y\"])",
        "    X, y, test_size=0.2, random_state=seed, stratify=y)", "prepare = StandardScaler()",
        "seed = 0",
      ]),
    Case(
      testDescription: "semicolons and commas", header: "x;y", row: "v;c",
      options: TableOptions(decimalComma: true),
      lines: [
        "table = pd.read_csv(\"t.csv\", sep=\";\", decimal=\",\", thousands=\".\")"
      ]),
    Case(
      testDescription: "no header", header: "", row: "v,i,c",
      lines: [
        "table = pd.read_csv(\"t.csv\", header=None)",
        "table.columns = [f\"column_{i + 1}\" for i in range(table.shape[1])]",
        "X = table.drop(columns=[\"column_2\", \"column_3\"])",
      ]),
    Case(
      testDescription: "unnamed", header: ",x,y", row: "i,v,c",
      lines: [
        "X = table.drop(columns=table.columns[[0, 2]])", "y = labels.fit_transform(table[\"y\"])",
      ]),
    Case(
      testDescription: "repeated", header: "x,x,y", row: "v,v,c",
      lines: [
        "X = table.drop(columns=table.columns[[2]])",
        "y = labels.fit_transform(table[table.columns[2]])",
      ]),
    Case(
      testDescription: "lines around", header: "x,y", row: "v,c",
      lines: ["table = pd.read_csv(\"t.csv\", skiprows=2, nrows=40)"],
      above: "# one\n# two\n", below: "Source: us\n"),
    Case(
      testDescription: "names in a comment", header: "# x,y", row: "v,c",
      lines: ["table = pd.read_csv(\"t.csv\", header=None, skiprows=2, names=[\"x\", \"y\"])"],
      above: "# one\n"),
    Case(
      testDescription: "row names", header: "x,y", row: "i,v,c",
      lines: ["table = pd.read_csv(\"t.csv\", header=0, names=[\"column_1\", \"x\", \"y\"])"]),
    Case(
      testDescription: "spaces", header: "  x   y", row: " v   c",
      options: TableOptions(delimiter: " "),
      lines: ["table = pd.read_csv(\"t.csv\", sep=r\"\\s+\")"]),
    Case(
      testDescription: "blanks in front", header: "x, y", row: "v, c",
      lines: ["table = pd.read_csv(\"t.csv\", skipinitialspace=True)"]),
    Case(
      testDescription: "blanks behind", header: "x,y ", row: "v,c ",
      lines: [
        "table = pd.read_csv(\"t.csv\", dtype=str, keep_default_na=False)",
        "table.columns = table.columns.str.strip(\" \\t\")",
        "table = table.apply(lambda column: column.str.strip(\" \\t\"))",
        "table[numbers] = table[numbers].apply(pd.to_numeric)",
      ]),
    Case(
      testDescription: "codes and samples", header: "year,c,x", row: "i,c,v", options: categorical,
      lines: [
        "table = pd.read_csv(\"t.csv\", dtype={\"year\": str})",
        "table = table.sample(n=30, random_state=seed)", "seed = 7",
        "    (levels, make_column_selector(dtype_exclude=\"number\")))",
      ]),
    Case(
      testDescription: "a missing number and a name", header: "x,k,y", row: "v,N,c",
      options: missing,
      lines: [
        "table = pd.read_csv(\"t.csv\", na_values=[\"\", \"-9999\"], keep_default_na=False)",
        "numbers = StandardScaler()",
      ]),
    Case(
      testDescription: "prices", header: "p,y", row: "$v,c",
      lines: [
        "table = pd.read_csv(\"t.csv\", converters={\"p\": lambda text: number(text, r\"\\$|$\")})",
        "def number(text, beside=\"\", mark=\".\"):",
      ]),
    Case(
      testDescription: "groups", header: "g,x,y", row: "G,v,c", options: byGroup,
      lines: [
        "groups = GroupShuffleSplit(1, test_size=0.25, random_state=seed)",
        "train, val = next(groups.split(X, y, table[\"g\"]))",
        "X = table.drop(columns=[\"g\", \"y\"])",
      ]),
    Case(
      testDescription: "times", header: "t,x,y", row: "i,v,c", options: byTime,
      lines: ["val = (table[\"t\"] >= 32).to_numpy()"]),
  ]

  private static func table(_ wanted: Case) -> String {
    let rows = (0..<40).map { index in
      let value = wanted.header.contains(";") ? "\(index % 7),\(index)5" : "\(index % 7).\(index)5"
      return wanted.row.map { letter in
        switch letter {
        case "i": "\(index)"
        case "v": value
        case "c": index % 3 == 0 ? "b" : "a"
        case "G": "\(index / 5)"
        case "N": index % 2 == 0 ? "NA" : "k"
        default: String(letter)
        }
      }.joined() + "\n"
    }.joined()
    return wanted.above + (wanted.header.isEmpty ? "" : wanted.header + "\n") + rows + wanted.below
  }

  @Test(arguments: cases) func readsAsWeDid(_ wanted: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.table(wanted), to: "t.csv").path
    let dataset = try Dataset.load(path: path, options: wanted.options)
    let script = try #require(
      UsageScript(Self.setting, dataset: dataset, frameworks: [.pytorch]))
    let lines = script.lines.map { $0.replacing(path, with: "t.csv") }
    let joined = script.text.replacing(path, with: "t.csv").replacing("(\n    ", with: "(")
      .replacing(",\n    ", with: ", ")
    for line in wanted.lines {
      #expect(lines.contains(line) || joined.contains(line), "\(line) in\n\(joined)")
    }
    #expect(UsageScript.isScript(Array(script.text.utf8)[...]))
    #expect(script.lines.count { $0.hasPrefix("learning_rate = ") } == 1)
  }

  /// A class with a single row cannot be parted, and the others still are.
  @Test func loneClassIsTrainedOn() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 % 7).\($0),\($0 == 3 ? "lone" : $0 % 2 == 0 ? "a" : "b")\n" }
    let path = try folder.write("x,y\n" + rows.joined(), to: "t.csv").path
    let script = try #require(
      try UsageScript(
        Self.setting, dataset: Dataset.load(path: path), frameworks: [.scikitLearn]))
    #expect(script.text.contains("held = X.groupby(y).sample(frac=0.2, random_state=seed).index\n"))
    #expect(!script.text.contains("train_test_split"))
  }

  /// What a name may hold stays within its quotes, and nothing of it acts on a terminal.
  @Test func namesAreEscaped() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 % 7).\($0),\($0 % 2 == 0 ? "a" : "b")\n" }
    let path = try folder.write("x,\"y\"\"\\\u{1B}[2m\u{202E}\"\n" + rows.joined(), to: "t.csv")
      .path
    let script = try #require(
      try UsageScript(Self.setting, dataset: Dataset.load(path: path), frameworks: [.pytorch]))
    #expect(script.text.contains(#"table["y\"\\\x1b[2m\u202e"]"#), "\(script.text)")
    #expect(!script.lines.contains { !$0.isShownAsItIs })
  }

  /// Without an equivalent there is nothing to run, and the file says so.
  @Test func nothingToTrain() throws {
    var setting = Self.setting
    setting.training.clipNorm = 1
    let script = try #require(
      try UsageScript(
        setting, dataset: BundledDataset.load("iris"), frameworks: [.scikitLearn]))
    #expect(script.lines.allSatisfy { $0.isEmpty || $0.hasPrefix("#") })
    #expect(script.text.contains("cannot clip gradients"))
  }
}
