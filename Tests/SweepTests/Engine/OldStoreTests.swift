import Experiment
import Foundation
import Reporting
import Running
import Statistics
import Store
import Tabular
import TestSupport
import Testing
import Training

/// Stores that released versions wrote are read as they were meant, and gone on with.
struct OldStoreTests {
  /// A copy of a kept store in a folder of its own.
  private static func folder(_ name: String) throws -> StoreFolder {
    let folder = StoreFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false)
    let kept = try #require(Bundle.module.url(forResource: "Stores/\(name)", withExtension: nil))
    try FileManager.default.copyItem(
      at: kept, to: URL(fileURLWithPath: "\(folder.path)/sweep.sqlite"))
    return folder
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
  }

  /// The lines of a table that was exported by the version that wrote the store.
  private static func kept(_ name: String) throws -> [Substring] {
    let url = try #require(Bundle.module.url(forResource: "Stores/\(name)", withExtension: nil))
    return lines([UInt8](try Data(contentsOf: url)))
  }

  /// Columns may have come since, at the end.
  @Test(arguments: ["grid", "find"]) func `its trials read back`(name: String) throws {
    let folder = try Self.folder("\(name).sqlite")
    let store = try SweepStore.read(folder: folder.path)
    let lines = Self.lines(SweepFile.trialFile.csv(try store.results()))
    let kept = try Self.kept("\(name).csv")
    #expect(lines.count == kept.count)
    for (line, kept) in zip(lines, kept) { #expect(line.hasPrefix(kept)) }
    #expect(try store.counts().isFinished)
  }

  @Test func `its points read back`() throws {
    let folder = try Self.folder("find.sqlite")
    let store = try SweepStore.read(folder: folder.path)
    let comparison = PointComparison(try store.foundPoints(), trials: try store.results())
    let lines = Self.lines(
      SweepFile.recommendationFile.csv(
        comparison.rows.map { row in
          SweepFile.RecommendationRow(row) { _ in
            ("too_few_steps", "40 steps are too few to tell rates apart: give at least --steps 100")
          }
        }))
    let kept = try Self.kept("find-points.csv")
    #expect(lines.count == kept.count)
    for (line, kept) in zip(lines, kept) { #expect(line.hasPrefix(kept)) }
  }

  /// The ids of trials are hashes of what they are: each is still the same.
  @Test(arguments: ["grid", "find"]) func `its trials keep their ids`(name: String) throws {
    let folder = try Self.folder("\(name).sqlite")
    let store = try SweepStore.read(folder: folder.path)
    let provenance = try #require(try store.provenance())
    for trial in try store.results() {
      let identity = TrialIdentity(
        data: provenance.data, configuration: trial.configuration, steps: trial.steps,
        horizon: trial.horizon, clipNorm: nil)
      #expect(identity.id(seed: trial.seed) == trial.id)
    }
  }

  @Test func `it is gone on with, and nothing runs again`() throws {
    let folder = try Self.folder("grid.sqlite")
    let store = try SweepStore.open(folder: folder.path)
    let plan = try #require(try store.plan())
    let provenance = try #require(try store.provenance())
    let before = try store.results()
    // Any table with as many rows and columns plans the same trials: the data's hash is given.
    let dataset = Dataset.blobs(rows: 150, features: 4, classes: 3)
    let trials = try plan.trials(on: dataset, data: provenance.data)
    #expect(trials.all.map(\.id) == before.map(\.id))
    let added = try store.adopt(
      trials, yaml: try #require(try store.planText()), provenance: provenance
    ) { plan.training(on: TrainingSplits(dataset)).groups(of: $0) }
    #expect(added == 0)
    #expect(try store.pendingGroups().isEmpty)
    #expect(try store.results() == before)
  }
}
