import Experiment
import Planning
import Tabular
import Training
import Tuning

/// The memory that a job will need beyond what it has, for the configuration that needs most.
package struct MemoryNeed: Sendable, Equatable {
  package var bytes: Int
  /// The parameters of one model of that configuration.
  package var parameterCount: Int
  /// How many groups are trained at once.
  package var workers: Int

  /// The program's own needs: what is small beside any of these.
  private static let margin = 16 << 20

  private init(_ bytes: Int, _ memory: TrainingMemory, workers: Int) {
    self.bytes = bytes + Self.margin
    parameterCount = memory.parameterCount
    self.workers = workers
  }

  /// What `train` needs.
  package init(_ plan: TrainJob.Plan, on dataset: Dataset, workers: Int) {
    let configuration = plan.configuration
    let memory = TrainingMemory(
      configuration.settings(seed: 0, clipNorm: plan.clipNorm), on: dataset)
    let atOnce = min(workers, plan.replicates.count)
    let lane = Lane(
      learningRate: configuration.learningRate, weightDecay: configuration.weightDecay)
    let run = memory.groupBytes(of: [lane], steps: plan.steps, keepsStates: true)
    let curves = (plan.replicates.count - atOnce) * plan.steps * MemoryLayout<Float>.stride
    self.init(atOnce * run + curves, memory, workers: atOnce)
  }

  /// What `find` needs.
  ///
  /// - Parameters:
  ///   - plan: The job.
  ///   - dataset: What is trained on.
  ///   - rates: How many rates are trained to the end beside each other afterwards.
  ///   - workers: How many groups are trained at once.
  package init(_ plan: FindPlan, on dataset: Dataset, rates: Int = 0, workers: Int) {
    let memory = TrainingMemory(plan.settings, on: dataset)
    let lane = Lane(learningRate: 1, weightDecay: plan.weightDecay)
    let lanes = max(plan.survey.widestRound, plan.rangeTest.repeats)
    let width = min(lanes, memory.widestGroup)
    let atOnce = min(workers, (lanes + width - 1) / width)
    let group = memory.groupBytes(
      of: Array(repeating: lane, count: width),
      steps: max(plan.rangeTest.steps, plan.budgetSteps), keepsStates: true)
    let decided = plan.decision.map { FoldShelf.bytes(of: dataset, folds: $0.allFolds) } ?? 0
    let tables = plan.survey.splits * dataset.features.bytes + decided
    var stages = [(bytes: atOnce * group + lanes * memory.stateBytes, workers: atOnce)]
    /// What whole trainings need: so many lanes a replicate.
    func wholeTrainings(_ lanes: Int, replicates: Int, keepsStates: Bool) {
      let width = min(lanes, memory.widestGroup)
      let atOnce = min(workers, replicates * ((lanes + width - 1) / width))
      let group = memory.groupBytes(
        of: Array(repeating: lane, count: width), steps: plan.budgetSteps,
        keepsStates: keepsStates)
      stages.append((atOnce * group, atOnce))
    }
    if let decision = plan.decision {
      let replicates = decision.allFolds * decision.seeds
      wholeTrainings(
        max(1, min(DecisionPlanner.usualStart, decision.trainings / replicates)),
        replicates: replicates, keepsStates: false)
    }
    if rates > 1 { wholeTrainings(rates, replicates: plan.comparedCount, keepsStates: true) }
    // One after the other, beside the tables.
    self.init(
      tables + (stages.map(\.bytes).max() ?? 0), memory,
      workers: stages.map(\.workers).max() ?? 1)
  }

  /// What a sweep needs whose trainings are planned.
  package init(_ plan: SweepPlan, on dataset: Dataset, trials: Int, workers: Int) {
    let length = TrainingLength(plan, on: dataset)
    let needs = plan.settings.map { setting in
      let configuration = Configuration(setting, learningRate: 1)
      let memory = TrainingMemory(
        configuration.settings(seed: 0, clipNorm: plan.clipNorm), on: dataset)
      let lane = Lane(learningRate: 1, weightDecay: configuration.weightDecay)
      let width = min(max(1, trials), memory.widestGroup)
      let atOnce = min(workers, (max(1, trials) + width - 1) / width)
      let steps = length.steps(of: configuration)
      let group = memory.groupBytes(
        of: Array(repeating: lane, count: width), steps: steps, keepsStates: false)
      return MemoryNeed(atOnce * group, memory, workers: atOnce)
    }
    self = needs.max { $0.bytes < $1.bytes } ?? MemoryNeed(bytes: 0, parameterCount: 0, workers: 0)
  }

  /// What finding and comparing the rates of several points needs, of which some are searched at
  /// once.
  package init(_ points: [PlannedPoint], on dataset: Dataset, workers: Int) {
    let needs = points.map { MemoryNeed($0.find, on: dataset, workers: workers) }
    let searches = Set(points.map(\.search)).count
    self =
      needs.max { $0.bytes < $1.bytes } ?? MemoryNeed(bytes: 0, parameterCount: 0, workers: 0)
    // Each search that runs keeps the states of its lanes; they share the workers.
    let others = min(workers, searches) - 1
    if others > 0, let point = points.max(by: { $0.stateBytes(dataset) < $1.stateBytes(dataset) }) {
      bytes += others * point.find.survey.widestRound * point.stateBytes(dataset)
    }
  }

  private init(bytes: Int, parameterCount: Int, workers: Int) {
    self.bytes = bytes
    self.parameterCount = parameterCount
    self.workers = workers
  }

  /// A job that needs more than there is.
  package struct Excess: Error, Sendable, Equatable {
    package var need: MemoryNeed
    package var available: AvailableMemory

    /// All that is needed of what is available.
    package var neededBytes: Int { need.bytes + available.reserved }
  }

  /// Refuses what cannot fit.
  ///
  /// - Parameter available: What there is, or nil where nobody knows.
  /// - Throws: `Excess`.
  package func check(_ available: AvailableMemory?) throws(Excess) {
    guard let available, bytes > available.bytes - available.reserved else { return }
    throw Excess(need: self, available: available)
  }
}

extension PlannedPoint {
  fileprivate func stateBytes(_ dataset: Dataset) -> Int {
    TrainingMemory(find.settings, on: dataset).stateBytes
  }
}
