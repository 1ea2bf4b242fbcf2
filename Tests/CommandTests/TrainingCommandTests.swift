import Foundation
import TestSupport
import Testing

/// `find --command`, with scripts for a shell that are done at once.
struct TrainingCommandTests {
  /// A training whose loss is a formula: best at 0.01, diverging from 1.
  static let script = """
    lr=$1; epochs=$2
    echo "$lr $epochs" >> made.txt
    awk -v lr=$lr -v n=$epochs 'BEGIN {
      if (lr >= 0.9) { print "epoch=1 val_loss=nan"; exit 1 }
      d = log(lr) / log(10) + 2
      for (e = 1; e <= n; e++) print "epoch=" e " val_loss=" 1 / (1 + e) + d * d / 10
    }'

    """
  static let command = "sh train.sh {lr} {epochs}"

  static func folder(_ script: String = script) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(script, to: "train.sh")
    return folder
  }

  static func find(
    _ arguments: [String], in folder: TemporaryFolder, command: String = command
  ) throws -> Program.Run {
    try Program.run(["find", "--command", command] + arguments, in: folder)
  }

  /// The lines of a file, each a run that was made.
  static func runs(in folder: TemporaryFolder) throws -> [Substring] {
    String(decoding: try folder.read("made.txt"), as: UTF8.self).split(separator: "\n")
  }

  @Test func aRateIsFound() throws {
    let folder = try Self.folder()
    let run = try Self.find(["--epochs", "20"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("learning rate 0.0"))
    #expect(run.output.contains("judged by val_loss"))
    #expect(run.output.contains("diverges from about 1 within"))
    let json = try Self.find(["--epochs", "20", "--json"], in: folder).json
    let rate = try #require(json["learning_rate"] as? Double)
    #expect(abs(log10(rate) + 2) < 0.4)
    #expect(json["confident"] as? Bool == true && json["metric"] as? String == "val_loss")
    #expect((json["cost_trainings"] as? Double).map { $0 < 1.8 } == true)
    #expect(try folder.read("train.find/runs.csv").starts(with: Data("trial,learning_rate,".utf8)))
  }

  /// What is finished is never made again, and the answer does not depend on how many run at once.
  @Test func nothingIsMadeTwice() throws {
    let folder = try Self.folder()
    let first = try Self.find(["--epochs", "20", "--json"], in: folder)
    let made = try Self.runs(in: folder)
    #expect(Set(made).count == made.count)
    #expect(try Self.find(["--epochs", "20", "--json"], in: folder).output == first.output)
    #expect(try Self.runs(in: folder) == made)
    let other = try Self.folder()
    let parallel = try Self.find(["--epochs", "20", "--json", "--workers", "3"], in: other)
    #expect(parallel.output == first.output)
    #expect(
      try other.read("train.find/runs.csv") == folder.read("train.find/runs.csv"))
  }

  @Test func aCommandThatIsNotToldIsEndedEarly() throws {
    let script = """
      echo $1 >> made.txt
      awk -v lr=$1 'BEGIN {
        d = log(lr) / log(10) + 2
        for (e = 1; e <= 20; e++) { print "val_loss=" 1 / (1 + e) + d * d / 10; fflush() }
      }'
      """
    let folder = try Self.folder(script)
    let run = try Self.find(["--json"], in: folder, command: "sh train.sh {lr}")
    #expect(run.status == 3, "\(run.errors)")
    let names = (run.json["diagnostics"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(names == ["prefixes"])
    #expect(run.json["length"] as? Int == 20 && run.json["unit"] as? String == "entries")
    let rate = try #require(run.json["learning_rate"] as? Double)
    #expect(abs(log10(rate) + 2) < 0.4)
  }

  @Test func aScoreIsMaximized() throws {
    let script = """
      awk -v lr=$1 -v n=$2 'BEGIN {
        d = log(lr) / log(10) + 3
        for (e = 1; e <= n; e++) print "epoch=" e " loss=1 acc=" 0.9 - 0.5 / (1 + e) - d * d / 100
      }'
      """
    let run = try Self.find(
      ["--epochs", "20", "--metric", "acc", "--maximize", "--json"], in: Self.folder(script))
    let rate = try #require(run.json["learning_rate"] as? Double)
    #expect(abs(log10(rate) + 3) < 0.4)
    let runs = try #require(run.json["runs"] as? [[String: Any]])
    #expect(runs.allSatisfy { ($0["loss"] as? Double).map { $0 > 0 } == true })
  }

  @Test func aCommandThatFailsEndsTheSearch() throws {
    let folder = try Self.folder("echo $1 >> made.txt; echo working; echo oops >&2; exit 3\n")
    let run = try Self.find(["--epochs", "20"], in: folder)
    #expect(run.status == 65)
    #expect(try Self.runs(in: folder).count == 2)
    #expect(run.errors.contains("  | working\n  | oops\n"))
    #expect(
      run.errors.contains(
        "the command ended with exit code 3, at learning rate 1e-05 and 2 times"))
  }

  @Test func oneFailureIsTriedAgain() throws {
    let folder = try Self.folder(
      "if [ ! -e once ]; then touch once; exit 3; fi\n" + Self.script)
    #expect(try Self.find(["--epochs", "20"], in: folder).status == 0)
  }

  @Test func seedsAreCompared() throws {
    let script = """
      awk -v lr=$1 -v n=$2 -v s=$3 'BEGIN {
        d = log(lr) / log(10) + 2
        for (e = 1; e <= n; e++) print "epoch=" e " val_loss=" 1 / (1 + e) + d * d / 10 + s / 100
      }'
      """
    let run = try Self.find(
      ["--epochs", "20", "--seeds", "3"], in: Self.folder(script),
      command: "sh train.sh {lr} {epochs} {seed}")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("over 3 seeds"))
  }

  @Test func aChangedScriptIsNotGoneOnWith() throws {
    let folder = try Self.folder()
    let arguments = ["--epochs", "20", "--watch", "train.sh"]
    #expect(try Self.find(arguments, in: folder).status == 0)
    try folder.write(Self.script + "# changed\n", to: "train.sh")
    let run = try Self.find(arguments, in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("were run with other commands"))
  }

  @Test func theStatusIsThere() throws {
    let folder = try Self.folder()
    #expect(try Self.find(["--epochs", "20"], in: folder).status == 0)
    for command in ["find", "sweep"] {
      let run = try Program.run([command, "--status", "train.find"], in: folder)
      #expect(run.status == 0 && run.output.hasPrefix("train.find: finished\n"), "\(run.errors)")
      let brief = try Program.run([command, "--status", "train.find", "--quiet"], in: folder)
      let count = try Self.runs(in: folder).count
      #expect(brief.output == "finished \(count)/\(count)\n", "\(brief.errors)")
    }
  }

  @Test(arguments: [
    (
      ["--command", "sh train.sh {lr} {epochs}"],
      "--command: it is told its {epochs}, so say how many"
    ),
    (["--command", "sh train.sh {lr}", "--steps", "5"], "--steps: the command has no {steps}"),
    (
      ["--command", "sh train.sh {lr}", "--lr", "1e-3,1"],
      "--lr: give the lowest and the highest rate"
    ),
    (["--command", "sh train.sh {lr}", "--lr", "1e-3..1:4"], "leave out ':4'"),
    (["--command", "sh train.sh {lr}", "--seeds", "3"], "--seeds: the command has no {seed}"),
    (["--command", "sh train.sh"], "--command: it has no {lr}"),
    (
      ["--command", "sh train.sh {lr}", "--hidden", "4"],
      "--hidden: it is about the training that is built in"
    ),
    (["--command", "sh train.sh {lr}", "--run-timeout", "x"], "--run-timeout: 'x' is not a time"),
    (["--command", "sh train.sh {lr}", "--gpus", "0,0"], "--gpus: '0,0' is no list of cards"),
    (["--command", "sh train.sh {lr}", "train.csv"], "nexpected argument 'train.csv'"),
  ])
  func aMistakeIsOneLine(_ arguments: [String], _ problem: String) throws {
    let run = try Program.run(["find"] + arguments, in: Self.folder())
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("lrfind: error: "))
    #expect(run.errors.contains(problem), "\(run.errors)")
    #expect(run.errors.dropLast().contains("\n") == false)
  }

  @Test func aProgramThatIsMissingIsSaid() throws {
    let run = try Self.find([], in: Self.folder(), command: "nosuchprogram {lr}")
    #expect(run.status == 66)
    #expect(run.errors.contains("nosuchprogram: there is no such program"))
    #expect(try Self.folder().contents == ["train.sh"])
  }

  @Test func aCardIsGivenToOneRunAtATime() throws {
    let script = "echo $CUDA_VISIBLE_DEVICES >> cards.txt\n" + Self.script
    let folder = try Self.folder(script)
    #expect(try Self.find(["--epochs", "20", "--gpus", "4,7"], in: folder).status == 0)
    let text = String(decoding: try folder.read("cards.txt"), as: UTF8.self)
    let cards = Set(text.split(separator: "\n"))
    #expect(cards == ["4", "7"])
  }

  /// However the program ends, no process of a run is left: all of them hold a pipe, whose end is seen
  /// when the last one is gone. The same command goes on.
  @Test(arguments: [SIGKILL, SIGTERM, SIGHUP])
  func nothingOutlivesTheProgram(_ signal: Int32) throws {
    let folder = try Self.folder(
      """
      exec 9> pipe
      setsid sleep 1000 &
      echo started >&9
      exec sleep 1000
      """)
    let pipe = folder.url.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let process = Program.process(
      ["find", "--command", Self.command, "--epochs", "20", "--quiet"], in: folder)
    process.standardError = FileHandle.nullDevice
    try process.run()
    let reader = open(pipe, O_RDONLY)
    defer { close(reader) }
    var bytes = [UInt8](repeating: 0, count: 64)
    #expect(read(reader, &bytes, bytes.count) > 0)
    kill(process.processIdentifier, signal)
    while read(reader, &bytes, bytes.count) > 0 {}
    process.waitUntilExit()
    #expect(process.terminationStatus == (signal == SIGKILL ? SIGKILL : 75))
    try folder.write(Self.script, to: "train.sh")
    #expect(try Self.find(["--epochs", "20"], in: folder).status == 0)
  }

  @Test func aTrainingThatAlwaysDivergesIsSaid() throws {
    let run = try Self.find(
      ["--json"], in: Self.folder("echo epoch=1 loss=nan\n"), command: "sh train.sh {lr}")
    #expect(run.status == 3)
    let diagnostics = try #require(run.json["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.map { $0["name"] as? String } == ["every_rate_diverged"])
  }
}
