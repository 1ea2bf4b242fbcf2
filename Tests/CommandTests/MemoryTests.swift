import AllocationCounter
import Foundation
import TestSupport
import Testing

/// What cannot fit is refused before anything is trained, with both figures on one line; a limit on
/// the address space never makes the program hang or end without a word.
@Suite(.enabled(if: lrf_can_count() != 0, "a sanitizer takes more than any limit for itself"))
struct MemoryTests {
  private static let wide = ["--hidden", "65536,65536"]

  /// Every door that trains.
  private static let doors: [[String]] = [
    ["find", "iris.csv"] + wide,
    ["find", "iris.csv", "--optimizer", "sgd,adam"] + wide,
    ["train", "iris.csv", "--lr", "0.1"] + wide,
    // One configuration among others that fit.
    ["sweep", "iris.csv", "--lr", "0.1", "--hidden", "8", "--out", "night"] + wide,
    ["sweep", "iris.csv", "--lr", "0.1", "--dry-run", "--out", "night"] + wide,
    ["sweep", "iris.csv", "--kind", "find", "--out", "night"] + wide,
  ]

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      try Data(contentsOf: Program.datasets.appendingPathComponent("iris.csv")), to: "iris.csv")
    return folder
  }

  /// The limit makes it the same on every machine: a large one has what the smallest of these needs.
  @Test(arguments: doors)
  func aModelThatCannotFitIsRefused(_ arguments: [String]) throws {
    let folder = try Self.folder()
    let limited = ["/bin/bash", "-c", #"ulimit -v 8000000; exec "$0" "$@""#]
    let run = try Program.run(arguments + ["--workers", "2"], in: folder, through: limited)
    #expect(run.status == 64, "\(run.errors)")
    #expect(
      run.errors.wholeMatch(
        of:
          /lrfind: error: training needs about [\d.]+ GB of [^\n]* parameters a model\), and [^\n]*\n/
      )
        != nil, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["iris.csv"])
  }

  /// From hardly enough to be loaded to enough for all. Where the loader or OpenBLAS ends the program
  /// before it begins, that is theirs to say.
  @Test(arguments: [150_000, 200_000, 250_000, 300_000, 400_000, 600_000, 900_000, 4_000_000])
  func noLimitMakesItHang(_ kilobytes: Int) throws {
    let limited = [
      "/bin/bash", "-c", "ulimit -v \(kilobytes); exec timeout -k 1 100 \"$0\" \"$@\"",
    ]
    for door in [
      ["train", "iris.csv", "--lr", "0.1", "--steps", "20", "--seeds", "3", "--quiet"],
      ["find", "iris.csv", "--steps", "200", "--quiet"],
      ["sweep", "iris.csv", "--lr", "0.1,1", "--steps", "20", "--out", "night", "--quiet"],
    ] {
      let run = try Program.run(door + ["--workers", "2"], in: Self.folder(), through: limited)
      #expect(run.status != 124 && run.status != 137, "\(door[0]) hangs: \(run.errors)")
      #expect(!run.output.isEmpty || !run.errors.isEmpty, "\(door[0]) says nothing")
      if [64, 74].contains(run.status) {
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      }
      if kilobytes >= 4_000_000 { #expect(run.status == 0 || run.status == 3, "\(run.errors)") }
    }
  }
}
