import FoundationEssentials
import Glibc
import Tabular

/// How a run of a command is watched over.
package struct RunRules: Sendable {
  /// The seconds after which a run hangs; nil for no limit.
  package var timeout: Double?
  /// The seconds between the signal that asks a run to end and the one that ends it.
  package var grace = 10.0
  /// The seconds between two looks at what a run has written.
  package var interval = 0.2

  package init(timeout: Double? = nil) { self.timeout = timeout }
}

/// What a run ended with.
package enum RunOutcome: Sendable, Equatable {
  /// It was trained as far as was wanted.
  case finished(MetricSeries)
  /// A loss was no number any more.
  case diverged(MetricSeries?)
  /// It was ended by what asks all processes to end, or by this program: to be run again.
  case interrupted
  /// It says nothing of its rate: why, and its last lines.
  case failed(String, lines: [String])

  /// Whether it says something of the rate, and so is not made again.
  var isResult: Bool {
    switch self {
    case .finished, .diverged: true
    case .interrupted, .failed: false
    }
  }
}

/// One run of a command: a process with a folder and a log of its own, that is read while it writes.
package struct CommandRun: Sendable {
  package let template: CommandTemplate
  /// The program's file.
  package let program: String
  package private(set) var choice: MetricChoice
  package let rules: RunRules
  /// Variables besides those of this process.
  package var variables: [String: String] = [:]
  /// What the search that makes the run is known by, and no other one: then the end of a run that it did
  /// not live to hear of is believed; nil to make it again.
  package var search: String?

  package init(
    _ template: CommandTemplate, program: String, choice: MetricChoice, rules: RunRules
  ) {
    self.template = template
    self.program = program
    self.choice = choice
    self.rules = rules
  }

  /// Judges it by the figure that others were judged by, where that is known.
  package mutating func name(measure: String?) { choice.name = measure ?? choice.name }

  /// Where what a run prints goes.
  package static func log(of folder: String) -> String { "\(folder).log" }

  /// Runs it, unless it is known how the same run ended when lrfind was killed.
  ///
  /// - Parameters:
  ///   - values: What it is given; its folder is made anew.
  ///   - progress: How many entries or epochs of the figure are enough; nil for all.
  ///   - isStopped: Whether nobody wants the run any more.
  /// - Returns: What it ended with, when nothing of it is left.
  /// - Throws: `CommandError` when its folder cannot be made, or the program not be started.
  package func run(
    _ values: CommandValues, until progress: Int? = nil, isStopped: () -> Bool = { false }
  ) throws(CommandError) -> RunOutcome {
    StrayProcesses.kill(of: values.out)
    let log = try openLog(of: values.out)
    let mark = search.flatMap(RunRecord.mark)
    if let mark, let record = RunRecord(of: values.out, mark: mark, log: log.file) {
      var reading = reading(of: values.out, log: log.file)
      reading.refresh(isComplete: true)
      let outcome = outcome(
        record.end, record.isAsked ? .unwanted : nil, reading, until: progress)
      // What failed or was interrupted is made again, as it would be without a record.
      if outcome.isResult { return outcome }
    }
    try makeFolder(values.out)
    log.empty()
    let process = try start(values, log: log.file, mark: mark ?? "")
    var reading = reading(of: values.out, log: log.file)
    let start = ContinuousClock.now
    var reason: StopReason?
    var end: SupervisedProcess.End?
    while end == nil {
      end = process.end(within: rules.interval)
      guard end == nil, reason == nil else { continue }
      reading.refresh(isComplete: false)
      if let progress, let series = reading.series, series.progress >= progress {
        reason = .known
      } else if reading.hasNonFiniteLoss {
        reason = .known
      } else if isStopped() {
        reason = .unwanted
      } else if let timeout = rules.timeout, start.duration(to: .now) / .seconds(1) > timeout {
        reason = .timeout
      }
      if reason != nil { process.stop() }
    }
    if end == .lost { StrayProcesses.kill(of: values.out) }
    reading.refresh(isComplete: true)
    return outcome(end ?? .lost, reason, reading, until: progress)
  }

  /// Why a run was ended: nobody wants it, it took too long, or what it logged by then says all.
  private enum StopReason { case unwanted, timeout, known }

  private func reading(of folder: String, log: Int32) -> RunReading {
    RunReading(
      choice, folder: folder, file: choice.file?.replacing("{out}", with: folder), log: log)
  }

  private func outcome(
    _ end: SupervisedProcess.End, _ reason: StopReason?, _ reading: RunReading,
    until progress: Int?
  ) -> RunOutcome {
    let lines = reading.printed.lastLines
    // What it logged beyond the length that was wanted depends on when it was ended, and does not count;
    // nor does then how it ended.
    if let progress, let series = reading.series, series.progress >= progress {
      let beginning = series.prefix(progress)
      return beginning.isFinite ? .finished(beginning) : .diverged(beginning.untilNonFinite)
    }
    if reason != nil, reading.hasNonFiniteLoss { return .diverged(reading.series?.untilNonFinite) }
    switch reason {
    case .unwanted, .known: return .interrupted
    case .timeout: return .failed("did not end within --run-timeout", lines: lines)
    case nil: break
    }
    switch end {
    case .lost: return .interrupted
    case .notStarted(let code):
      return .failed("cannot be started: \(String(cString: strerror(code)))", lines: [])
    case .exited(let code) where [75, 130, 143].contains(code): return .interrupted
    case .signalled(let signal) where [SIGINT, SIGTERM, SIGHUP, SIGKILL].contains(signal):
      return .interrupted
    case .exited(0): break
    case .exited, .signalled:
      if reading.hasNonFiniteLoss || Self.speakOfOverflow(lines) {
        return .diverged(reading.series?.untilNonFinite)
      }
      return .failed(Self.words(end), lines: lines)
    }
    guard let series = reading.series else { return .failed(missing(in: reading), lines: lines) }
    return reading.hasNonFiniteLoss ? .diverged(series.untilNonFinite) : .finished(series)
  }

  private static func words(_ end: SupervisedProcess.End) -> String {
    switch end {
    case .exited(let code): "ended with exit code \(code)"
    case .signalled(let signal): "was ended by signal \(signal)"
    case .notStarted, .lost: "ended"
    }
  }

  /// Whether the last lines of a program that gave up are about numbers that are none any more: what
  /// checks its numbers, as scikit-learn does, stops before it prints one.
  static func speakOfOverflow(_ lines: [String]) -> Bool {
    lines.suffix(3).contains { line in
      let words = line.lowercased().split { !$0.isLetter && $0 != "-" }
      return words.contains {
        ["nan", "nans", "inf", "infinity", "overflow", "non-finite"].contains($0)
      }
        || line.lowercased().contains("under-/overflow")
    }
  }

  /// What is said where a run has no figure.
  private func missing(in reading: RunReading) -> String {
    if let problem = reading.problem { return "ended, but \(problem)" }
    let names = reading.names.filter { !$0.isEmpty }
    let list = names.prefix(8).map { "'\($0.singleLine)'" }.joined(separator: ", ")
    if let name = choice.name {
      return "ended, but logged no '\(name.singleLine)'"
        + (names.isEmpty ? "" : "; there are \(list)")
    }
    return names.isEmpty
      ? "ended, but printed no loss as name=value or name: value, and left no log below {out}; print "
        + "one, or name the file with --metrics"
      : "ended, but logged no loss that is known; name what to judge by with --metric, and "
        + "--maximize where more is better; there are \(list)"
  }

  private func start(
    _ values: CommandValues, log: Int32, mark: String
  ) throws(CommandError) -> SupervisedProcess {
    var inherited = ProcessInfo.processInfo.environment
    inherited.merge(variables) { $1 }
    // Of an lrfind that runs this one.
    for place in CommandTemplate.Place.allCases { inherited[place.variable] = nil }
    return try SupervisedProcess(
      path: program, arguments: template.arguments(values),
      environment: template.environment(values, inherited: inherited), log: log,
      grace: rules.grace, record: RunRecord.file(of: values.out), mark: mark)
  }

  /// Opens the run's log, in a folder that is made where it is not there.
  private func openLog(of folder: String) throws(CommandError) -> RunLog {
    let above = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    do {
      try FileManager.default.createDirectory(
        atPath: above.joined(separator: "/"), withIntermediateDirectories: true)
    } catch {
      throw CommandError("\(folder.shown): the folder of runs cannot be made")
    }
    return try RunLog(Self.log(of: folder))
  }

  /// Makes the run's folder, with nothing of an earlier run in it.
  private func makeFolder(_ folder: String) throws(CommandError) {
    RunRecord.remove(of: folder)
    do {
      if FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.removeItem(atPath: folder)
      }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandError("\(folder.shown): the folder of a run cannot be made anew")
    }
  }
}
