import Foundation
import TestSupport
import Testing

/// The program's name alone.
struct ShortUsageTests {
  private static let table = """
    size,age,price
    \((1...60).map { "\($0),\($0 % 7),\(3 * $0 + $0 % 7)" }.joined(separator: "\n"))

    """

  @Test func `on a terminal it shows how to begin`() throws {
    let run = try Self.runOnTerminal()
    #expect(run.status == 0)
    #expect(run.lines.first == "Finds the learning rate for a table of training data.")
    #expect(run.lines.allSatisfy { $0.count <= 80 })
    #expect(
      run.lines.contains(
        "commands: find, train, sweep, merge, suggest, schedule, descend, report, export")
    )
  }

  @Test func `its three examples run as they are`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.table, to: "train.csv")
    let examples = try Self.runOnTerminal().lines.filter { $0.hasPrefix("  lrfind ") }
    #expect(examples.count == 3)
    for example in examples {
      let arguments = example.split(separator: " ").dropFirst().map(String.init)
      let run = try Program.run(arguments, in: folder)
      #expect([0, 3].contains(run.status), "\(example): \(run.errors)")
    }
  }

  /// A script that forgot the table must hear of it, and so must one that forgot the `-`.
  @Test(arguments: [0, 1])
  func `where one stream is no terminal it is wrong usage`(stream: Int) throws {
    let run = try Self.runOnTerminal(piped: stream)
    #expect(run.status == 64)
  }

  /// Runs the program with a terminal of its own as standard input and output.
  ///
  /// - Parameter piped: The stream that is `/dev/null` instead.
  /// - Returns: How it ended, and what stood on the terminal.
  /// - Throws: When there is no terminal to be had.
  private static func runOnTerminal(
    piped: Int? = nil
  ) throws -> (status: Int32, lines: [String]) {
    var (keyboard, terminal): (Int32, Int32) = (-1, -1)
    try #require(openpty(&keyboard, &terminal, nil, nil, nil) == 0)
    defer { close(keyboard) }
    let slave = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    let streams = [0, 1].map { $0 == piped ? FileHandle.nullDevice : slave }
    let folder = try TemporaryFolder()
    let process = Program.process([], in: folder)
    process.standardInput = streams[0]
    process.standardOutput = streams[1]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    // The few lines fit into what a terminal holds until it is read; where it holds none, nothing is waited for.
    _ = fcntl(keyboard, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(keyboard, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return (process.terminationStatus, text.split(separator: "\r\n").map(String.init))
  }
}
