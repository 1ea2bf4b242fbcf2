import Commands
import Foundation
import TestSupport
import Testing

/// Runs whose end was recorded by their supervisor: what lrfind does with them when it did not live to hear
/// of it, and makes the same run again.
struct RunRecordTests {
  private static let count = "echo made >> $LRFIND_OUT/../made.txt; "

  private static func made(_ runs: Runs) throws -> Int {
    try runs.folder.read("made.txt").count { $0 == UInt8(ascii: "\n") }
  }

  /// What ended and says something is not made again.
  @Test(arguments: [
    "echo val_loss=0.5; echo val_loss=0.25", "echo val_loss=0.5; echo val_loss=nan; exit 1",
    "echo val_loss=0.5; echo 'ValueError: Input contains NaN.'; exit 1",
    "printf 'epoch,val_loss\\n1,0.5\\n2,0.25\\n' > $LRFIND_OUT/metrics.csv",
    "echo val_loss=0.5; echo val_loss=inf; exec sleep 1000",
  ])
  func anEndIsBelieved(_ script: String) throws {
    let runs = try Runs()
    let first = try runs.run(Self.count + script, search: "a")
    let second = try runs.run(Self.count + script, search: "a")
    #expect("\(first)" == "\(second)")
    #expect(first.values != nil || first.isDiverged)
    #expect(try Self.made(runs) == 1)
  }

  /// One that was ended at its rung neither; a longer one is another run.
  @Test func aRungThatWasReachedIsBelieved() throws {
    let runs = try Runs()
    let script = Self.count + "for i in 4 3 2; do echo val_loss=$i; done; exec sleep 1000"
    for _ in 0..<2 { #expect(try runs.run(script, until: 2, search: "a").values == [4, 3]) }
    #expect(try Self.made(runs) == 1)
    #expect(try runs.run(script, until: 3, search: "a").values == [4, 3, 2])
    #expect(try Self.made(runs) == 1)
  }

  /// What failed or was interrupted is made again: the script may have been mended.
  @Test(arguments: [
    "echo val_loss=0.5; exit 3", "echo hello", "echo val_loss=0.5; exit 75",
    "echo val_loss=0.5; kill -KILL $$",
  ])
  func whatSaysNothingIsMadeAgain(_ script: String) throws {
    let runs = try Runs()
    for _ in 0..<2 { _ = try runs.run(Self.count + script, search: "a") }
    #expect(try Self.made(runs) == 2)
    #expect(try runs.run(Self.count + "echo val_loss=1", search: "a").values == [1])
  }

  /// Nobody wanted to hear the end of it: that it was ended is not its end.
  @Test func whatWasEndedIsMadeAgain() throws {
    let runs = try Runs()
    let script = Self.count + "trap 'exit 0' TERM; echo val_loss=1; while :; do sleep 0.01; done"
    let file = runs.folder.url.appendingPathComponent("run.log").path
    let isWritten = { (FileManager.default.contents(atPath: file)?.count ?? 0) > 0 }
    #expect(try runs.run(script, search: "a", isStopped: isWritten) == .interrupted)
    #expect(try runs.run(Self.count + "echo val_loss=2", search: "a").values == [2])
    #expect(try Self.made(runs) == 2)
  }

  /// A record of another search, of an earlier log, or one that is torn, is not believed.
  @Test(arguments: ["search", "log", "torn", "none"])
  func whatIsStaleIsMadeAgain(_ change: String) throws {
    let runs = try Runs()
    _ = try runs.run(Self.count + "echo val_loss=1", search: "a")
    let record = "run.end"
    switch change {
    case "log": try runs.folder.write("val_loss=1\nval_loss=0\n", to: "run.log")
    case "torn":
      let bytes = try runs.folder.read(record)
      try Data(bytes.dropLast()).write(to: runs.folder.url.appendingPathComponent(record))
    case "none":
      try FileManager.default.removeItem(at: runs.folder.url.appendingPathComponent(record))
    default: break
    }
    let search = change == "search" ? "b" : "a"
    #expect(try runs.run(Self.count + "echo val_loss=2", search: search).values == [2])
    #expect(try Self.made(runs) == 2)
  }

  /// Without anything to know it by nothing is believed.
  @Test func aRunOfNoSearchIsMadeAgain() throws {
    let runs = try Runs()
    for _ in 0..<2 { _ = try runs.run(Self.count + "echo val_loss=1") }
    #expect(try Self.made(runs) == 2)
  }

  /// What was logged beyond what was wanted depends on the moment at which the run is ended.
  @Test func whatIsLoggedBeyondARungDoesNotCount() throws {
    let script = (1...20).map { "echo epoch=\(($0 + 1) / 2) val_loss=\($0)" }.joined(
      separator: "\n")
    #expect(try Runs().run(script, until: 2).values == [1, 2, 3, 4])
    #expect(
      try Runs().run(script + "\necho val_loss=nan; exit 1", until: 2).values == [1, 2, 3, 4])
  }

  /// So does what is logged behind a loss that is none.
  @Test func whatIsLoggedBehindNaNDoesNotCount() throws {
    let outcome = try Runs().run("for i in 1 2 nan nan nan; do echo val_loss=$i; done; exit 1")
    guard case .diverged(let series?) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(series.values.count == 3)
  }
}
