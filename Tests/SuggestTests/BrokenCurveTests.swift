import Foundation
import Testing

/// Runs the program on curves that cannot be read, or not well, and looks at what it says and how it
/// ends.
@Suite struct BrokenCurveTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var content: String
    var exitCode: Int32
    /// What stands behind the file's name, or, for exit code 3, behind a doubt.
    var message: String
  }

  static func csv(
    _ loss: (Int) -> String, rate: (Int) -> Double = { pow(10, 0.1 * Double($0) - 5) }
  )
    -> String
  {
    "lr,loss\n" + (0..<60).map { "\(rate($0)),\(loss($0))\n" }.joined()
  }

  static let cases = [
    Broken(
      testDescription: "empty", content: "", exitCode: 65,
      message: ": is empty; give a CSV with rows"
    ),
    Broken(
      testDescription: "header alone", content: "lr,loss\n", exitCode: 65,
      message: ": holds no points; give one learning rate and one loss a step"),
    Broken(
      testDescription: "several settings",
      content: "schedule,optimizer,batch_size,seed,phase,repeat,step,learning_rate,loss\n"
        + ["sgd", "adam"].map { "constant,\($0),32,0,range_test,0,1,0.1,2\n" }.joined(),
      exitCode: 65,
      message:
        ": holds the range tests of 2 settings that 'lrfind find' compared; keep the rows of "
        + "one optimizer, schedule and batch size"),
    Broken(
      testDescription: "one point", content: "lr,loss\n0.1,2\n", exitCode: 65,
      message: ": 1 usable point left; at least 5 learning rates with a finite loss are needed, "
        + "and "
        + "100 are usual"),
    Broken(
      testDescription: "no loss", content: "lr,accuracy\n0.1,2\n0.2,3\n", exitCode: 65,
      message: ": no column is known to hold the loss; name it with --loss-column; the columns are "
        + "'lr', 'accuracy'"),
    Broken(
      testDescription: "spaces", content: "0.1 2\n0.2 3\n", exitCode: 65,
      message:
        ": 2 usable points left; at least 5 learning rates with a finite loss are needed, and "
        + "100 are usual"),
    Broken(
      testDescription: "text", content: "lr,loss\n0.1,2\n0.2,oops\n", exitCode: 65,
      message: ":3: column 2 'loss': 'oops' is not a number; correct it, or name another column"),
    Broken(
      testDescription: "tensors", content: "lrs,losses\n0.1,2\n0.2,TensorBase(2.3)\n", exitCode: 65,
      message: ":3: column 2 'losses': 'TensorBase(2.3)' is not a number; write float(loss) "
        + "instead "
        + "of the tensor"),
    Broken(
      testDescription: "all NaN", content: csv { _ in "nan" }, exitCode: 65,
      message: ": no loss is a finite number: training diverged from the start; record from a "
        + "lower "
        + "learning rate"),
    Broken(
      testDescription: "logarithms of rates", content: csv({ _ in "1" }, rate: { Double($0) - 70 }),
      exitCode: 65,
      message: ": no learning rate is above 0; give the rates themselves, not their logarithms"),
    Broken(
      testDescription: "a constant rate", content: csv({ "\(100 - $0)" }, rate: { _ in 0.01 }),
      exitCode: 65,
      message: ": the learning rate is 0.01 at every step; record a range test, in which it "
        + "rises at "
        + "every step"),
    Broken(
      testDescription: "broken JSON", content: #"{"lr": [1, 2], "loss": [3 4]}"#, exitCode: 65,
      message: ": is not valid JSON; write it anew, for example with json.dump; python3 -m "
        + "json.tool "
        + "FILE shows the place"),
    Broken(
      testDescription: "half a JSON", content: #"{"lr": [1, 2], "loss": [3"#, exitCode: 65,
      message: ": the JSON ends before its last bracket is closed; write it anew, for example with "
        + "json.dump; python3 -m json.tool FILE shows the place"),
    Broken(
      testDescription: "JSON of other things", content: #"{"lr": 0.1}"#, exitCode: 65,
      message: #": holds no lists of numbers; write {"lr": […], "loss": […]}"#),
    Broken(
      testDescription: "unequal lists", content: #"{"lr": [1, 2, 3], "loss": [3, 4]}"#,
      exitCode: 65,
      message: ": 'lr' holds 3 values and 'loss' 2; write as many learning rates as losses"),
    Broken(
      testDescription: "ragged", content: "lr,loss\n0.1,2\n0.2\n", exitCode: 65,
      message: ":3: the row has 1 field, where 2 are expected; complete or quote its fields, or "
        + "check "
        + "the delimiter"),
    Broken(
      testDescription: "no row with both", content: "lr,loss\n0.1,\n0.2,\n0.3,\n0.4,\n",
      exitCode: 65,
      message:
        ": no row has both a learning rate and a loss; name the columns with --lr-column and "
        + "--loss-column, and record both at every step"),
    Broken(
      testDescription: "different rows and no step", content: "lr,loss\n0.1,\n0.2,\n,2\n,1\n",
      exitCode: 65,
      message: ": learning rates and losses stand in different rows, and no column says which "
        + "belong together; log both at once, or with the same number in a column 'step'"),
    Broken(
      testDescription: "different rows and other steps",
      content: "step,lr,loss\n1,0.1,\n2,0.2,\n11,,2\n12,,1\n", exitCode: 65,
      message: ": learning rates and losses stand in different rows, and few of them have the same "
        + "'step'; log both at once, or with the same number in a column 'step'"),
    Broken(
      testDescription: "rates of several groups",
      content: "lr-SGD/pg1,lr-SGD/pg2,loss\n0.1,0.2,3\n0.2,0.4,2\n", exitCode: 65,
      message: ": 2 columns may hold the learning rate, and they differ: 'lr-SGD/pg1', "
        + "'lr-SGD/pg2'; name one with --lr-column"),
    Broken(
      testDescription: "one of TensorBoard's exports", content: "Wall time,Step,Value\n1,2,3\n",
      exitCode: 65,
      message: ": no column is known to hold the loss; give TensorBoard's two exports together: "
        + "lrfind suggest lr.csv loss.csv"),
    Broken(
      testDescription: "a broken line of JSON",
      content: "{\"lr\": 0.1, \"loss\": 2}\n{\"lr\": 0.2, \"loss\": 2}\n{\"lr\": 0.3, \"lo\n",
      exitCode: 65,
      message:
        ":3: is no JSON object, as the lines before it are; correct the line, or leave it out"),
    Broken(
      testDescription: "logarithms under a rate's name",
      content: csv({ "\(100 - $0)" }, rate: { 0.1 * Double($0) - 5 }), exitCode: 65,
      message: ": column 1 'lr': 50 of 60 numbers lie below 0, as logarithms do and learning rates "
        + "never; rename the column to log10_lr or ln_lr, or give the rates themselves"),
    Broken(
      testDescription: "logarithms to any base",
      content: csv({ "\(100 - $0)" }, rate: { 0.1 * Double($0) - 5 })
        .replacing("lr,", with: "log_lr,"),
      exitCode: 65,
      message: ": column 1 'log_lr': logarithms, and the name does not say to which base; rename "
        + "the column to log10_lr or ln_lr, or give the rates themselves"),
    Broken(
      testDescription: "rates under a logarithm's name",
      content: csv { "\(100 - $0)" }.replacing("lr,", with: "log10_lr,"), exitCode: 65,
      message: ": column 1 'log10_lr': its name says logarithms, but no number in it lies below 0 "
        + "as those of learning rates do; rename the column if it holds the rates themselves"),
    Broken(
      testDescription: "a linear test",
      content: csv(
        { "\(1 + 4 / Double($0 + 1) + Double($0) / 9)" }, rate: { 1e-6 + 0.01 * Double($0) }),
      exitCode: 3, message: "between 1e-06 and 0.01 no rate was recorded"),
    Broken(
      testDescription: "begins too high",
      content: csv({ "\(3 - 0.2 * Double($0) + (Double($0) > 10 ? Double($0) - 10 : 0))" }),
      exitCode: 3, message: "the loss falls from the first rate on"),
    Broken(
      testDescription: "flat", content: csv { _ in "2.3" }, exitCode: 3,
      message: "the loss stays the same over all rates"),
    Broken(
      testDescription: "rising only", content: csv { "\(1 + $0)" }, exitCode: 3,
      message: "the loss never falls"),
    Broken(
      testDescription: "falling only", content: csv { "\(100 - $0)" }, exitCode: 3,
      message: "the loss still falls at the highest rate"),
  ]

  /// What a run of the program left behind.
  struct Outcome {
    var exitCode: Int32
    var output: String
    var errors: String
  }

  /// Runs the program that was built with the tests.
  static func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
    let process = Process()
    process.executableURL = Bundle.module.bundleURL.deletingLastPathComponent()
      .appendingPathComponent("lrfind")
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    let scratch = try ScratchFile(input ?? "")
    process.standardInput = FileHandle(forReadingAtPath: scratch.path)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(exitCode: process.terminationStatus, output: text, errors: errorText)
  }

  @Test(arguments: cases) func isRefusedOrDoubted(_ broken: Broken) throws {
    let scratch = try ScratchFile(broken.content)
    let outcome = try Self.run(["suggest", scratch.path])
    #expect(outcome.exitCode == broken.exitCode)
    if broken.exitCode == 3 {
      #expect(outcome.output.contains("doubt: \(broken.message)"), "\(outcome.output)")
      #expect(outcome.errors.isEmpty)
    } else {
      #expect(outcome.errors == "lrfind: error: \(scratch.path)\(broken.message)\n")
      #expect(outcome.output.isEmpty)
    }
  }

  /// Bytes that are no text, in every place of a JSON document.
  @Test func bytesThatAreNoTextInJSON() throws {
    let json = Array(#"[{"lr": 1, "loss": 2e0}, ["x\n", NaN]]"#.utf8)
    for place in json.indices.dropFirst() {
      for bytes: [UInt8] in [[0xFF, 0x1E], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
        let scratch = try ScratchFile(
          bytes: json[..<place] + bytes + json[place...], ending: "json")
        let outcome = try Self.run(["suggest", scratch.path])
        #expect(outcome.exitCode == 65)
        #expect(outcome.errors.hasPrefix("lrfind: error: \(scratch.path): the text is not UTF-8"))
      }
    }
  }

  /// The quotient of two rates may be beyond the largest number.
  @Test func ratesFurtherApartThanAnyQuotient() throws {
    let curve = """
      [{"lr": 1e-237, "loss": 20867}, {"lr": 1e205, "loss": 22.5}, {"lr": 6e236, "loss": 29.5},
      {"lr": 2e268, "loss": 235.9}, {"lr": 1e300, "loss": 641.6}]
      """
    let outcome = try Self.run(["suggest", "-"], input: curve)
    #expect(outcome.exitCode == 3)
    #expect(outcome.output.contains("doubt: between"), "\(outcome.output)")
  }

  @Test func otherEnds() throws {
    #expect(try Self.run(["suggest", "/no/such/curve.csv"]).exitCode == 66)
    let path = Golden.path("torch-lr-finder-cancer-adam.json")
    #expect(try Self.run(["suggest", path, "--loss-column", "los"]).exitCode == 64)
    #expect(try Self.run(["suggest", path, "--json", "--quiet"]).exitCode == 0)
    #expect(try Self.run(["suggest", path, "--epochs", "3"]).exitCode == 64)
    #expect(try Self.run(["suggest", path, path]).exitCode == 64)
    #expect(try Self.run(["suggest", path, path, path]).exitCode == 64)
    #expect(try Self.run(["suggest"]).exitCode == 64)
  }

  @Test func formsOfTheAnswer() throws {
    let path = Golden.path("torch-lr-finder-cancer-adam.json")
    let quiet = try Self.run(["suggest", path, "--quiet"])
    #expect(quiet.exitCode == 0 && quiet.output == "0.0011\n")
    let json = try Self.run(["suggest", path, "--json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["learning_rate"] as? Double == 0.00109648)
    #expect(document["confident"] as? Bool == true)
    let content = try String(contentsOfFile: path, encoding: .utf8)
    let piped = try Self.run(["suggest", "-", "--quiet"], input: content)
    #expect(piped.output == quiet.output)
  }
}
