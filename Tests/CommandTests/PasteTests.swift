import Foundation
import TestSupport
import Testing

struct PasteTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  private static let find = [iris, "--steps", "60", "--effort", "quick"]

  @Test func `a program is written to a file, and replaced by a later one`() throws {
    let folder = try TemporaryFolder()
    for framework in ["pytorch", "keras", "sklearn"] {
      let run = try Program.run(
        Self.find + ["--paste", framework, "--paste-to", "train.py"], in: folder)
      #expect(run.status == 0 || run.status == 3)
      #expect(!run.output.contains("paste") && !run.output.contains("import"))
      #expect(run.errors.contains("program: train.py; run it with: python3 train.py\n"))
      let text = String(decoding: try folder.read("train.py"), as: UTF8.self)
      #expect(text.hasPrefix("# Written by lrfind: ") && text.contains("pd.read_csv("))
      #expect(
        text.contains(
          ["keras": "keras.Sequential", "sklearn": "MLPClassifier"][framework] ?? "torch.nn"))
    }
  }

  @Test func `train writes the program of what it trained`() throws {
    let folder = try TemporaryFolder()
    let train = ["train", Self.iris, "--lr", "0.0625", "--steps", "60"]
    let run = try Program.run(train + ["--paste", "pytorch"], in: folder)
    #expect(run.status == 0 && run.output.contains("learning_rate = 0.0625\n"))
    #expect(!(try Program.run(train, in: folder)).output.contains("paste"))
    let written = try Program.run(
      train + ["--quiet", "--paste", "sklearn", "--paste-to", "t.py"], in: folder)
    #expect(written.status == 0 && written.errors.isEmpty)
    #expect(String(decoding: try folder.read("t.py"), as: UTF8.self).contains("= 0.0625\n"))
  }

  @Test(arguments: ["--quiet", "--json"])
  func `a program is not printed beside an answer that stands alone`(option: String) throws {
    for command in [
      [Self.iris], ["train", Self.iris, "--lr", "0.1"], ["sweep", Self.iris, "--lr", "0.1,1"],
    ] {
      let run = try Program.run(command + [option, "--paste", "pytorch"], in: TemporaryFolder())
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.errors.contains("add --paste-to with a file"))
    }
  }

  @Test func `a program that somebody wrote is kept, before anything is trained`() throws {
    let folder = try TemporaryFolder()
    try folder.write("print(1)\n", to: "train.py")
    let wanted = Self.find + ["--paste", "pytorch", "--paste-to", "train.py"]
    let run = try Program.run(wanted, in: folder)
    #expect(run.status == 73 && run.output.isEmpty)
    #expect(
      run.errors == "lrfind: error: train.py: exists and was not written by lrfind; give another "
        + "name, or --force to replace it\n")
    #expect(try folder.read("train.py") == Data("print(1)\n".utf8))
    #expect(try Program.run(wanted + ["--force"], in: folder).status != 73)
    #expect(try folder.read("train.py") != Data("print(1)\n".utf8))
  }

  @Test(arguments: [
    (["--paste-to", "train.py"], "--paste-to writes a program for one framework"),
    (["--paste", "all", "--paste-to", "train.py"], "give --paste pytorch, keras or sklearn"),
    (["--paste", "none", "--paste-to", "train.py"], "give --paste pytorch, keras or sklearn"),
    (["--paste", "keras", "--paste-to", ""], "--paste-to: the name is empty"),
    (
      ["--paste", "keras", "--paste-to", "a", "--out", "a"],
      "--out and --paste-to both name a; give two files"
    ),
    (
      ["--paste", "sklearn", "--paste-to", "a", "--optimizer", "adagrad"],
      "scikit-learn has no Adagrad"
    ),
  ])
  func `what cannot be written is refused`(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.find + options, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(folder.contents.isEmpty)
  }

  @Test(arguments: [
    ["--lr", "0.05,0.5", "--seeds", "2"], ["--kind", "find", "--optimizer", "sgd,adam"],
  ])
  func `a sweep pastes its winner`(axes: [String]) throws {
    let folder = try TemporaryFolder()
    let sweep = ["sweep", Self.iris, "--steps", "60", "--out", "s"] + axes
    let plain = try Program.run(sweep, in: folder)
    #expect(plain.output.hasSuffix("\nlines to paste: --paste pytorch, keras or sklearn\n"))
    let run = try Program.run(sweep + ["--paste", "pytorch"], in: folder)
    let best = try #require(
      run.output.split(separator: "\n").first { $0.hasPrefix("best: learning rate ") })
    let rate = try #require(
      best.split(separator: " ")[3].split(separator: ",").first.flatMap { Double($0) })
    let line = try #require(
      run.output.split(separator: "\n").first { $0.hasPrefix("learning_rate = ") })
    let pasted = try #require(Double(line.dropFirst("learning_rate = ".count)))
    #expect(abs(pasted / rate - 1) < 0.01)
    #expect(run.output.contains("step, steps = 0, 60  #"))
    let file = try Program.run(
      sweep + ["--json", "--paste", "keras", "--paste-to", "best.py"], in: folder)
    #expect(!file.json.isEmpty)
    #expect(
      String(decoding: try folder.read("best.py"), as: UTF8.self).contains("keras.Sequential"))
  }

  @Test(arguments: [["--dry-run"], ["--save-plan", "p.yaml"]])
  func `what trains nothing has nothing to paste`(mode: [String]) throws {
    let run = try Program.run(
      ["sweep", Self.iris, "--lr", "0.1", "--paste", "keras"] + mode, in: TemporaryFolder())
    #expect(run.status == 64)
    #expect(run.errors.contains("--paste has no meaning for \(mode[0])"))
  }
}
