import Foundation
import Running
import TestSupport

/// Runs the program that was built beside the tests.
enum Program {
  struct Run {
    var status: Int32
    var output: String
    var errors: String

    /// The fields of the JSON object on standard output.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }
  }

  /// The folder of the data sets that the project ships.
  static let datasets = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("datasets")

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - folder: The folder it runs in.
  ///   - input: What it reads from standard input.
  ///   - environment: Variables that are set besides the present ones and those of `process`.
  ///   - launcher: A program and its first arguments that is to start it; empty for none.
  /// - Returns: What it printed and how it ended.
  /// - Throws: When it could not be started.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, input: Data = Data(),
    environment: [String: String] = [:], through launcher: [String] = []
  ) throws -> Run {
    let process = process(arguments, in: folder, through: launcher)
    process.environment?.merge(environment) { $1 }
    // Files instead of pipes: no run can block on a pipe that nobody empties.
    let scratch = try TemporaryFolder()
    let files = try ["in", "out", "err"].map { name in
      let contents = name == "in" ? input : Data()
      return try FileHandle(forUpdating: scratch.write(contents, to: name))
    }
    process.standardInput = files[0]
    process.standardOutput = files[1]
    process.standardError = files[2]
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: String(decoding: try scratch.read("out"), as: UTF8.self),
      errors: String(decoding: try scratch.read("err"), as: UTF8.self))
  }

  /// The program, not yet started, which is told of a terminal so wide that no line is broken.
  static func process(
    _ arguments: [String], in folder: TemporaryFolder, through launcher: [String] = []
  ) -> Process {
    let process = Process()
    let program = URL(fileURLWithPath: CommandLine.arguments[0])
      .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("lrfind")
    process.executableURL = launcher.first.map { URL(fileURLWithPath: $0) } ?? program
    process.arguments =
      launcher.dropFirst() + (launcher.isEmpty ? [] : [program.path]) + arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging([
      "COLUMNS": "1000", "LC_ALL": "C.UTF-8",
    ]) { $1 }
    return process
  }
}
