import Commands
import Experiment
import Planning
import Store
import Training
import Tuning

/// Decides which runs of a command find its rate: what `RungSearch` wants, as trials.
package struct CommandSearch: TrialPlanner {
  package let plan: CommandPlan
  private let yaml: String
  private let provenance: Provenance

  /// - Parameters:
  ///   - plan: What is found.
  ///   - yaml: The plan as text.
  ///   - contents: Those of the files that are watched.
  package init(_ plan: CommandPlan, yaml: String, contents: [[UInt8]]) {
    self.plan = plan
    self.yaml = yaml
    provenance = Provenance(of: plan.source, contents: contents)
  }

  /// What its runs are known by.
  package var present: Provenance { provenance }

  package var isOneRound: Bool { false }

  package func advance(
    _ store: any ResultStore, for runner: any TrialRunner
  ) throws -> TrialRound {
    // What an earlier plan had finished is read with its curve only when this one has it in force.
    var decided = CommandDecision(plan, fingerprint: provenance.data, results: [])
    try adopt(decided, store, runner)
    while true {
      let next = CommandDecision(
        plan, fingerprint: provenance.data, results: try store.results(curves: true))
      guard next.trials.count > decided.trials.count else { break }
      decided = next
      try adopt(decided, store, runner)
    }
    return try TrialRound(pendingIn: store)
  }

  private func adopt(
    _ decision: CommandDecision, _ store: any ResultStore, _ runner: any TrialRunner
  ) throws {
    let trials = decision.trials
    try store.adopt(
      SweepPlan.Trials(
        all: trials, order: Array(trials.indices), rounds: [trials.indices],
        isLastRound: decision.isDone),
      yaml: yaml, provenance: provenance, cut: runner.groups)
  }
}

extension Provenance {
  /// What runs of a command depend on; its numerics are its own affair.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - contents: Those of the files that are watched.
  package init(of command: CommandSource, contents: [[UInt8]]) {
    self.init(
      data: command.fingerprint(contents: contents), source: command.template.text,
      numerics: "those of the command", metric: .rSquared)
  }
}

/// The runs of a command that are decided by what is finished: a pure function of both.
package struct CommandDecision: Sendable {
  package let plan: CommandPlan
  /// Every run that is decided.
  package private(set) var trials: [Trial] = []
  /// The search; nil until the length of a whole training is known.
  package private(set) var search: RungSearch?
  /// The finished runs, in the order of `trials`.
  package private(set) var results: [TrialResult] = []
  /// The whole run that told the length, where one was needed.
  package private(set) var pilots: [TrialResult] = []
  /// Whether no run told the length, at whatever rate, so that none is searched for.
  package private(set) var isHopeless = false
  private let fingerprint: String

  /// The rate of the run that tells how long a whole training is: usual for many optimizers.
  private static let pilotRate = 1e-3
  /// How often it is tried at a tenth of the rate, where it diverges.
  private static let mostPilots = 3

  /// - Parameters:
  ///   - plan: What is found.
  ///   - fingerprint: What all runs have in common.
  ///   - results: Finished runs, with their curves.
  package init(_ plan: CommandPlan, fingerprint: String, results: [TrialResult]) {
    self.plan = plan
    self.fingerprint = fingerprint
    let finished = Dictionary(results.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let length = plan.length ?? measuredLength(finished)
    if let length { climb(length, finished) }
    self.results = trials.compactMap { finished[$0.id] }
  }

  /// Whether nothing more is to be run when all are finished.
  package var isDone: Bool { isHopeless || search?.answer != nil }

  /// The entries of a whole training; nil where that is not known yet.
  private mutating func measuredLength(_ finished: [String: TrialResult]) -> Int? {
    let middle = (plan.lowest * plan.highest).squareRoot()
    var rate =
      (plan.lowest...plan.highest).contains(Self.pilotRate) ? Self.pilotRate : middle
    for _ in 0..<Self.mostPilots {
      let pilot = trial(
        rate: LearningRate.canonical(rate), length: 1, horizon: 1, seed: plan.seeds[0])
      trials.append(pilot)
      guard let result = finished[pilot.id] else { return nil }
      pilots.append(result)
      if result.status == .ok, let last = result.checkpoints.last { return last.step }
      rate /= 10
    }
    isHopeless = true
    return nil
  }

  private mutating func climb(_ length: Int, _ finished: [String: TrialResult]) {
    let search = plan.search(length: length)
    var outcomes: [RungSearch.Run: RungSearch.Outcome] = [:]
    // Each asks for more as long as what it asked for is there.
    while true {
      let climbed = RungSearch(search, finished: outcomes)
      let known = climbed.pending.compactMap { run in
        finished[self.trial(of: run, search).id].map { (run, $0) }
      }
      guard !known.isEmpty else {
        self.search = climbed
        // The run that told the length is one of them where a whole training has one entry.
        let there = Set(trials.map(\.id))
        trials += climbed.runs.map { trial(of: $0, search) }.filter { !there.contains($0.id) }
        return
      }
      for (run, result) in known { outcomes[run] = Self.outcome(result) }
    }
  }

  private static func outcome(_ result: TrialResult) -> RungSearch.Outcome {
    guard result.status == .ok, let loss = result.validationLoss else { return .diverged }
    return .loss(loss, first: result.untrainedLoss)
  }

  private func trial(of run: RungSearch.Run, _ search: RungSearch.Plan) -> Trial {
    trial(
      rate: search.learningRate(at: Double(run.place)), length: run.length,
      // A run that is told its length is whole, however short.
      horizon: plan.isTold ? run.length : search.length, seed: run.seed)
  }

  private func trial(rate: Double, length: Int, horizon: Int, seed: UInt64) -> Trial {
    let configuration = Configuration(.ofCommand([:]), learningRate: rate)
    let identity = CommandIdentity(
      fingerprint: fingerprint, configuration: configuration, steps: length, horizon: horizon)
    return Trial(
      id: identity.id(seed: seed), configuration: configuration, seed: seed, steps: length,
      horizon: horizon)
  }
}
