import Foundation
import TestSupport
import Testing

/// `descend` as it is typed.
struct DescendCommandTests {
  @Test func `the tour walks through the classic examples within 80 columns`() throws {
    let run = try Program.run(
      ["descend", "--tour"], in: TemporaryFolder(), environment: ["COLUMNS": "80"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    for words in [
      "lrfind descend \"x^2\" --from 2 --lr 1,5,0.0001,0.1",
      "lrfind descend \"x^2\" --from -2,5 --lr 1,5,0.0001,0.1",
      "lrfind descend \"5x^3\" --from 2 --lr 0.001,0.1,1e-15",
      "bounces for ever between -2 and 2", "bounces for ever between -5 and 5", "hardly moves",
      "condition number κ = 10", "stalls at (0, 0), a saddle and no minimum",
    ] {
      #expect(run.output.contains(words), "\(words)")
    }
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!run.output.contains("nan") && !run.output.contains("inf "))
  }

  @Test func `its help lists the optimizers that it shows`() throws {
    let run = try Program.run(["descend", "--help"], in: TemporaryFolder())
    #expect(run.output.contains("nadamw") && run.output.contains("lion"))
    for name in ["prodigy", "schedule-free", "dog", "dadapt"] {
      #expect(!run.output.contains(name))
    }
  }

  @Test func `each command that the tour shows runs`() throws {
    let folder = try TemporaryFolder()
    let tour = try Program.run(["descend", "--tour"], in: folder).output
    let commands = tour.split(separator: "\n").filter { $0.hasPrefix("   lrfind descend ") }
    #expect(commands.count == 5)
    for command in commands {
      let parts = command.split(separator: "\"")
      let rest = parts[2].split(separator: " ").map(String.init)
      let run = try Program.run(["descend", String(parts[1])] + rest, in: folder)
      #expect(
        run.status == 0 && tour.contains(run.output.split(separator: "\n")[0]), "\(run.errors)")
    }
  }

  @Test(arguments: [
    (
      ["x^2", "--from", "2", "--from", "3", "--lr", "1"], "with the one variable x give a list once"
    ),
    (["x*y", "--from", "2", "--lr", "1"], "with the two variables x,y a place is two numbers"),
    (["x*y", "--from", "2,1,3", "--lr", "1"], "with the two variables x,y a place is two numbers"),
    (["x*y", "--from", "2,1", "--from", "2,1", "--lr", "1"], "--from 2,1 is given twice"),
    (["x^2", "--from", "2,2", "--lr", "1"], "--from 2,2: 2 comes twice"),
    (["log(x)", "--from", "-2", "--lr", "1"], "the function has no value at x = -2 (log of -2)"),
    (["log(x)+y", "--from", "-2,1", "--lr", "1"], "the function has no value there (log of -2)"),
    (["x^2", "--lr", "1"], "--from is missing"), (["x^2", "--from", "1"], "--lr is missing"),
    (["--from", "1", "--lr", "1"], "give a formula"),
    (["x^2", "y", "--from", "1", "--lr", "1"], "one formula is needed, not 2"),
    (["x", "--tour"], "--tour brings its own formulas"),
    (["--tour", "--json"], "--tour is told in words"),
    (
      ["x^2", "--from", "1", "--lr", "1", "--force"],
      "--force is about the files of --out and --plot"
    ),
    (["x^2", "--from", "1", "--lr", "1", "--plot", "a.bmp"], "--plot: "),
    (
      ["x^2", "--from", "1", "--lr", "1", "--schedule", "exponential"],
      "give --steps-per-epoch"
    ),
  ])
  func `what cannot be is refused in one line`(arguments: [String], message: String) throws {
    let run = try Program.run(["descend"] + arguments, in: TemporaryFolder())
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.count { $0 == "\n" } == 1 && run.errors.contains(message), "\(run.errors)")
  }

  /// η·γᵗ: 2 · (1 - 0.5) · (1 - 0.25) · (1 - 0.125)
  @Test func `an exponential decay acts at every step where an epoch is one`() throws {
    let run = try Program.run(
      [
        "descend", "x^2", "--from", "2", "--lr", "0.25", "--steps", "3", "--schedule",
        "exponential:gamma=0.5", "--steps-per-epoch", "1", "--csv",
      ], in: TemporaryFolder())
    #expect(run.output.contains("0.25,3,0.65625,"), "\(run.output)\(run.errors)")
  }

  @Test func `several starts are several blocks, runs and rows`() throws {
    let folder = try TemporaryFolder()
    let line = ["descend", "x^2", "--from", "2,-2,5", "--lr", "0.1,1", "--steps", "4"]
    let text = try Program.run(line, in: folder).output
    for start in ["from x = 2,", "from x = -2\n", "from x = 5\n"] { #expect(text.contains(start)) }
    let object = try Program.run(line + ["--json"], in: folder).json
    #expect(object["starts"] as? [Double] == [2, -2, 5])
    #expect(
      (object["runs"] as? [[String: Any]])?.map { $0["from"] as? Double } == [2, 2, -2, -2, 5, 5])
    let plane = ["descend", "x^2 + y^2", "--from", "2,1", "--from", "-2,1", "--lr", "0.1"]
    let runs = try Program.run(plane + ["--json"], in: folder).json["runs"] as? [[String: Any]]
    #expect(runs?.map { $0["from"] as? [Double] } == [[2, 1], [-2, 1]])
    let csv = try Program.run(plane + ["--csv", "--steps", "1"], in: folder).output
    #expect(csv.split(separator: "\r\n").count == 5 && csv.contains("0.1,1,1.6,0.8,"), "\(csv)")
  }

  @Test func `plots of descents and schedules are written and replaced, never a foreign file`()
    throws
  {
    let folder = try TemporaryFolder()
    for arguments in [
      ["descend", "x^2", "--from", "2", "--lr", "0.1,1.5"],
      ["descend", "x^2 - y^2", "--from", "2,1", "--lr", "0.1"],
      ["schedule", "cosine", "onecycle", "--lr", "0.1", "--steps", "20", "--optimizer", "adam"],
    ] {
      for ending in ["svg", "png", "pdf"] {
        let run = try Program.run(arguments + ["--plot", "p.\(ending)"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        guard !run.errors.contains("apt-get install gnuplot-nox") else { return }
        #expect(!(try folder.read("p.\(ending)").isEmpty))
      }
      try folder.write("<svg/>", to: "mine.svg")
      #expect(try Program.run(arguments + ["--plot", "mine.svg"], in: folder).status == 73)
      #expect(try folder.read("mine.svg") == Data("<svg/>".utf8))
      let forced = try Program.run(arguments + ["--plot", "mine.svg", "--force"], in: folder)
      #expect(forced.status == 0)
    }
  }
}
