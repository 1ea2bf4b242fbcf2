import AllocationCounter
import Foundation
import Running
import Store
import TestSupport
import Testing

/// What becomes of a sweep when something is wrong around it: nothing that was finished is lost, and
/// what is wrong is said.
struct SweepTroubleTests {
  /// 64 trials, in groups of eight.
  private static func arguments(_ more: String..., steps: Int = 30) -> [String] {
    [
      "sweep", Program.datasets.appendingPathComponent("iris.csv").path, "--lr", "1e-3..10:8",
      "--seeds", "8", "--steps", "\(steps)", "--hidden", "8", "--out", "night",
    ] + more
  }

  private static func recorded(in folder: TemporaryFolder) throws -> Int {
    let run = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    return try #require(run.json["done"] as? Int)
  }

  private static func undisturbed() throws -> Data {
    let folder = try TemporaryFolder()
    #expect(try Program.run(arguments(), in: folder).status == 0)
    return try folder.read("night/trials.csv")
  }

  /// Runs it where files cannot grow beyond so many blocks of 512 bytes, as on a full disk.
  private static func runCrowded(blocks: Int, in folder: TemporaryFolder) throws -> Program.Run {
    try Program.run(
      arguments(), in: folder,
      through: ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f \(blocks); exec \"$0\" \"$@\""])
  }

  @Test(
    .enabled(if: lrf_can_count() != 0, "ThreadSanitizer keeps its own notes in a file"),
    arguments: [(40, false), (100, false), (160, true)])
  func `a store that cannot grow ends it, and it goes on later`(
    blocks: Int, hasPlan: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let run = try Self.runCrowded(blocks: blocks, in: folder)
    #expect(run.status == 74, "\(run.errors)")
    #expect(run.errors.contains("what was finished is recorded: run the same command again"))
    #expect(run.errors.contains("night/"))
    if hasPlan { #expect(try Self.recorded(in: folder) < 64) }
    #expect(try Program.run(Self.arguments(), in: folder).status == 0)
    #expect(try folder.read("night/trials.csv") == Self.undisturbed())
  }

  @Test func `a result file that cannot be written costs only itself`() throws {
    let folder = try TemporaryFolder()
    let night = folder.url.appendingPathComponent("night")
    try FileManager.default.createDirectory(at: night, withIntermediateDirectories: true)
    try folder.write("my own summary\n", to: "night/summary.csv")
    try FileManager.default.createSymbolicLink(
      atPath: night.appendingPathComponent("trials.csv").path, withDestinationPath: "/dev/full")
    let run = try Program.run(Self.arguments(), in: folder)
    #expect(run.status == 74, "\(run.errors)")
    #expect(run.errors.contains("night/trials.csv: writing failed: No space left on device"))
    #expect(run.errors.contains("night/summary.csv: exists and was not written by lrfind"))
    #expect(!run.errors.contains("results: "))
    #expect(run.output.contains("64 of 64 trials"))
    #expect(try folder.read("night/curves.csv").count > 1000)
    #expect(try folder.read("night/timings.csv").count { $0 == 0x0A } == 65)
    #expect(try folder.read("night/summary.csv") == Data("my own summary\n".utf8))
    try FileManager.default.removeItem(at: night.appendingPathComponent("trials.csv"))
    #expect(try Program.run(Self.arguments("--force"), in: folder).status == 0)
    #expect(try folder.read("night/trials.csv") == Self.undisturbed())
  }

  @Test func `a damaged store is refused, and left as it is`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.arguments(), in: folder).status == 0)
    let results = try folder.read("night/trials.csv")
    let whole = try folder.read("night/sweep.sqlite")
    for broken in [whole.prefix(whole.count / 2), Data("no store at all".utf8)] {
      try folder.write(Data(broken), to: "night/sweep.sqlite")
      let run = try Program.run(Self.arguments(), in: folder)
      #expect(run.status == 65 && run.output.isEmpty)
      #expect(run.errors.contains("night/sweep.sqlite: this is not the store of a sweep, or it is"))
      #expect(try folder.read("night/sweep.sqlite") == Data(broken))
      #expect(try folder.read("night/trials.csv") == results)
    }
    try folder.write(whole, to: "night/sweep.sqlite")
    #expect(try Program.run(Self.arguments(), in: folder).status == 0)
  }

  @Test func `a second sweep is told who holds the folder, and a reader is let in`() throws {
    let folder = try TemporaryFolder()
    let first = Program.process(Self.arguments("--workers", "1", steps: 40_000), in: folder)
    first.standardOutput = FileHandle.nullDevice
    first.standardError = FileHandle.nullDevice
    try first.run()
    defer { first.terminate() }
    let path = folder.url.appendingPathComponent("night").path
    first.wait { (try? SweepStore.read(folder: path).counts().total) == 64 }
    let holder = "process \(first.processIdentifier) on "
    let second = try Program.run(Self.arguments(), in: folder)
    #expect(second.status == 73, "\(second.errors)")
    #expect(second.errors.contains("another sweep is writing to this folder (\(holder)"))
    let status = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(status.json["state"] as? String == "running", "\(status.errors)")
    #expect((status.json["writer"] as? String)?.hasPrefix(holder) == true)
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()
    let after = try Program.run(["sweep", "--status", "night", "--json"], in: folder)
    #expect(after.json["state"] as? String == "stopped" && after.json["writer"] is NSNull)
    let third = try Program.run(Self.arguments("--time-limit", "0.01s", steps: 40_000), in: folder)
    #expect(third.status == 75, "a dead process holds nothing: \(third.errors)")
  }

  @Test func `other kernels are refused, naming both`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.arguments("--kernels", "haswell"), in: folder).status == 0)
    let other = try Program.run(Self.arguments("--kernels", "nehalem"), in: folder)
    #expect(other.status == 65, "\(other.errors)")
    #expect(other.errors.contains("were run with other numerics: "))
    #expect(other.errors.contains("Haswell") && other.errors.contains("Nehalem"))
    #expect(try Self.recorded(in: folder) == 64)
  }

  @Test(.enabled(if: geteuid() != 0, "root writes everywhere"))
  func `a folder that cannot be written is refused, and read`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(Self.arguments(), in: folder).status == 0)
    let path = folder.url.appendingPathComponent("night").path
    chmod(path, 0o555)
    defer { chmod(path, 0o755) }
    let run = try Program.run(Self.arguments(), in: folder)
    #expect(run.status == 73 && run.errors.contains("give a folder that can be written with --out"))
    #expect(try Self.recorded(in: folder) == 64)
  }

  @Test func `a hang-up that is ignored is no reason to stop`() throws {
    let folder = try TemporaryFolder()
    let process = Program.process(
      Self.arguments("-q"), in: folder, through: ["/usr/bin/env", "--ignore-signal=HUP"])
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let path = folder.url.appendingPathComponent("night").path
    process.wait { (try? SweepStore.read(folder: path).counts().done) ?? 0 >= 8 }
    kill(process.processIdentifier, SIGHUP)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try Self.recorded(in: folder) == 64)
  }
}
