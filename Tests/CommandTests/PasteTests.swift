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

  /// Only what can train so is offered; what is asked for all the same is answered with what to take instead.
  @Test func `what a framework lacks is not offered`() throws {
    let train = ["train", Self.iris, "--steps", "60"]
    for (optimizer, choices, lack) in [
      ("prodigy", "pytorch", "prodigy: Keras has no prodigy"),
      (
        "nadamw", "pytorch",
        "nadamw: Keras has a Nadam whose momentum rises otherwise than PyTorch's"
      ),
    ] {
      let find = Self.find + ["--optimizer", optimizer]
      let plain = try Program.run(find, in: TemporaryFolder())
      #expect(plain.output.hasSuffix("\nlines to paste: --paste \(choices)\n"), "\(plain.output)")
      let run = try Program.run(find + ["--paste", "keras"], in: TemporaryFolder())
      #expect(
        run.output.hasSuffix("\n\nnothing to paste for \(lack); take --paste \(choices)\n"),
        "\(run.output)")
    }
    let lion = try Program.run(Self.find + ["--optimizer", "lion"], in: TemporaryFolder())
    #expect(lion.output.hasSuffix("\nlines to paste: --paste pytorch or keras\n"))
    let trained = try Program.run(
      train + ["--optimizer", "prodigy", "--paste", "sklearn"], in: TemporaryFolder())
    #expect(
      trained.output.contains(
        "nothing to paste for prodigy: scikit-learn has no prodigy, only SGD and Adam; take --paste pytorch"
      ))
    let all = try Program.run(
      train + ["--optimizer", "prodigy", "--paste", "all"], in: TemporaryFolder())
    #expect(all.output.contains("import torch\n") && !all.output.contains("import keras"))
  }

  /// Whether it can be written is known only when the best of a sweep is.
  @Test func `a program that trains nothing is not written`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      [
        "sweep", Self.iris, "--steps", "60", "--out", "s", "--optimizer", "sgd,nadamw", "--lr",
        "0.001",
        "--paste", "keras", "--paste-to", "best.py",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.contains(
        "best.py is not written: nothing to paste for nadamw: Keras has a Nadam "),
      "\(run.errors)")
    #expect(!folder.contents.contains("best.py"))
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
