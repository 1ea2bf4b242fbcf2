import CurveFiles
import Foundation
import Tabular
import Testing
import Tuning

/// Logs as tools wrote them; see scripts/reference/record_logs.py.
@Suite struct LogFileTests {
  struct Log: Sendable, CustomTestStringConvertible {
    var files: [String]
    var format: CurveFile.Format
    var rate: String
    var loss: String
    var notes: [CurveFile.Note] = []
    /// The second loss, which says whose training it was.
    var secondLoss: Double

    var testDescription: String { files.joined(separator: " ") }
  }

  static let lightningLoss = 2.2927668
  static let plainLoss = 2.29277
  static let logs = [
    Log(
      files: ["lightning-metrics.csv"], format: .csv, rate: "lr-SGD", loss: "train_loss",
      notes: [.joined(60, column: "step")], secondLoss: lightningLoss),
    Log(
      files: ["lightning.tfevents"], format: .tfevents, rate: "lr-SGD", loss: "train_loss",
      secondLoss: lightningLoss),
    Log(
      files: ["tensorboard-lr.csv", "tensorboard-loss.csv"], format: .csv,
      rate: "Value of tensorboard-lr.csv", loss: "Value of tensorboard-loss.csv",
      notes: [.joined(60, column: "Step")], secondLoss: lightningLoss),
    Log(
      files: ["tensorboard-loss.csv", "tensorboard-lr.csv"], format: .csv,
      rate: "Value of tensorboard-lr.csv", loss: "Value of tensorboard-loss.csv",
      notes: [.joined(60, column: "Step")], secondLoss: lightningLoss),
    Log(
      files: ["tensorboardX.tfevents"], format: .tfevents, rate: "optimizer/lr-SGD",
      loss: "train/loss", secondLoss: plainLoss),
    Log(
      files: ["tensor.tfevents"], format: .tfevents, rate: "learning_rate", loss: "loss",
      secondLoss: plainLoss),
    Log(
      files: ["wandb-history.csv"], format: .csv, rate: "lr-SGD", loss: "train/loss",
      notes: [.joined(60, column: "trainer/global_step")], secondLoss: plainLoss),
    Log(
      files: ["wandb-history.jsonl"], format: .jsonl, rate: "lr-SGD", loss: "train/loss",
      notes: [.joined(60, column: "trainer/global_step")], secondLoss: plainLoss),
    Log(
      files: ["trainer_state.json"], format: .json, rate: "learning_rate", loss: "loss",
      secondLoss: plainLoss),
    Log(
      files: ["keras-log.csv"], format: .csv, rate: "learning_rate", loss: "loss",
      secondLoss: 2.4720097),
    Log(
      files: ["keras-batches.jsonl"], format: .jsonl, rate: "logs/lr", loss: "logs/loss",
      secondLoss: 2.4720097),
  ]

  static func path(_ file: String) -> String { Golden.path("logs/\(file)") }

  static func read(_ log: Log) throws -> CurveFile {
    try CurveFile(path: path(log.files[0]), lossPath: log.files.dropFirst().first.map(path))
  }

  @Test(arguments: logs) func isRead(_ log: Log) throws {
    let file = try Self.read(log)
    #expect(file.format == log.format)
    #expect(file.learningRateColumn == log.rate)
    #expect(file.lossColumn == log.loss)
    #expect(file.notes == log.notes)
    let points = try #require(file.curve.runs.first)
    #expect(points.count == 60)
    for (step, point) in points.enumerated() {
      #expect(abs(decades(point.learningRate, pow(10, -5 + 6 * Double(step) / 59))) < 1e-6)
    }
    #expect(abs(points[1].loss - log.secondLoss) < 1e-4)
    let suggestion = CurveSuggestion(try CleanedCurve(file.curve))
    #expect(suggestion.isConfident, "\(suggestion.doubts)")
  }

  /// What a killed writer leaves: every beginning of an event file is read as far as it goes, or
  /// refused.
  @Test func everyBeginningOfAnEventFile() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.path("tensor.tfevents"))))
    for count in stride(from: 12, to: bytes.count, by: 41) {
      let scratch = try ScratchFile(bytes: Array(bytes[..<count]), ending: "tfevents")
      do {
        let file = try CurveFile(path: scratch.path)
        #expect(file.pointCount <= 60)
        let cut = file.notes.contains { if case .cutRecord = $0 { true } else { false } }
        #expect(cut || file.pointCount > 0)
      } catch {
        #expect(error.kind == .unusableData)
      }
    }
  }

  /// The same of JSON lines: all but a last line without end is read.
  @Test func everyBeginningOfJSONLines() throws {
    let bytes = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: Self.path("keras-batches.jsonl"))))
    let starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    for count in [starts[20] + 1, starts[20] + 9, starts[21] - 2, starts[21]] {
      let scratch = try ScratchFile(bytes: Array(bytes[..<count]), ending: "jsonl")
      let file = try CurveFile(path: scratch.path)
      let isCut = count < starts[21] - 1
      #expect(file.pointCount == (isCut ? 20 : 21), "\(count)")
      #expect(file.notes == (isCut ? [.cutLine(21)] : []))
    }
    // Interrupted in the middle of the file it is no interruption.
    let middle = Array(bytes[..<(starts[20] + 9)]) + [0x0A] + bytes[starts[21]...]
    let scratch = try ScratchFile(bytes: middle, ending: "jsonl")
    #expect(throws: DataError.self) { try CurveFile(path: scratch.path) }
  }

  /// A folder stands for the event files of the one run in it.
  @Test func `a folder of event files`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lrfind-logs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = folder.appendingPathComponent("lightning_logs/version_0")
    try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
    let none = #expect(throws: DataError.self) { try CurveFile(path: folder.path) }
    #expect(none?.kind == .missingInput && none?.problem.contains("without event files") == true)
    func copy(_ log: String, to name: String) throws {
      try FileManager.default.copyItem(
        atPath: Self.path(log), toPath: run.appendingPathComponent(name).path)
    }
    try "x".write(
      to: run.appendingPathComponent("hparams.yaml"), atomically: true, encoding: .utf8)
    try copy("lightning.tfevents", to: "events.out.tfevents.1700000000.host.1.0")
    for place in [folder, run] {
      let file = try CurveFile(path: place.path)
      #expect(file.pointCount == 60 && file.format == .tfevents && file.notes == [])
    }
    // A second file of the same run goes on with it: here at the same steps, which it replaces.
    try copy("lightning.tfevents", to: "events.out.tfevents.1700000001.host.1.0")
    let both = try CurveFile(path: run.path)
    #expect(both.pointCount == 60 && both.notes == [.eventFiles(2)] && both.source == run.path)
    let other = folder.appendingPathComponent("lightning_logs/version_1")
    try FileManager.default.copyItem(at: run, to: other)
    let several = #expect(throws: DataError.self) { try CurveFile(path: folder.path) }
    #expect(several?.kind == .usage && several?.problem == "holds the event files of 2 runs")
    #expect(several?.remedy?.hasSuffix("lightning_logs/version_0") == true)
  }

  /// A byte that was changed is noticed: each stands under a checksum, or is one.
  @Test func changedBytesAreNoticed() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.path("tensor.tfevents"))))
    for place in stride(from: 100, to: 400, by: 7) {
      var changed = bytes
      changed[place] ^= 0x10
      let scratch = try ScratchFile(bytes: changed, ending: "tfevents")
      let error = #expect(throws: DataError.self) { try CurveFile(path: scratch.path) }
      #expect(error?.problem.contains("is damaged") == true, "byte \(place): \(error as Any)")
    }
  }

  /// Logs in which rate and loss stand apart; each reads as (0.001, 2.5), (0.01, 2), (0.1, 3).
  static let sparse: [(String, String, [CurveFile.Note])] = [
    (
      "empty cells", "step,lr,loss\n0,0.001,\n0,,2.5\n1,0.01,\n1,,2\n2,0.1,\n2,,3\n",
      [.joined(3, column: "step")]
    ),
    (
      "NaN, blocks, another order",
      "loss,global_step,lr\nNaN,0,1e-3\nNaN,1,1e-2\nNaN,2,0.1\n3,2,NaN\n2,1,NaN\n2.5,0,NaN\n",
      [.joined(3, column: "global_step")]
    ),
    (
      "no step", "lr,loss\n0.001,\n,2.5\n0.01,\n,2\n0.1,\n,3\n", [.joined(3, column: nil)]
    ),
    (
      "losses at every other step, and a validation",
      "step,lr,train_loss,val_loss\n0,0.001,,\n0,,2.5,\n1,0.005,,\n2,0.01,,\n2,,2,\n2,,,9\n3,0.05,,\n"
        + "4,0.1,,\n4,,3,\n",
      [.joined(3, column: "step"), .alone(2)]
    ),
    (
      "a counter of its own, and the right one",
      "_step,lr,loss,trainer/global_step\n0,0.001,,5\n1,,2.5,5\n2,0.01,,6\n3,,2,6\n4,0.1,,7\n5,,3,7\n",
      [.joined(3, column: "trainer/global_step")]
    ),
    (
      "objects with other keys",
      #"[{"step":1,"lr":1e-3},{"step":1,"loss":2.5},{"step":2,"lr":1e-2},{"step":2,"loss":2},"#
        + #"{"step":3,"lr":0.1},{"step":3,"loss":3}]"#, [.joined(3, column: "step")]
    ),
    (
      "lines of pairs", "[0.001, 2.5]\n[0.01, 2]\n\n[0.1, 3]\n", []
    ),
    (
      "equal groups, momentum and decay",
      "lr-Adam/pg1,lr-Adam/pg2,lr-Adam-momentum,lr-Adam-weight_decay,val/loss,train/loss\n"
        + "0.001,0.001,0.9,0,9,2.5\n0.01,0.01,0.9,0,9,2\n0.1,0.1,0.9,0,9,3\n", []
    ),
    (
      "the task behind a slash",
      "hparams/learning_rate,loss/val,loss/train\n1e-3,9,2.5\n1e-2,9,2\n1e-1,9,3\n", []
    ),
    (
      "logarithms", "log10(lr),loss\n-3,2.5\n-2,2\n-1,3\n",
      [.logarithms("decimal", column: "log10(lr)")]
    ),
    (
      "glued", "LRLog10;loss\n-3;2,5\n-2;2,0\n-1;3,0\n",
      [.logarithms("decimal", column: "LRLog10")]
    ),
    (
      "natural logarithms",
      "ln_lr,loss\n-6.907755278982137,2.5\n-4.605170185988091,2\n-2.302585092994046,3\n",
      [.logarithms("natural", column: "ln_lr")]
    ),
    (
      "W&B's table of a run",
      "Step,run 1 - base_lr,run 1 - train/loss,run 1 - train/loss__MIN\n"
        + "0,0.001,2.5,2.5\n1,0.01,2,2\n2,0.1,3,3\n", []
    ),
    ("a logarithm in name alone", "log/lr,log/loss\n0.001,2.5\n0.01,2\n0.1,3\n", []),
  ]

  @Test(arguments: sparse)
  func rowsOfAStepAreJoined(name: String, content: String, notes: [CurveFile.Note]) throws {
    let scratch = try ScratchFile(content)
    let file = try CurveFile(path: scratch.path)
    let points = try #require(file.curve.runs.first).sorted { $0.learningRate < $1.learningRate }
    try #require(points.count == 3)
    for (point, rate) in zip(points, [0.001, 0.01, 0.1]) {
      #expect(abs(point.learningRate / rate - 1) < 1e-12)
    }
    #expect(points.map(\.loss) == [2.5, 2, 3])
    #expect(file.notes == notes)
  }

  /// An empty loss was not recorded; NaN was, and diverged.
  @Test func missingIsNotDiverged() throws {
    for (word, hasLoss) in [("", false), ("nan", true), ("-nan", true), ("inf", true)] {
      let scratch = try ScratchFile("lr,loss\n0.1,2\n0.2,1\n0.3,\(word)\n")
      let point = try #require(try CurveFile(path: scratch.path).curve.runs.first?.last)
      #expect(point.hasLoss == hasLoss && !point.loss.isFinite, "'\(word)'")
    }
  }
}
