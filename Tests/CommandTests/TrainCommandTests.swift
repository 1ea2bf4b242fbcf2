import Foundation
import TestSupport
import Testing

struct TrainCommandTests {
  private func dataset(_ name: String) -> String {
    Program.datasets.appendingPathComponent("\(name).csv").path
  }

  private func rows(_ folder: TemporaryFolder, _ name: String) throws -> [[String]] {
    String(decoding: try folder.read(name), as: UTF8.self).components(separatedBy: "\r\n")
      .dropLast().map { $0.components(separatedBy: ",") }
  }

  /// 200 steps are evaluated before the first and after every fourth: 51 points a seed.
  @Test func `curves have a row for each seed and checkpoint`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      ["train", dataset("wine"), "--lr", "0.1", "--schedule", "cosine", "--seeds", "2", "--json"],
      in: folder)
    #expect(run.status == 0)
    let rows = try rows(folder, "wine.train.csv")
    #expect(
      rows[0] == [
        "seed", "step", "epoch", "learning_rate", "train_loss", "validation_loss", "metric",
        "balanced_accuracy", "auc", "fold",
      ])
    #expect(rows.count == 1 + 2 * 51)
    #expect(rows[1][1] == "0" && rows[1][3] == "0.1" && rows[1][4].isEmpty)
    #expect(rows[51][1] == "200")
    // Cosine at the last of 200 steps: 0.1 · (1 + cos(π · 199/200)) / 2 = 6.17e-06.
    #expect(abs((Double(rows[51][3]) ?? 0) - 6.1685e-6) < 1e-9)
    #expect(Set(rows.dropFirst().map { $0[0] }) == ["0", "1"])
  }

  @Test func `the outcome does not depend on the number of workers`() throws {
    let folders = try ["1", "2"].map { workers in
      let folder = try TemporaryFolder()
      let run = try Program.run(
        [
          "train", dataset("iris"), "--lr", "0.1", "--seeds", "3", "--workers", workers, "--json",
        ], in: folder)
      try folder.write(run.output, to: "answer.json")
      return folder
    }
    #expect(try folders[0].read("iris.train.csv") == folders[1].read("iris.train.csv"))
    #expect(try folders[0].read("answer.json") == folders[1].read("answer.json"))
  }

  @Test func `quiet leaves the ends of the runs`() throws {
    let iris = Program.datasets.appendingPathComponent("iris.csv").path
    let run = try Program.run(
      ["train", iris, "--lr", "0.5", "--seeds", "2", "--quiet"], in: TemporaryFolder())
    let lines = run.output.split(separator: "\n")
    #expect(lines.map { $0.prefix(6) } == ["seed 0", "seed 1", "mean o"] && run.errors.isEmpty)
  }

  @Test func `a rate that diverges is said to, with its step`() throws {
    let run = try Program.run(
      ["train", dataset("diabetes"), "--lr", "100"], in: TemporaryFolder())
    #expect(run.status == 4)
    #expect(run.output.contains("diverged at step "))
    let json = try Program.run(
      ["train", dataset("diabetes"), "--lr", "100", "--json"], in: TemporaryFolder()
    ).json
    let first = try #require((json["runs"] as? [[String: Any]])?.first)
    #expect(first["status"] as? String == "diverged")
    #expect((first["diverged_at_step"] as? Int ?? 0) > 0)
  }

  @Test func `a rate that is too low still falls at the end`() throws {
    let run = try Program.run(
      ["train", dataset("iris"), "--lr", "0.001"], in: TemporaryFolder())
    #expect(run.output.contains("the validation loss still falls"))
  }

  /// Its training loss blows up at first, to some fifteen times what it was untrained, and ends at next to
  /// nothing: far enough for every family of kernels.
  @Test func `what blew up and fits its batches again is told as that`() throws {
    let run = try Program.run(
      ["train", dataset("wine"), "--optimizer", "adam", "--lr", "3", "--seed", "1"],
      in: TemporaryFolder())
    #expect(run.status == 4)
    #expect(
      run.output.contains("\n  diverged: its training loss rose above the untrained model's ("),
      "\(run.output)")
    #expect(
      run.output.contains(
        "; it came down again, but on the rows held back it did not recover; take a lower --lr\n"))
    let worse = try Program.run(
      ["train", dataset("diabetes"), "--optimizer", "rmsprop", "--lr", "3", "--steps", "40"],
      in: TemporaryFolder())
    #expect(
      worse.output.contains(
        "diverged: it ended with a higher loss than it began with (training loss "),
      "\(worse.output)")
  }

  @Test func `training far too long is said to overfit`() throws {
    let run = try Program.run(
      ["train", dataset("diabetes"), "--lr", "0.05", "--epochs", "400"], in: TemporaryFolder())
    #expect(run.output.contains("the validation loss has risen since step "))
  }

  @Test(arguments: [
    (["--lr", "-1"], "--lr: '-1' is not a number from 1e-30 to 1e30"),
    (["--lr", "0.1", "--seeds", "0"], "--seeds: '0' is not a whole number from 1 to 10000"),
    (["--lr", "0.1", "--schedule", "cosin"], "did you mean 'cosine'?"),
    (["--lr", "0.1", "--schedule", "cosine:min=2"], "min=2"),
    (
      ["--lr", "0.1", "--steps", "10", "--schedule", "cosine:warmup=20"], "shorter than the budget"
    ),
    (["--lr", "0.1", "--plot", "a.bmp"], "--plot"),
    ([], "missing expected argument '--lr <rate>'; see 'lrfind train --help'"),
    (["--optimizer", "adam"], "missing expected argument '--lr <rate>'"),
    (["--optimizer", "dgo"], "there is no optimizer 'dgo'"),
  ])
  func `wrong options are refused with the reason`(arguments: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(["train", dataset("iris")] + arguments, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(folder.contents.isEmpty)
  }
}
