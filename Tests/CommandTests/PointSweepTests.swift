import Foundation
import Store
import TestSupport
import Testing

/// `lrfind sweep --kind find` as a person runs it, and as nights go.
struct PointSweepTests {
  /// 6 points in 3 searches, then 60 trials.
  private static func arguments(
    workers: Int = 1, schedules: String = "constant,cosine", out: String = "night"
  ) -> [String] {
    [
      "sweep", Program.datasets.appendingPathComponent("iris.csv").path, "--kind", "find",
      "--optimizer", "sgd,momentum,adam", "--schedule", schedules, "--seeds", "2", "--steps",
      "4000", "--hidden", "16", "--out", out, "--workers", "\(workers)",
    ]
  }

  private static let files = ["recommendations.csv", "trials.csv", "curves.csv"]

  private static func store(in folder: TemporaryFolder) throws -> SweepStore {
    try SweepStore.read(folder: folder.url.appendingPathComponent("night").path)
  }

  /// Starts a sweep and waits until so much is recorded.
  ///
  /// - Returns: The process, which may have ended by then.
  private static func start(
    in folder: TemporaryFolder, until points: Int, trials: Int, kernels: [String] = []
  ) throws -> Process {
    let process = Program.process(arguments() + kernels, in: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forUpdating: folder.write(Data(), to: "errors"))
    try process.run()
    process.wait {
      guard let store = try? store(in: folder), let found = try? store.recordedPoints().count,
        let done = try? store.counts().done
      else { return false }
      return found >= points && done >= trials
    }
    return process
  }

  /// What stands recorded with its times, which are written once.
  private static func record(in folder: TemporaryFolder) throws -> Set<String> {
    let store = try store(in: folder)
    return try Set(store.pointTimings().map { "\($0)" } + store.timings().map { "\($0)" })
  }

  @Test(arguments: [(0, 0), (2, 0), (6, 0), (6, 4)], [[], ["--kernels", "haswell"]])
  func `a killed sweep goes on to the bytes of an undisturbed one`(
    reached: (points: Int, trials: Int), kernels: [String]
  ) throws {
    let calm = try TemporaryFolder()
    let undisturbed = try Program.run(Self.arguments(workers: 3) + kernels, in: calm)
    // A processor without the instructions refuses the family; there is nothing to compare then.
    guard undisturbed.status != 64 else { return }
    #expect([0, 3].contains(undisturbed.status), "\(undisturbed.errors)")
    let folder = try TemporaryFolder()
    let process = try Self.start(
      in: folder, until: reached.points, trials: reached.trials, kernels: kernels)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let before = (try? Self.record(in: folder)) ?? []
    #expect(before.count >= reached.points + reached.trials && before.count <= 66)
    let resumed = try Program.run(Self.arguments(workers: 2) + kernels, in: folder)
    #expect(resumed.status == undisturbed.status, "\(resumed.errors)")
    #expect(try Self.record(in: folder).isSuperset(of: before))
    for file in Self.files {
      let expected = try calm.read("night/\(file)")
      #expect(expected.count { $0 == 0x0A } >= 7)
      #expect(try folder.read("night/\(file)") == expected, "\(file)")
    }
  }

  @Test(arguments: [0, 2]) func `a signal ends it in order, and says how to go on`(
    points: Int
  ) throws {
    let folder = try TemporaryFolder()
    let process = try Self.start(in: folder, until: points, trials: 0)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    let errors = String(decoding: try folder.read("errors"), as: UTF8.self)
    // Before it listens, a signal ends it as any program; and it may be done already.
    guard process.terminationReason == .exit, ![0, 3].contains(process.terminationStatus) else {
      return
    }
    #expect(process.terminationStatus == 75, "\(errors)")
    #expect(errors.contains("go on with: lrfind sweep "), "\(errors)")
    let rows = try folder.read("night/recommendations.csv").count { $0 == 0x0A } - 1
    #expect(try rows == Self.store(in: folder).foundPoints().count)
  }

  @Test func `a time limit ends it in order`() throws {
    let run = try Program.run(
      Self.arguments() + ["--hidden", "512,512", "--time-limit", "0.2s"], in: TemporaryFolder())
    #expect(run.status == 75, "\(run.errors)")
    #expect(run.errors.contains("stopped by the time limit; go on with: lrfind sweep "))
  }

  @Test func `dry run, saved plan, status and a wider plan agree`() throws {
    let folder = try TemporaryFolder()
    let dry = try Program.run(Self.arguments() + ["--dry-run"], in: folder)
    #expect(dry.status == 0 && folder.contents.isEmpty, "\(dry.errors)")
    #expect(
      dry.output.contains("6 settings × 5 folds × 2 seeds: the rate of each, then 60 trainings"))
    #expect(dry.output.contains("0 found in night, 6 to be found in 3 searches"))
    let saved = try Program.run(Self.arguments() + ["--save-plan", "p.yaml"], in: folder)
    #expect(saved.status == 0 && folder.contents == ["p.yaml"], "\(saved.errors)")
    let run = try Program.run(["sweep", "p.yaml"], in: folder)
    #expect(run.output.contains("6 settings, each at its own best rate"), "\(run.errors)")
    let rows = String(decoding: try folder.read("night/recommendations.csv"), as: UTF8.self)
      .components(separatedBy: "\r\n")
    #expect(rows.count == 8 && rows[0].hasPrefix("point,search,schedule,optimizer,"))
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.status == 0 && status.output.hasPrefix("night: finished\n6 settings, each"))
    let wider = try Program.run(
      Self.arguments(schedules: "constant,cosine,onecycle") + ["--dry-run"], in: folder)
    #expect(
      wider.output.contains("6 found in night, 3 to be found in 3 searches"), "\(wider.output)")
    #expect(wider.output.contains("60 trainings done, 30 to be done"), "\(wider.output)")
  }

  /// The cells of a row of a CSV; commas between quotes do not part them.
  private static func cells(_ row: String) -> [String] {
    row.components(separatedBy: "\"").enumerated().map { index, part in
      index % 2 == 0 ? part.replacing(",", with: "\n") : part
    }.joined().components(separatedBy: "\n")
  }

  @Test func `JSON holds the answer, and nothing else is printed`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(Self.arguments() + ["--json"], in: folder)
    #expect([0, 3].contains(run.status) && run.errors.isEmpty, "\(run.errors)")
    let json = run.json
    for (name, value) in [("found", 6), ("planned", 6), ("done", 60), ("total", 60)] {
      #expect(json[name] as? Int == value, "\(name)")
    }
    #expect(json["state"] as? String == "finished" && json["writer"] is NSNull)
    let files = try #require(json["files"] as? [String])
    let names = [
      "sweep.sqlite", "recommendations.csv", "trials.csv", "wide.csv", "curves.csv", "timings.csv",
    ]
    #expect(files == names.map { "night/\($0)" })

    // The fields are those of recommendations.csv but for in_plan, which is true of all here; and so
    // is the order.
    let rows = String(decoding: try folder.read("night/recommendations.csv"), as: UTF8.self)
      .components(separatedBy: "\r\n").dropLast().map(Self.cells)
    let points = try #require(json["points"] as? [[String: Any]])
    #expect(points.count == 6)
    for (cells, point) in zip(rows.dropFirst(), points) {
      #expect(Set(point.keys).union(["in_plan"]) == Set(rows[0]))
      for (name, cell) in zip(rows[0], cells)
      where !["doubts", "advice", "in_plan"].contains(name) {
        switch point[name] {
        case let number as NSNumber where cell != "true" && cell != "false":
          let expected = try #require(Double(cell), "\(name)")
          #expect(abs(number.doubleValue - expected) <= 1e-15 * abs(expected) * 4, "\(name)")
        case is [Any]: #expect(cell == "16")
        case is NSNull: #expect(cell.isEmpty, "\(name)")
        case let value?: #expect("\(value)" == cell || (value as? Bool).map { "\($0)" } == cell)
        case nil: Issue.record("there is no \(name)")
        }
      }
    }

    let status = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(status.status == 0 && status.output == run.output)
    let best = try Program.run(["sweep", "--status", "night", "--quiet"], in: folder)
    #expect(best.output.count { $0 == "\n" } == 1)
  }

  @Test func `files are written where nobody reads the answer`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      Self.arguments() + ["--quiet"], in: folder,
      through: ["/bin/bash", "-c", "\"$0\" \"$@\" >/dev/full"])
    #expect(run.status == 74, "\(run.errors)")
    #expect(run.errors.contains("the answer could not be written"))
    for file in Self.files { #expect(try folder.read("night/\(file)").count > 100) }
  }

  @Test func `a folder can hold sweeps of both kinds, the last one in force`() throws {
    let folder = try TemporaryFolder()
    let find = Self.arguments() + ["--epochs", "5"]
    let arguments = find.filter { $0 != "--steps" && $0 != "4000" }
    #expect([0, 3].contains(try Program.run(arguments, in: folder).status))
    let iris = Program.datasets.appendingPathComponent("iris.csv").path
    let train = try Program.run(
      ["sweep", iris, "--lr", "0.1", "--steps", "20", "--out", "night"], in: folder)
    #expect(train.status == 0, "\(train.errors)")
    let status = try Program.run(["sweep", "--status", "night"], in: folder)
    #expect(status.output.contains("1 of 1 trials"), "\(status.output)")
  }

  @Test func `a wrong plan is refused whole`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "data: iris.csv\nkind: find\nlr: 0.1\nbatch-size: [16, 32]\nsteps: 50\n", to: "p.yaml")
    let run = try Program.run(["sweep", "p.yaml"], in: folder)
    #expect(run.status == 64 && folder.contents == ["p.yaml"])
    for line in ["p.yaml:3: lr: it has no meaning", "p.yaml:5: steps: batch sizes are compared"] {
      #expect(run.errors.contains("lrfind: error: \(line)"), "\(run.errors)")
    }
  }
}
