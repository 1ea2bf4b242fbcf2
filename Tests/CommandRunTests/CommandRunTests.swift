import Commands
import Foundation
import TestSupport
import Testing

/// How a run ends, and what is left of it.
struct CommandRunTests {
  @Test(arguments: [
    ("echo loss=0.5", "finished"), ("echo loss=nan; exit 1", "diverged"),
    ("echo loss=0.5; echo loss=inf", "diverged"),
    ("echo loss=0.5; echo 'ValueError: Input contains NaN.'; exit 1", "diverged"),
    ("echo loss=0.5; exit 1", "failed"), ("echo hello; exit 0", "failed"),
    ("echo loss=0.5; exit 75", "interrupted"), ("echo loss=0.5; exit 130", "interrupted"),
    ("echo loss=0.5; exit 143", "interrupted"), ("kill -TERM $$", "interrupted"),
    ("kill -KILL $$", "interrupted"), ("kill -SEGV $$", "failed"), ("nosuchprogram", "failed"),
  ])
  func anEndHasAMeaning(_ script: String, _ kind: String) throws {
    let outcome = try Runs().run(script)
    let found =
      switch outcome {
      case .finished: "finished"
      case .diverged: "diverged"
      case .interrupted: "interrupted"
      case .failed: "failed"
      }
    #expect(found == kind, "\(outcome)")
  }

  @Test func aFailureHasItsLastLines() throws {
    guard
      case .failed(let problem, let lines) = try Runs().run(
        "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do echo line $i; done; echo oops >&2; exit 3")
    else {
      Issue.record("it fails")
      return
    }
    #expect(problem == "ended with exit code 3")
    #expect(lines.count == 12 && lines.last == "oops" && lines.first == "line 3")
  }

  /// A loss that is no number ends a run that would go on for ever.
  @Test func divergenceEndsARun() throws {
    #expect(try Runs().run("echo loss=1; echo loss=nan; exec sleep 1000").isDiverged)
  }

  /// So does a rung that is reached.
  @Test func aRungEndsARun() throws {
    let outcome = try Runs().run(
      "echo val_loss=3; echo val_loss=2; echo val_loss=1; exec sleep 1000", until: 3)
    #expect(outcome.values == [3, 2, 1])
  }

  /// Of an epoch whose batches are logged one line does not tell whether others follow.
  @Test func anEpochThatIsStillLoggedReachesNoRung() throws {
    let line = "echo 'Train Epoch: 1 [0/60000] Loss: 2.3'"
    var looks = 0
    let begun = try Runs().run("\(line); exec sleep 1000", until: 1) {
      looks += 1
      return looks > 20
    }
    #expect(begun == .interrupted)
    let next =
      "echo 'Train Epoch: 1 [640/60000] Loss: 1.9'; echo 'Train Epoch: 2 [0/60000] Loss: 0.3'"
    let behind = try Runs().run("\(line); \(next); exec sleep 1000", until: 1)
    #expect(behind.values == [2.3, 1.9])
    #expect(try Runs().run(line, until: 1).values == [2.3], "the run ended with it")
  }

  @Test func aRunThatHangsIsEnded() throws {
    var rules = RunRules.quick
    rules.timeout = 0.05
    let outcome = try Runs().run("echo loss=1; exec sleep 1000", rules: rules)
    #expect(outcome.problem?.contains("--run-timeout") == true)
  }

  /// SIGTERM first, so that a script can put away what it holds.
  @Test func aRunIsAskedBeforeItIsEnded() throws {
    let runs = try Runs()
    let mark = runs.folder.url.appendingPathComponent("mark").path
    let script =
      "trap 'echo asked > \(mark); exit 0' TERM; echo loss=1; while :; do sleep 0.01; done"
    var rules = RunRules.quick
    rules.grace = 60
    let outcome = try runs.run(script, rules: rules, until: 1)
    #expect(outcome.values == [1])
    #expect(String(decoding: try runs.folder.read("mark"), as: UTF8.self) == "asked\n")
  }

  /// One that does not listen is ended all the same.
  @Test func aRunThatDoesNotListenIsEnded() throws {
    let outcome = try Runs().run(
      "trap '' TERM; echo loss=1; while :; do sleep 1000; done", until: 1)
    #expect(outcome.values == [1])
  }

  /// What a run leaves behind, in its group or in a session of its own, ends with it.
  @Test(arguments: ["", "setsid "])
  func nothingOutlivesARun(_ launcher: String) throws {
    let runs = try Runs()
    let file = { (name: String) in runs.folder.url.appendingPathComponent(name).path }
    let script = """
      mkfifo '\(file("started"))'
      \(launcher)sh -c 'echo $$ > "\(file("number"))"; echo > "\(file("started"))"; exec sleep 1000' &
      read line < '\(file("started"))'
      echo loss=1
      """
    #expect(try runs.run(script).values == [1])
    let number = try #require(
      Int32(String(decoding: try runs.folder.read("number"), as: UTF8.self).dropLast()))
    #expect(kill(number, 0) == -1 && errno == ESRCH)
  }

  @Test func aRunThatNobodyWantsIsInterrupted() throws {
    let outcome = try Runs().run("echo loss=1; exec sleep 1000") { true }
    #expect(outcome == .interrupted)
  }

  @Test func aRunHasAFolderAndALogOfItsOwn() throws {
    let runs = try Runs()
    #expect(try runs.run("echo old > $LRFIND_OUT/old; echo loss=1").values == [1])
    #expect(try runs.run("ls $LRFIND_OUT; echo loss=2").values == [2])
    let log = try String(contentsOfFile: CommandRun.log(of: runs.out), encoding: .utf8)
    #expect(log == "loss=2\n")
  }

  @Test func itReadsNothingFromTheTerminal() throws {
    #expect(try Runs().run("read line; echo loss=1").values == [1])
  }

  /// Files go before what is printed, in the order in which they are known.
  @Test(arguments: [
    ("metrics.csv", "epoch,train_loss,val_loss\n0,3,\n0,,2\n1,2.5,\n1,,1\n", [2.0, 1]),
    ("metrics.jsonl", "{\"step\":1,\"val_loss\":2}\n{\"step\":2,\"val_loss\":1}\n", [2, 1]),
    (
      "trainer_state.json",
      "{\"log_history\":[{\"loss\":3,\"step\":1},{\"eval_loss\":2,\"step\":1},{\"eval_loss\":1,\"step\":2}]}",
      [2, 1]
    ), ("lightning_logs/version_0/metrics.csv", "step,val_loss\n1,2\n2,1\n", [2, 1]),
    ("history.csv", "epoch;val_loss\n0;2\n1;1\n", [2, 1]),
  ])
  func filesAreRead(_ name: String, _ text: String, _ expected: [Double]) throws {
    let runs = try Runs()
    let file = try runs.folder.write(text, to: "made").path
    let script = """
      mkdir -p "$LRFIND_OUT/lightning_logs/version_0"
      cp '\(file)' "$LRFIND_OUT/\(name)"
      echo val_loss=9
      """
    #expect(try runs.run(script).values == expected)
  }

  @Test func aFileThatIsNamedIsRead() throws {
    let runs = try Runs()
    let choice = MetricChoice(file: "{out}/odd.log")
    let script = "printf 'step,loss\\n1,4\\n2,3\\n' > $LRFIND_OUT/odd.log; echo val_loss=9"
    #expect(try runs.run(script, choice).values == [4, 3])
    #expect(try runs.run("echo loss=1", choice).problem?.contains("was not written") == true)
  }

  /// A file is read while it grows: the run would go on for ever.
  @Test func aFileThatGrowsIsRead() throws {
    let script = """
      echo 'epoch,val_loss' > $LRFIND_OUT/metrics.csv
      echo '0,3' >> $LRFIND_OUT/metrics.csv
      echo '1,2' >> $LRFIND_OUT/metrics.csv
      exec sleep 1000
      """
    #expect(try Runs().run(script, until: 2).values == [3, 2])
  }

  /// A loss on batches scatters: its end is the mean over the last tenth, that of a validation the last.
  @Test func theEndOfARunFollowsFromWhatIsLogged() throws {
    let lines = (1...20).map { "echo loss=\($0)" }.joined(separator: "\n")
    guard case .finished(let series) = try Runs().run(lines) else {
      Issue.record("it ends")
      return
    }
    #expect(series.end == 19.5)
    guard case .finished(let held) = try Runs().run(lines.replacing("loss", with: "val_loss"))
    else {
      Issue.record("it ends")
      return
    }
    #expect(held.end == 20)
  }
}
