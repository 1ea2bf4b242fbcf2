import Experiment
import Training
import Tuning

extension SweepPlan {
  /// The settings that make up a plan, besides those of the data.
  package static let keys =
    [
      "lr", "schedule", "optimizer", "weight-decay", "batch-size", "model", "hidden", "activation",
      "clip-norm", "epochs", "steps", "seeds", "seed", "search", "trials", "rungs", "factor",
      "extend-edges", "kind", "effort",
    ] + CommandSource.keys

  /// The settings that take a list: the axes.
  package static let listKeys = Set(Axis.all.map(\.key)).union(CommandSource.listKeys)

  /// How many values an axis has; 0 for what is left to others, as the rates of kind `find`.
  ///
  /// - Parameter key: The axis's key.
  /// - Returns: The number.
  package func valueCount(of key: String) -> Int {
    if key == Axis.learningRate.key { return kind == .find ? 0 : learningRates.grid?.count ?? 0 }
    return axes.valueCounts[key] ?? 0
  }

  /// The settings that are true or false.
  package static let flagKeys = CommandSource.flagKeys.union(["extend-edges"])
  /// How many seeds a rate that was found is trained with, unless the plan says it.
  private static let usualFindSeeds = 3

  /// Reads a plan.
  ///
  /// - Parameter entries: The settings; those that are not among `keys` are ignored.
  /// - Throws: `PlanError` with every mistake.
  package init(_ entries: [PlanEntry]) throws(PlanError) {
    var reader = PlanReader(entries)
    kind = reader.word("kind", among: Kind.allCases.map(\.rawValue)).flatMap(Kind.init) ?? .train
    if kind == .find { reader.refuseForFind() }
    let rates = reader.list("lr") { texts throws(PlanProblem) in try RateAxis.rates(texts) }
    let placeOfRates = reader.problems.count
    axes = SettingAxes(&reader)
    command = reader.has("command") ? CommandSource(entries, &reader) : nil
    let untunedRates = command == nil ? axes.untunedRates : []
    takesUntunedRate = kind == .train && !reader.has("lr") && !untunedRates.isEmpty
    if kind == .train, !takesUntunedRate, !reader.has("lr") {
      reader.problems.insert(
        "there are no learning rates; give \(reader.name("lr")), as in 1e-4..1:13 or 0.1,0.01, or "
          + "\(reader.name("kind")) find, which finds them",
        at: placeOfRates)
    }
    learningRates = rates ?? .list(takesUntunedRate ? untunedRates : [1])
    clipNorm = reader.number("clip-norm", .clipNorm)
    let epochs = reader.number("epochs", .steps)
    let steps = reader.number("steps", .steps)
    if reader.has("epochs"), reader.has("steps") {
      reader.refuse("steps", "\(reader.name("epochs")) sets the budget too; leave one out")
    }
    budget = steps.map { .steps($0) } ?? epochs.map { .epochs($0) } ?? .usual
    seedCount = reader.number("seeds", .seedCount) ?? (kind == .find ? Self.usualFindSeeds : 1)
    firstSeed = UInt64(reader.number("seed", Self.firstSeeds) ?? 0)
    search =
      reader.word("search", among: Search.allCases.map(\.rawValue)).flatMap(Search.init) ?? .grid
    trials = reader.number("trials", NumberDomain(1...Self.mostTrials))
    rungs = Rungs(
      count: reader.number("rungs", NumberDomain(Rungs.counts)) ?? Rungs.usualCount,
      factor: reader.number("factor", NumberDomain(Rungs.factors)) ?? Rungs.usualFactor)
    extendsEdges = reader.has("extend-edges")
    effort =
      reader.word("effort", among: Effort.allCases.map(\.rawValue)).flatMap(Effort.init) ?? .usual
    if kind == .train {
      checkSearch(&reader)
      if reader.has("effort") {
        reader.refuse("effort", "it says how much is spent on finding a rate; take kind find")
      }
    }
    if reader.has("command") {
      checkCommand(epochs: epochs, steps: steps, &reader)
    } else {
      for key in CommandSource.keys where reader.has(key) {
        reader.refuse(key, "it is about a command of your own; give that with command")
      }
    }
    if kind == .find {
      for (key, problem) in axes.problems(isDrawn: false, trials: "") {
        reader.refuse(key, problem)
      }
    }
    if kind == .find, axes.hasSeveralBatchSizes, reader.has("steps") {
      reader.refuse("steps", "batch sizes are compared at equal epochs, not steps; give epochs")
    }
    if !reader.problems.isEmpty { throw PlanError(reader.problems) }
    try checkSize()
  }

  /// Refuses far too many combinations before one of them is made.
  private func checkSize() throws(PlanError) {
    guard kind == .find || trials == nil else { return }
    let rates = kind == .find || takesUntunedRate ? 1 : learningRates.grid?.count ?? 1
    let counts = (command?.axes.map(\.values.count) ?? axes.combinations) + [rates, seedCount]
    var (product, hasOverflown) = (1, false)
    for count in counts {
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      (product, hasOverflown) = (next, hasOverflown || overflow)
    }
    guard !hasOverflown, product <= Self.mostTrials else {
      throw PlanError([
        "the plan has more than \(Self.mostTrials) trials; give fewer values for some of its axes"
      ])
    }
  }

  /// Refuses what a command of the user's own does not know.
  private func checkCommand(epochs: Int?, steps: Int?, _ reader: inout PlanReader) {
    let foreign =
      Axis.settings.map(\.key) + ["model", "clip-norm", "effort"]
    for key in foreign where reader.has(key) {
      reader.refuse(
        key,
        "it is about the training that is built in; an option of the command is an axis, as in "
          + "\(reader.name("axis")) '\(key)=1,2' with {\(key)} in the command")
    }
    if kind == .find {
      reader.refuse(
        "kind", "a sweep of a command trains; its rate is found by 'lrfind find --command'")
    }
    if search == .random || search == .quasirandom {
      reader.refuse("search", "of a command, take grid or halving")
    }
    command?.check(epochs: epochs, steps: steps, seedCount: seedCount, &reader)
    if search == .halving, budget == .usual {
      reader.refuse(
        "search", "halving needs the length of a whole training; give \(reader.name("epochs"))")
    }
  }

  /// Refuses settings that the search has no use for, or lacks.
  private func checkSearch(_ reader: inout PlanReader) {
    switch search {
    case .grid:
      if reader.has("trials") {
        reader.refuse("trials", "a grid trains every point; take search random or quasirandom")
      }
    case .random, .quasirandom:
      if trials == nil, !reader.has("trials") {
        reader.refuse(
          "search",
          "\(search.rawValue) needs the number of configurations; give it with "
            + reader.name("trials"))
      }
    case .halving: break
    }
    if search != .halving {
      for key in ["rungs", "factor"] where reader.has(key) {
        reader.refuse(key, "only search halving has rungs; leave it out, or take that")
      }
    }
    let isGrid = search == .grid || (search == .halving && !reader.has("trials"))
    let trials = reader.name("trials")
    if let problem = learningRates.problem(isDrawn: !isGrid, noun: "rates", trials: trials) {
      reader.refuse("lr", problem)
    }
    for (key, problem) in axes.problems(isDrawn: !isGrid, trials: trials) {
      reader.refuse(key, problem)
    }
    if extendsEdges {
      if search != .grid {
        reader.refuse("extend-edges", "it widens a grid; it has no meaning for \(search.rawValue)")
      } else if takesUntunedRate || learningRates.grid?.count == 1 {
        reader.refuse("extend-edges", "one rate has no spacing to go on with; give lr at least two")
      }
    }
  }
}

extension PlanReader {
  /// Refuses what has no meaning where the rates are found.
  fileprivate mutating func refuseForFind() {
    if has("lr") {
      refuse("lr", "it has no meaning for kind find, which finds the rate of each point")
    }
    for key in ["search", "trials", "rungs", "factor", "extend-edges"] where has(key) {
      refuse(key, "it has no meaning for kind find, which does every point")
    }
  }
}
