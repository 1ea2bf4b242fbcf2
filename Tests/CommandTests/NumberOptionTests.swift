import Foundation
import TestSupport
import Testing

/// Numbers as nobody should type them, in every option that takes a number.
struct NumberOptionTests {
  /// A command line that lacks one option.
  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var option: String

    var testDescription: String { "\(arguments[0]) \(option)" }
  }

  private static let texts = [
    "nan", "inf", "-inf", "1e400", "-0", "0", "1e-400", "99999999999999999999", "", " ", "0x10",
    "1e5", "1e300", "1e-300", "٣", "1,5", "+5", "1_000", " 5", "5 ", "1e", ".", "-", "-1", "x\ny",
  ]

  /// There is no such table: what is read before it is what is tested here.
  private static let table = "none.csv"

  private static func cases(_ arguments: [String], _ options: String...) -> [Case] {
    options.map { Case(arguments: arguments, option: $0) }
  }

  static let all: [Case] =
    cases(
      ["find", table], "--min-lr", "--max-lr", "--range-steps", "--repeats", "--steps", "--epochs",
      "--batch-size", "--hidden", "--weight-decay", "--clip-norm", "--workers", "--seed", "--rows",
      "--compare")
    + cases(["find", table, "--optimizer", "sgd,adam"], "--seeds", "--weight-decay", "--epochs")
    + cases(
      ["train", table, "--lr", "0.1"], "--seeds", "--steps", "--epochs", "--batch-size", "--hidden",
      "--weight-decay", "--clip-norm", "--workers", "--seed", "--rows")
    + cases(["train", table], "--lr")
    + cases(
      ["sweep", table, "--lr", "0.1,1"], "--weight-decay", "--batch-size", "--hidden",
      "--clip-norm", "--steps", "--epochs", "--seeds", "--seed", "--rows", "--workers",
      "--time-limit")
    + cases(["sweep", table], "--lr")
    + cases(["sweep", table, "--lr", "0.1..1", "--search", "random"], "--trials")
    + cases(["sweep", table, "--lr", "0.1,1", "--search", "halving"], "--rungs", "--factor")
    + cases(["schedule", "cosine", "--steps", "5"], "--lr")
    + cases(["schedule", "cosine", "--steps", "5", "--lr", "0.1"], "--steps-per-epoch")
    + cases(["schedule", "cosine", "--lr", "0.1"], "--steps")
    + cases(["descend", "x^2", "--from", "2", "--lr", "0.1"], "--steps")
    + cases(["descend", "x^2", "--steps", "5", "--lr", "0.1"], "--from")
    + cases(["descend", "x^2", "--steps", "5", "--from", "1"], "--lr")
    + cases(["descend", "xy", "--steps", "5", "--lr", "1"], "--from")
    + cases(
      ["descend", "x^2", "--steps", "5", "--from", "1", "--lr", "0.1"], "--steps-per-epoch")

  @Test(arguments: all) func `one line names the option, or the number is taken`(
    item: Case
  ) throws {
    let folder = try TemporaryFolder()
    for text in Self.texts {
      let run = try Program.run(item.arguments + [item.option, text], in: folder)
      if run.status == 64 {
        #expect(run.errors.hasPrefix("lrfind: error: \(item.option)"), "\(text): \(run.errors)")
        #expect(!run.errors.contains(item.option + " <"), "\(text): \(run.errors)")
      } else {
        #expect([0, 66].contains(run.status), "\(text): \(run.status) \(run.errors)")
      }
      let isTold = run.status != 0
      #expect(run.errors.count { $0 == "\n" } == (isTold ? 1 : 0), "\(text): \(run.errors)")
    }
  }

  /// A share of the rows or a file; what is a number to any reader is no file.
  @Test(arguments: ["nan", "inf", "-inf", "1e400", "0", "1", "-0.5", "0x10", "", "100%", "nan%"])
  func `a share for validation`(text: String) throws {
    let run = try Program.run(["train", "a.csv", "--lr", "1", "--validation", text], in: .init())
    #expect(run.status == 64 && run.errors.hasPrefix("lrfind: error: --validation: "))
  }

  /// The keys of optimizers and schedules are numbers too.
  @Test(arguments: [
    ("--optimizer", "adam:eps="), ("--optimizer", "adam:beta1="),
    ("--optimizer", "adagrad:lr-decay="),
    ("--optimizer", "sgd:weight-decay="), ("--schedule", "inverse-time:k="),
    ("--schedule", "warm-restarts:mult="), ("--schedule", "cosine:warmup="),
    ("--schedule", "onecycle:div="), ("--schedule", "plateau:patience="),
    ("--schedule", "step:every="),
  ]) func `a key of a choice`(option: String, key: String) throws {
    let folder = try TemporaryFolder()
    for text in ["nan", "inf", "1e400", "0x1", "-1", " 0.1", "1e400%", "5_0", "\u{663}"] {
      for command in [["find"], ["sweep", "--lr", "0.1"]] {
        let run = try Program.run(command + [Self.table, option, key + text], in: folder)
        #expect(run.status == 64, "\(text): \(run.errors)")
        #expect(run.errors.hasPrefix("lrfind: error: \(option): "), "\(text): \(run.errors)")
        #expect(run.errors.count { $0 == "\n" } == 1, "\(text): \(run.errors)")
      }
    }
  }

  @Test func `any two ends of a range test give a line or an answer`() throws {
    let folder = try TemporaryFolder()
    try folder.write(BadInput.good, to: "data.csv")
    let rates = ["1e-300", "1e-30", "0.1", "0.1000000001", "1e20", "1e30", "1e300"]
    for low in rates + [""] {
      for high in rates + [""] {
        let ends =
          (low.isEmpty ? [] : ["--min-lr", low]) + (high.isEmpty ? [] : ["--max-lr", high])
        let run = try Program.run(
          ["data.csv", "--steps", "20", "--hidden", "2", "--quiet", "--force"] + ends, in: folder)
        #expect([0, 3, 64].contains(run.status), "\(ends): \(run.status) \(run.errors)")
        if run.status == 64 { #expect(run.errors.count { $0 == "\n" } == 1, "\(run.errors)") }
      }
    }
  }
}
