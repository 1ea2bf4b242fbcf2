import Foundation
import TestSupport
import Testing

/// `find` and `train` have nothing to go on with when a signal ends them.
struct InterruptionTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  @Test(
    arguments: [
      ["find", iris, "--json", "--steps", "100000000"],
      ["find", iris, "--json", "--epochs", "10000000", "--optimizer", "sgd,adam"],
      ["train", iris, "--json", "--lr", "0.1", "--steps", "100000000"],
    ], [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it with one line and no file`(
    arguments: [String], signal: Int32
  ) throws {
    let (folder, scratch) = (try TemporaryFolder(), try TemporaryFolder())
    let process = Program.process(arguments + ["--out", "curves.csv"], in: folder)
    process.standardOutput = try FileHandle(forUpdating: scratch.write(Data(), to: "out"))
    process.standardError = try FileHandle(forUpdating: scratch.write(Data(), to: "err"))
    try process.run()
    // It listens from then on; the rest of the work takes hours.
    process.wait { Self.isCatching(signal, process) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    let errors = String(decoding: try scratch.read("err"), as: UTF8.self)
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
    #expect(errors.hasPrefix("lrfind: stopped by SIG"), "\(errors)")
    #expect(errors.hasSuffix("the same command starts again from the beginning\n"))
    #expect(errors.count { $0 == "\n" } == 1, "\(errors)")
    #expect(try scratch.read("out").isEmpty)
    #expect(folder.contents.isEmpty)
  }

  /// Whether a process catches a signal.
  private static func isCatching(_ signal: Int32, _ process: Process) -> Bool {
    let path = "/proc/\(process.processIdentifier)/status"
    let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
    let mask = line.flatMap { UInt64($0.dropFirst(7).drop { $0 == "\t" }, radix: 16) } ?? 0
    return mask >> UInt64(signal - 1) & 1 == 1
  }
}
