import CurveFiles
import Experiment
import GRDB
import Reporting
import Store
import Tabular
import TestSupport
import Testing
import Training

struct ExportTests {
  private static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    Array(bytes).withUnsafeBufferPointer(CRC32C.checksum)
  }

  private static let set = TrialSet(
    name: "night", axes: Axis.all, trials: MadeSweep.large, measure: "validation_loss",
    isMaximized: false)

  // The check value of CRC-32C, and that of 32 zeros (RFC 3720, B.4).
  @Test func `the checksum is that of Castagnoli`() {
    #expect(Self.checksum("123456789".utf8) == 0xE306_9283)
    #expect(Self.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
  }

  /// The records of an event file, each with its length; the checksums of lengths and data are looked at.
  private func records(_ bytes: [UInt8]) throws -> [[UInt8]] {
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    func unmasked(_ value: UInt64) -> UInt32 {
      let turned = UInt32(value) &- 0xA282_EAD8
      return (turned >> 17) | (turned << 15)
    }
    var records: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      try #require(rest.count >= 16)
      let length = Int(number(rest.prefix(8)))
      #expect(
        unmasked(number(rest.dropFirst(8).prefix(4))) == Self.checksum(rest.prefix(8)))
      let data = Array(rest.dropFirst(12).prefix(length))
      let sum = number(rest.dropFirst(12 + length).prefix(4))
      #expect(unmasked(sum) == Self.checksum(data))
      records.append(data)
      rest = rest.dropFirst(16 + length)
    }
    return records
  }

  @Test func `an event file has whole records, one a figure of each checkpoint`() throws {
    let trial = try #require(MadeSweep.large.first { $0.status == .ok })
    let file = TensorBoardEvents(Self.set).file(of: trial)
    // Its version, the start, the rate and two losses of two checkpoints but for one, the end.
    #expect(try records(file).count == 1 + 1 + 5 + 1)
    #expect(TensorBoardEvents.isOurs(file[...]))
    #expect(!TensorBoardEvents.isOurs(file.dropFirst()))
    let diverged = try #require(MadeSweep.large.first { $0.status == .diverged })
    #expect(try records(TensorBoardEvents(Self.set).file(of: diverged)).count == 1 + 1 + 3 + 1)
  }

  @Test func `a study is one of ours, and the same trials give the same`() throws {
    let bytes = try OptunaStudy(Self.set).bytes()
    #expect(OptunaStudy.isOurs(bytes[..<4096]))
    #expect(try OptunaStudy(Self.set).bytes() == bytes)
    #expect(!OptunaStudy.isOurs(ArraySlice("SQLite format 3\0".utf8)))
  }

  /// As of Optuna's own pruners: with the values on the way, the last of which is kept as the value.
  @Test func `what halving stopped is pruned in a study`() throws {
    var set = Self.set
    set.trials = [
      .made(0.1, seed: 0, loss: 0.4, steps: 10, horizon: 30),
      .made(0.1, seed: 0, loss: 0.3, steps: 30),
      .made(0.2, seed: 0, loss: nil, steps: 10, horizon: 30),
    ]
    set = TrialSet(
      name: set.name, axes: set.axes, trials: set.trials, measure: set.measure, isMaximized: false)
    let folder = try TemporaryFolder()
    let file = try folder.file("o.db", bytes: OptunaStudy(set).bytes())
    let rows = try DatabaseQueue(path: file).read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT state, value, count(step) AS n, max(step) AS last FROM trials
            LEFT JOIN trial_values USING (trial_id)
            LEFT JOIN trial_intermediate_values USING (trial_id) GROUP BY trial_id ORDER BY trial_id
          """
      ).map { row -> String in
        "\(row["state"] as String) \(row["value"] as Double? ?? -1) \(row["n"] as Int) \(row["last"] as Int)"
      }
    }
    #expect(rows == ["PRUNED 0.4 2 10", "COMPLETE 0.3 2 30", "FAIL -1.0 2 10"])
  }

  @Test func `runs are ours, the same trials give the same, and what diverged has no loss`() throws
  {
    let bytes = try MLflowRuns(Self.set).bytes()
    #expect(MLflowRuns.isOurs(bytes[..<4096]) && !OptunaStudy.isOurs(bytes[..<4096]))
    #expect(try MLflowRuns(Self.set).bytes() == bytes)
    let folder = try TemporaryFolder()
    let rows = try DatabaseQueue(path: folder.file("m.db", bytes: bytes)).read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT status, count(*) AS n, sum(is_nan) AS nan FROM runs JOIN latest_metrics
            USING (run_uuid) WHERE "key" = 'validation_loss' GROUP BY status ORDER BY status
          """
      ).map { row -> String in "\(row["status"] as String) \(row["n"] as Int) \(row["nan"] as Int)"
      }
    }
    let diverged = MadeSweep.large.count { $0.status == .diverged }
    #expect(
      rows == [
        "FAILED \(diverged) \(diverged)", "FINISHED \(MadeSweep.large.count - diverged) 0",
      ])
  }

  @Test func `an axis may be called as what a viewer is told besides`() throws {
    var set = Self.set
    set.axes = Axis.ofCommand(["fold", "horizon", "status"])
    set.trials = [set.trials[0]]
    set.trials[0].configuration.setting = .ofCommand(["fold": "x", "horizon": "y", "status": "z"])
    #expect(
      set.settings(of: set.trials[0]).map(\.name) == [
        "learning_rate", "fold", "horizon", "status", "seed", "steps",
      ])
    #expect(try MLflowRuns(set).bytes().count > 4096)
  }

  @Test func `HiPlot's table has a row a trial`() {
    let file = HiPlotTable.csv(Self.set)
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == MadeSweep.large.count + 1 && HiPlotTable.isOurs(file[...]))
    #expect(lines[0].hasPrefix("uid,schedule,optimizer,"))
    #expect(lines[0].hasSuffix("seed,fold,steps,status,train_loss,validation_loss,metric"))
  }

  @Test(arguments: [
    "=1+1", "\"quoted\",", "a\nb", "<script>", "😀", String(repeating: "x", count: 10_000),
  ])
  func `names stay texts`(_ name: String) throws {
    var set = Self.set
    set.trials = Array(set.trials.prefix(2)).map { trial in
      var trial = trial
      trial.configuration.setting = .ofCommand(["wd": name])
      return trial
    }
    set.axes = Axis.ofCommand(["wd"])
    set.name = name
    #expect(OptunaStudy.isOurs(try OptunaStudy(set).bytes()[..<4096]))
    #expect(MLflowRuns.isOurs(try MLflowRuns(set).bytes()[..<4096]))
    #expect(try records(TensorBoardEvents(set).file(of: set.trials[0])).count > 2)
    let text = String(decoding: HiPlotTable.csv(set), as: UTF8.self)
    #expect(!text.contains(",=1") && text.split(separator: "\r\n").count == 3)
  }
}
