import Foundation
import TestSupport
import Testing

/// The commands that train nothing.
struct SmallCommandTests {
  @Test func `a schedule is printed as CSV`() throws {
    let run = try Program.run(
      ["schedule", "linear", "--lr", "1", "--steps", "4"], in: TemporaryFolder())
    #expect(run.status == 0)
    #expect(run.output == "step,learning_rate\r\n1,1\r\n2,0.75\r\n3,0.5\r\n4,0.25\r\n")
  }

  @Test func `help shows which keys of a schedule must be given`() throws {
    let help = try Program.run(["schedule", "--help"], in: TemporaryFolder()).output
    let words = help.split(whereSeparator: \.isWhitespace)
    let text = words.joined(separator: " ")
    #expect(text.contains("given, as in k=0.01, gamma=0.999, warmup=10%: constant"), "\(help)")
    for name in ["cosine", "exp-range", "inverse-sqrt", "inverse-time", "onecycle", "wsd"] {
      let listed = try #require(words.first { $0.hasPrefix("\(name):") })
      let run = try Program.run(
        ["schedule", name, "--lr", "1", "--steps", "40"], in: TemporaryFolder())
      #expect((run.status == 64) == listed.contains("=…"), "\(listed)")
    }
  }

  @Test func `JSON of a descent ends with a line end`() throws {
    let run = try Program.run(
      ["descend", "x^2", "--from", "1", "--lr", "0.1", "--json"], in: TemporaryFolder())
    #expect(run.output.hasSuffix("}\n") && !run.output.hasSuffix("\n\n"))
  }

  @Test(arguments: [
    (["schedule", "--lr", "1", "--steps", "4"], "argument '<name[:key=value,…]> ...'"),
    (["schedule", "lnear", "--lr", "1", "--steps", "4"], "did you mean 'linear'?"),
    (["schedule", "step", "--lr", "1", "--steps", "4"], "--steps-per-epoch"),
    (["schedule", "linear", "--lr", "0", "--steps", "4"], "--lr: '0' is not a number"),
    (
      ["schedule", "linear", "--lr", "1", "--steps", "0"],
      "--steps: '0' is not a whole number from 1 to 10000000"
    ),
    (["descend", "x^2 +", "--from", "1", "--lr", "0.1"], "x^2 +"),
    (["descend", "x^2", "--from", "1", "--lr", "-0.1"], "-0.1"),
    (["descend", "x*y", "--from", "1", "--lr", "0.1"], "y"),
    (["descend", "x^2", "--from", "1", "--lr", "0.1", "--schedule", "plateau"], "plateau"),
  ])
  func `wrong options are refused with the reason`(arguments: [String], message: String) throws {
    let run = try Program.run(arguments, in: TemporaryFolder())
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func `a descent says what becomes of each rate`() throws {
    let run = try Program.run(
      ["descend", "x^2", "--from", "2", "--lr", "1,0.5,1.5,0.0001"], in: TemporaryFolder())
    #expect(run.status == 0)
    for words in [
      "bounces for ever between -2 and 2", "lands in one step on the minimum at x = 0",
      "diverges: after 1,022 steps", "too slow for 100 steps: it takes 34,536",
    ] {
      #expect(run.output.contains(words), "\(words)")
    }
  }

  @Test func `a plot is written in every format and replaced, never a foreign file`() throws {
    let folder = try TemporaryFolder()
    let iris = Program.datasets.appendingPathComponent("iris.csv").path
    let first = try Program.run([iris, "--out", "one.lrfind.csv"], in: folder)
    #expect(first.status == 0)
    let commands = [
      [iris], [iris, "--optimizer", "sgd,adam"], ["train", iris, "--lr", "0.1"],
      ["train", iris, "--lr", "0.1", "--schedule", "cosine", "--seeds", "2"],
      ["suggest", "one.lrfind.csv"],
      ["sweep", iris, "--kind", "find", "--schedule", "constant,cosine", "--out", "s"],
    ]
    for (ending, command) in zip(["svg", "png", "pdf", "svg", "png", "svg"], commands) {
      for _ in 1...2 {
        let run = try Program.run(command + ["--plot", "p.\(ending)"], in: folder)
        #expect(run.status == 0 || run.status == 3, "\(run.errors)")
        // Without gnuplot the answer stands, with a warning.
        guard !run.errors.contains("apt-get install gnuplot-nox") else { return }
        #expect(run.errors.contains("plot: p.\(ending)\n"))
        #expect(!(try folder.read("p.\(ending)").isEmpty))
      }
    }
    try folder.write("<svg/>", to: "mine.svg")
    #expect(try Program.run([iris, "--plot", "mine.svg"], in: folder).status == 73)
    #expect(try folder.read("mine.svg") == Data("<svg/>".utf8))
    #expect(try Program.run([iris, "--plot", "p.bmp"], in: folder).status == 64)
  }
}
