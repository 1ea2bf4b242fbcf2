import Foundation
import TestSupport
import Testing

/// A wrong command or table, and how the program ends.
struct BadInput: CustomTestStringConvertible, Sendable {
  var name: String
  /// The table, `data.csv` in the program's folder; nil for none.
  var table: Data?
  var arguments: [String]
  var status: Int32
  /// What the one line on standard error says.
  var message: String

  var testDescription: String { name }

  init(
    _ name: String, _ table: String?, _ arguments: [String] = [], status: Int32 = 65,
    says message: String
  ) {
    self.init(name, bytes: table.map { Data($0.utf8) }, arguments, status: status, says: message)
  }

  init(
    _ name: String, bytes table: Data?, _ arguments: [String] = [], status: Int32 = 65,
    says message: String
  ) {
    self.name = name
    self.table = table
    self.arguments = arguments
    self.status = status
    self.message = message
  }

  /// Forty rows of two numbers and two classes.
  static let good =
    "a,b,class\n"
    + (0..<40).map { "\($0 * 7 % 11).5,\($0 * 5 % 13),\($0 % 2 == 0 ? "u" : "v")\n" }
    .joined()

  static let tables: [BadInput] = [
    .init("a missing file", nil, status: 66, says: "data.csv: there is no such file"),
    .init("an empty file", "", says: "data.csv: is empty"),
    .init("blank lines", "\n\n", says: "data.csv: is empty"),
    .init("only a header", "a,b,class\n", says: "holds a header and no rows"),
    .init("a short row", good + "1,2\n", says: "data.csv:42: the row has 2 fields"),
    .init("a long row", good + "1,2,u,4\n", says: "data.csv:42: the row has more than 3 fields"),
    .init(
      "an unclosed quote", good + "1,2,\"u\n", says: "data.csv:42: column 3 'class': the quote"),
    .init("text behind a quote", good + "1,2,\"u\"x\n", says: "text follows the closing quote"),
    .init("two rows", "a,b,class\n1,2,u\n3,4,v\n", says: "2 rows are too few to split"),
    .init(
      "an unknown encoding", bytes: Data(good.utf8) + Data([0x31, 0x2C, 0x32, 0x2C, 0x81, 0x0A]),
      says: "UTF-8"),
    .init("half of UTF-16", bytes: Data([0xFF, 0xFE, 0x61, 0, 0x2C]), says: "utf-16"),
    .init("a binary file", bytes: Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2]), says: "data.csv"),
    .init("a workbook", bytes: Data([0x50, 0x4B, 3, 4, 20, 0, 6, 0]), says: "data.csv"),
    .init(
      "a damaged gzip", bytes: Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF]),
      says: "data.csv"),
    .init("an infinite number", good + "inf,2,u\n", says: "data.csv:42: column 1 'a'"),
    .init("a number beyond float", good + "1e300,2,u\n", says: "data.csv:42: column 1 'a'"),
    .init("one class only", good.replacingOccurrences(of: "v\n", with: "u\n"), says: "class"),
    .init("one column", "a\n1\n2\n3\n4\n", says: "data.csv"),
    .init(
      "text in a column declared numeric", good + "x,2,u\n", ["--numeric", "a"],
      says: "data.csv:42: column 1 'a'"),
    .init(
      "a text target for regression", good, ["--task", "regression"], says: "column 3 'class'"),
    .init(
      "ten thousand classes",
      "a,class\n" + (0..<10_000).map { "\($0 % 97).5,k\($0)\n" }.joined(), says: "column 2 'class'"),
    .init(
      "an identifier as target", "id,a\n" + (1...40).map { "\($0),\($0 * 7 % 11).5\n" }.joined(),
      ["--target", "id"], says: "column 1 'id'"),
    .init(
      "every feature dropped", good, ["--drop", "a", "--drop", "b"], says: "data.csv"),
  ]

  static let options: [BadInput] = [
    .init("no such column", good, ["--target", "clas"], status: 64, says: "did you mean 'class'?"),
    .init("no such number", good, ["--target", "9"], status: 64, says: "there is no column 9"),
    .init("the target dropped", good, ["--drop", "class"], status: 64, says: "column 3 'class'"),
    .init(
      "a rate of -1", good, ["--min-lr", "-1"], status: 64,
      says: "--min-lr: '-1' is not a number from 1e-30 to 1e30"),
    .init(
      "a rate of 0", good, ["--max-lr", "0"], status: 64,
      says: "--max-lr: '0' is not a number from 1e-30 to 1e30"),
    .init("a rate that is no number", good, ["--min-lr", "x"], status: 64, says: "--min-lr"),
    .init(
      "rates the wrong way round", good, ["--min-lr", "1", "--max-lr", "0.1"], status: 64,
      says: "--min-lr 1.0 is not below --max-lr 0.1"),
    .init(
      "a compared rate of 0", good, ["--compare", "0.1,0"], status: 64,
      says: "--compare: '0' is not a number from 1e-30 to 1e30; give learning rates"),
    .init(
      "a compared rate twice", good, ["--compare", "0.1,1e-1"], status: 64, says: "comes twice"),
    .init(
      "a comparison that nobody would see", good, ["--compare", "0.1", "--quiet"], status: 64,
      says: "--compare has no meaning with --quiet"),
    .init(
      "a curvature that nobody would see", good, ["--curvature", "--quiet"], status: 64,
      says: "--curvature has no meaning with --quiet"),
    .init(
      "an unknown optimizer", good, ["--optimizer", "adan"], status: 64,
      says: "did you mean 'adam'?"),
    .init(
      "an unknown key", good, ["--optimizer", "adam:beta3=1"], status: 64,
      says: "has no key 'beta3'"),
    .init(
      "a key out of range", good, ["--optimizer", "adam:beta1=1"], status: 64,
      says: "beta1=1 is not a number that is at least 0 and less than 1"),
    .init(
      "a key without value", good, ["--optimizer", "adam:beta1"], status: 64, says: "key=value"),
    .init(
      "weight decay given twice", good,
      ["--optimizer", "adamw:weight-decay=0.1", "--weight-decay", "0.1"], status: 64,
      says: "leave one out"),
    .init(
      "optimizers of which one is unknown", good, ["--optimizer", "sgd,adan"], status: 64,
      says: "did you mean 'adam'?"),
    .init(
      "an optimizer twice", good, ["--optimizer", "sgd,sgd"], status: 64, says: "sgd comes twice"),
    .init(
      "equal steps for batch sizes", good, ["--batch-size", "8,16", "--steps", "50"], status: 64,
      says: "--steps: batch sizes are compared at equal epochs"),
    .init(
      "seeds for one setting", good, ["--seeds", "4"], status: 64,
      says: "--seeds compares several settings"),
    .init(
      "no seeds", good, ["--seeds", "0", "--optimizer", "sgd,adam"], status: 64,
      says: "--seeds: '0'"),
    .init(
      "a schedule that fits no batch size", good,
      ["--schedule", "constant,step:every=1ep,warmup=1000"], status: 64,
      says: "schedule step: warmup=1000"),
    .init(
      "batch sizes above the rows", good, ["--batch-size", "8,1000,2000"], status: 64,
      says: "batch sizes 1000, 2000 train the same, each on all 32 training rows at once"),
    .init("a batch of 0", good, ["--batch-size", "0"], status: 64, says: "--batch-size: '0'"),
    .init(
      "negative decay", good, ["--weight-decay", "-1"], status: 64,
      says: "--weight-decay: '-1' is not a number from 0 to 1e30"),
    .init("a norm of 0", good, ["--clip-norm", "0"], status: 64, says: "--clip-norm: '0'"),
    .init(
      "a layer of 0", good, ["--hidden", "64,0"], status: 64,
      says: "--hidden: '0' is not a whole number from 1 to 65536"),
    .init("an unknown model", good, ["--model", "cnn"], status: 64, says: "--model"),
    .init(
      "an unknown activation", good, ["--activation", "gelu"], status: 64, says: "--activation"),
    .init(
      "hidden layers for logistic", good, ["--model", "logistic", "--hidden", "8"], status: 64,
      says: "--hidden: it has no meaning for a logistic model"),
    .init(
      "no steps", good, ["--steps", "0"], status: 64,
      says: "--steps: '0' is not a whole number from 1 to 100000000"),
    .init(
      "two budgets", good, ["--steps", "100", "--epochs", "2"], status: 64,
      says: "--steps: --epochs sets the budget too"),
    .init("no repeats", good, ["--repeats", "0"], status: 64, says: "--repeats: '0'"),
    .init("a validation share of 1", good, ["--validation", "1"], status: 64, says: "validation"),
    .init(
      "a missing validation file", good, ["--validation", "v.csv"], status: 66, says: "v.csv"),
    .init(
      "no workers", good, ["--workers", "0"], status: 64,
      says: "--workers: '0' is not a whole number from 1 to 4096"),
    .init("unknown kernels", good, ["--kernels", "abacus"], status: 64, says: "--kernels abacus"),
    .init(
      "a negative seed", good, ["--seed", "-1"], status: 64,
      says: "--seed: '-1' is not a whole number from 0 to 2147483647"),
    .init("a long delimiter", good, ["--delimiter", ",,"], status: 64, says: "--delimiter ',,'"),
    .init("rows that are none", good, ["--rows", "0"], status: 64, says: "--rows: '0'"),
    .init("rows that are no number", good, ["--rows", "few"], status: 64, says: "--rows: 'few'"),
  ]
}

struct BadInputTests {
  @Test(arguments: BadInput.tables + BadInput.options)
  func `ends with one clear line and leaves the table alone`(input: BadInput) throws {
    let folder = try TemporaryFolder()
    if let table = input.table { try folder.write(table, to: "data.csv") }
    let run = try Program.run(["data.csv"] + input.arguments, in: folder)
    #expect(run.status == input.status, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(input.message), "\(run.errors)")
    #expect(run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("lrfind: error: "), "\(run.errors)")
    #expect(folder.contents == (input.table == nil ? [] : ["data.csv"]))
    if let table = input.table { #expect(try folder.read("data.csv") == table) }
  }

  @Test func `a directory is not a table`() throws {
    let run = try Program.run(["."], in: TemporaryFolder())
    #expect(run.status == 66)
    #expect(run.errors.hasPrefix("lrfind: error: .: "))
  }

  /// What the argument parser says on several lines, with the usage behind them.
  @Test(arguments: [
    ([], "the table is missing; give it, as in: lrfind train.csv"),
    (["train"], "the table is missing; give it, as in: lrfind train train.csv --lr 0.1"),
    (["a.csv", "--nonsense"], "unknown option '--nonsense'; see 'lrfind find --help'"),
    (
      ["sweep", "a.csv", "--seds", "3"],
      "unknown option '--seds' (did you mean '--seeds'?); see 'lrfind sweep --help'"
    ),
    (["a.csv", "--steps"], "missing value for '--steps <steps>'; see 'lrfind find --help'"),
  ])
  func `a refusal is one line`(arguments: [String], line: String) throws {
    let run = try Program.run(arguments, in: TemporaryFolder())
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors == "lrfind: error: \(line)\n")
  }
}
