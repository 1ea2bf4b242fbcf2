import Commands
import FoundationEssentials
import Glibc
import Planning
import Running
import Store
import Tabular

extension CommandSource {
  /// The contents of the files that are watched.
  ///
  /// - Throws: `DataError` where one is none that can be read.
  func watchedContents() throws(DataError) -> [[UInt8]] {
    var contents: [[UInt8]] = []
    for path in watched {
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder,
        let data = FileManager.default.contents(atPath: path)
      else {
        throw DataError(
          .missingInput, source: path, "there is no such file to watch",
          remedy: "give one that is there with --watch")
      }
      contents.append(Array(data))
    }
    return contents
  }

  /// The file of its program.
  ///
  /// - Throws: `DataError` where there is none.
  func programFile() throws(DataError) -> String {
    do throws(CommandError) {
      return try ProgramFile.find(
        template.program, path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    } catch {
      throw DataError(.missingInput, "--command: \(error)")
    }
  }

  /// What trains its trials.
  ///
  /// - Parameters:
  ///   - store: Where they are recorded; their folders and logs are beside it.
  ///   - program: The file of its program.
  ///   - machine: What the machine gives to them.
  /// - Returns: The runner.
  /// - Throws: `StoreError` when the store cannot be read or written.
  func training(
    in store: SweepStore, program: String, machine: CommandMachineOptions
  ) throws(StoreError) -> CommandTraining {
    guard let folder = store.folder.withSystemPath({ realpath($0, nil) }) else {
      throw .cannotWrite(path: store.folder, problem: "it cannot be found")
    }
    defer { free(folder) }
    var run = CommandRun(
      template, program: program, choice: choice, rules: RunRules(timeout: machine.timeoutSeconds))
    run.search = try store.identity()
    return CommandTraining(
      run,
      folder: String(cString: folder) + "/runs", graphicsCards: machine.cards,
      measure: try store.results(curves: false).lazy.compactMap(\.measure).first)
  }
}
