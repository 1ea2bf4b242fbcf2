import Foundation
import TestSupport
import Testing

struct FindCommandTests {
  private func dataset(_ name: String) -> String {
    Program.datasets.appendingPathComponent("\(name).csv").path
  }

  @Test(arguments: ["iris", "wine", "breast_cancer", "digits", "penguins", "diabetes"])
  func `every data set gets an answer from both models`(name: String) throws {
    for model in ["mlp", "logistic"] {
      let folder = try TemporaryFolder()
      let run = try Program.run([dataset(name), "--model", model, "--json"], in: folder)
      #expect(run.status == 0 || run.status == 3, "\(run.errors)")
      let rate = try #require(run.json["learning_rate"] as? Double)
      let low = try #require(run.json["low"] as? Double)
      let high = try #require(run.json["high"] as? Double)
      #expect(0 < low && low < rate && rate < high && high < 1e4)
      #expect(run.json["confident"] as? Bool == (run.status == 0))
      #expect(folder.contents == ["\(name).lrfind.csv"])
    }
  }

  /// Whole trainings of breast_cancer reach a rate at which none diverges; those of a wide range do.
  @Test func `an edge that no whole training reached is called a prediction`() throws {
    let data = dataset("breast_cancer")
    let run = try Program.run([data, "--effort", "usual"], in: TemporaryFolder())
    #expect(run.output.contains("no full training diverged"))
    #expect(run.output.replacing(/\s+/, with: " ").contains("┊ from where short trainings predict"))
    let page = try TemporaryFolder()
    #expect(try Program.run([data, "--report", "p.html"], in: page).status == 0)
    let text = String(decoding: try page.read("p.html"), as: UTF8.self)
    #expect(text.contains("predicted to diverge") && !text.contains(">diverges<"))
  }

  @Test func `from where full trainings diverge is said with how many do`() throws {
    let run = try Program.run([dataset("iris"), "--json"], in: TemporaryFolder())
    let decision = try #require(run.json["decision"] as? [String: Any])
    let edge = try #require(decision["divergence_learning_rate"] as? Double)
    let rates = try #require(decision["rates"] as? [[String: Any]])
    let there = try #require(rates.first { $0["learning_rate"] as? Double == edge })
    let count = try #require(there["diverged"] as? Int)
    let output = try Program.run([dataset("iris")], in: TemporaryFolder()).output
    #expect(count > 0 && output.contains(" (\(count) of 25 full trainings at that rate)\n"))
  }

  @Test func `where training diverges is said with the steps that short trainings had`() throws {
    let run = try Program.run(
      [dataset("iris"), "--effort", "quick"], in: TemporaryFolder(), environment: ["COLUMNS": "200"]
    )
    #expect(run.output.contains("┊ from where training diverges within"))
  }

  /// The target is a fair coin.
  @Test func `where nothing can be learned there is no range`() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<200).map {
      "\(($0 * 61) % 97),\(($0 * 89) % 101),\(["p", "q"][($0 * $0 / 7) % 2])"
    }
    try folder.write((["a,b,y"] + rows).joined(separator: "\n"), to: "coin.csv")
    let run = try Program.run(["coin.csv"], in: folder)
    #expect(run.status == 3)
    #expect(run.output.contains("   no range: nothing was learned   not confident\n"))
    #expect(!run.output.contains("━") && !run.output.contains("within the range"))
    let quick = try Program.run(["coin.csv", "--effort", "quick"], in: folder).output
    #expect(quick.contains("no range: nothing was learned") && !quick.contains("━"))
    #expect(
      try Program.run(["coin.csv", "--json"], in: folder).json["learned"] as? Bool == false)
  }

  /// A few rows have most of the target's spread: a fold that holds them back is standardised by a small one.
  @Test func `the error in the target's units is that of folds that have their own`() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<250).map { row in
      let (a, b) = (Double(row * 61 % 97) / 97, Double(row * 89 % 101) / 101)
      return "\(a),\(b),\(exp(16 * a * a * b) / 1000 + b)"
    }
    try folder.write((["a,b,y"] + rows).joined(separator: "\n"), to: "tail.csv")
    let training = try Program.run(
      ["train", "tail.csv", "--lr", "0.01", "--folds", "5"], in: folder)
    let roots = training.output.matches(of: /\(RMSE ([0-9.]+) in/).compactMap { Double($0.1) }
    let expected = (roots.reduce(0) { $0 + $1 * $1 } / Double(roots.count)).squareRoot()
    let compared = try Program.run(["tail.csv", "--compare", "0.01"], in: folder).output
    let row = try #require(compared.firstMatch(of: /\n  0\.01 +[0-9.]+ +([0-9.]+)/))
    #expect(roots.count == 5 && roots.max()! > 3 * roots.min()!)
    #expect(abs((Double(row.1) ?? 0) / expected - 1) < 0.01)
    let decision = try #require(
      Program.run(["tail.csv", "--json"], in: folder).json["decision"] as? [String: Any])
    let error = try #require(decision["expected_rmse"] as? Double)
    #expect(compared.contains("or RMSE \(String(format: "%.3g", error)) in the target's units"))
    #expect(error < 3 * expected)
  }

  /// The last decade of the axis stands where the chart ends, however narrow the terminal is.
  @Test(arguments: ["40", "60", "64", "80"]) func `names of decades stay below the axis`(
    columns: String
  ) throws {
    let run = try Program.run(
      [dataset("breast_cancer"), "--effort", "quick"], in: TemporaryFolder(),
      environment: ["COLUMNS": columns])
    let lines = run.output.split(separator: "\n")
    let axis = try #require(lines.firstIndex { $0.contains("└") })
    #expect(lines[axis + 1].contains("1e"))
    #expect(!lines[axis + 2].contains("1e"))
  }

  @Test func `JSON holds every field of the contract`() throws {
    let run = try Program.run([dataset("iris"), "--json"], in: TemporaryFolder())
    for field in [
      "learning_rate", "low", "high", "confident", "divergence_learning_rate", "schedule",
      "optimizer", "model", "budget_steps", "cost_steps", "rules", "diagnostics", "data", "seed",
      "kernels", "version", "why",
    ] {
      #expect(run.json[field] != nil, "\(field)")
    }
    let budget = try #require(run.json["budget_steps"] as? Int)
    let cost = try #require(run.json["cost_steps"] as? Int)
    let decision = try #require(run.json["decision"] as? [String: Any])
    let trainings = try #require(decision["trainings"] as? Int)
    #expect(budget == 200 && trainings > 20 && cost - trainings * budget <= budget * 6 / 5)
  }

  @Test(arguments: ["quick", "usual"])
  func `JSON gives the reason that people read`(effort: String) throws {
    let arguments = [dataset("iris"), "--effort", effort]
    let why = try #require(
      Program.run(arguments + ["--json"], in: TemporaryFolder()).json["why"] as? String)
    #expect(try Program.run(arguments, in: TemporaryFolder()).output.contains("\n  why: \(why)\n"))
  }

  /// Three groups make three folds; a batch is never larger than the table.
  @Test(arguments: [
    (["penguins", "--split-by-group", "island"], 3), (["iris", "--batch-size", "100000"], 5),
    (["iris", "--validation", "0.3"], 5),
  ])
  func `decides on as many folds as can be had`(arguments: [String], folds: Int) throws {
    let run = try Program.run(
      [dataset(arguments[0])] + arguments.dropFirst() + ["--json"], in: TemporaryFolder())
    let decision = try #require(run.json["decision"] as? [String: Any])
    #expect(decision["folds"] as? Int == folds)
  }

  @Test func `the quick effort is about one training, and decides nothing`() throws {
    let run = try Program.run(
      [dataset("iris"), "--effort", "quick", "--json"], in: TemporaryFolder())
    let cost = try #require(run.json["cost_steps"] as? Int)
    #expect(run.json["decision"] == nil && cost <= 240)
  }

  @Test func `curves have a row for each step that was paid for`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run([dataset("wine"), "--json"], in: folder)
    let text = String(decoding: try folder.read("wine.lrfind.csv"), as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n")
    #expect(
      lines.first
        == "phase,repeat,step,learning_rate,loss,smoothed_loss,validation_loss,fold,seed")
    #expect(lines.last == "")
    let rows = lines.dropFirst().dropLast()
    let decided = rows.count { $0.hasPrefix("decision,") }
    let steps = try #require(run.json["budget_steps"] as? Int)
    #expect(rows.count - decided + decided * steps == run.json["cost_steps"] as? Int)
    #expect(rows.allSatisfy { $0.filter { $0 == "," }.count == 8 })
  }

  @Test(arguments: [[], ["--kernels", "haswell"]])
  func `the same command gives the same bytes with any number of workers`(
    kernels: [String]
  ) throws {
    let arguments = [dataset("digits"), "--optimizer", "adam", "--json"] + kernels
    let folders = try (0..<3).map { _ in try TemporaryFolder() }
    let runs = try zip(folders, ["1", "1", "2"]).map { folder, workers in
      try Program.run(arguments + ["--workers", workers], in: folder)
    }
    // A processor without the instructions refuses the family; there is nothing to compare then.
    guard runs[0].status != 64 else { return }
    for index in 1...2 {
      #expect(runs[index].output == runs[0].output)
      let curves = try folders.map { try $0.read("digits.lrfind.csv") }
      #expect(curves[index] == curves[0])
    }
    if !kernels.isEmpty { #expect(runs[0].json["kernels"] as? String == "Haswell") }
  }

  @Test func `another seed gives another split and other weights`() throws {
    let runs = try ["1", "2"].map {
      try Program.run([dataset("wine"), "--seed", $0, "--json"], in: TemporaryFolder())
    }
    #expect(runs[0].json["untrained_loss"] as? Double != runs[1].json["untrained_loss"] as? Double)
  }

  /// Pasted beside more rows than 455, an epoch has more steps, and the schedule an end all the same.
  @Test func `lines with a schedule stop at its end`() throws {
    let run = try Program.run(
      [dataset("breast_cancer"), "--schedule", "onecycle", "--paste", "pytorch"],
      in: TemporaryFolder())
    #expect(run.output.contains("total_steps=280"))
    #expect(run.output.contains("step, steps = 0, 280  #"))
    #expect(run.output.contains("    for inputs, targets in islice(batches, steps - step):\n"))
  }

  @Test(arguments: [[], ["--optimizer", "sgd,adam"]])
  func `lines to paste are there when they are wanted`(settings: [String]) throws {
    func output(_ paste: [String]) throws -> String {
      try Program.run(
        [dataset("iris"), "--steps", "60"] + settings + paste, in: TemporaryFolder()
      ).output
    }
    let plain = try output([])
    #expect(plain.hasSuffix("\nlines to paste: --paste pytorch, keras or sklearn\n"), "\(plain)")
    #expect(!plain.contains("import "))
    #expect(try !output(["--paste", "none"]).contains("paste"))
    let all = try output(["--paste", "all"])
    for name in ["torch", "keras", "sklearn"] { #expect(all.contains(name)) }
  }

  @Test func `standard input is a table named stdin`() throws {
    let folder = try TemporaryFolder()
    let input = try Data(contentsOf: URL(fileURLWithPath: dataset("iris")))
    let run = try Program.run(["-", "--quiet"], in: folder, input: input)
    #expect(run.status == 0)
    #expect(folder.contents == ["stdin.lrfind.csv"])
    let file = try Program.run([dataset("iris"), "--quiet"], in: TemporaryFolder())
    #expect(run.output == file.output)
    // A pipe can be read once only, and the search reads other splits of the rows.
    let pipe = try Program.run(
      ["-", "--quiet"], in: TemporaryFolder(), input: input,
      through: ["/bin/sh", "-c", "cat | \"$0\" \"$@\""])
    #expect(pipe.output == file.output)
  }

  @Test func `a user's own kernels win`() throws {
    let run = try Program.run(
      ["--version"], in: TemporaryFolder(), environment: ["OPENBLAS_CORETYPE": "Nehalem"])
    #expect(run.output.contains("Nehalem kernels"))
  }

  @Test func `more repeats are paid for on top`() throws {
    let run = try Program.run(
      [dataset("iris"), "--repeats", "5", "--range-steps", "100", "--json"], in: TemporaryFolder())
    let cost = try #require(run.json["cost_steps"] as? Int)
    #expect(cost > 400, "the range test's 5 · 100 steps, less what divergence saved")
    let range = try #require(run.json["range_test_steps"] as? Int)
    #expect(cost - range > 130, "confirmation keeps its share")
  }

  /// Three rows of a class in five folds stay in every training part.
  @Test func `a class that is never held back makes it doubtful`() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<150).map { row in
      "\(sin(Double(row) * 1.7)),\(cos(Double(row) * 2.9)),\(row % 50 == 7 ? "p" : "q")"
    }
    try folder.write((["a,b,y"] + rows).joined(separator: "\n"), to: "t.csv")
    let run = try Program.run(["t.csv", "--json"], in: folder)
    let diagnostics = try #require(run.json["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.first?["name"] as? String == "one_class_held_back")
    #expect(run.json["learned"] as? Bool == false && run.status == 3)
  }
}
