import Tabular
import TestSupport
import Testing
import Training

/// The trainer under every schedule, for every optimizer.
@Suite struct GroupTrainerScheduleTests {
  private static let steps = 12
  private static let stepsPerEpoch = 3
  private static let peak = 0.05
  private static let shapes = ScheduleSpecification.Shape.examples

  private static func settings(_ optimizer: Optimizer) -> TrainingSettings {
    TrainingSettings(
      model: .mlp(hidden: [5], activation: .tanh), optimizer: optimizer, batchSize: 40, seed: 3)
  }

  /// A schedule that does something within a few steps and checkpoints.
  private static func schedule(_ shape: ScheduleSpecification.Shape) throws -> Schedule {
    var shape = shape
    if case .plateau = shape {
      shape = .plateau(Plateau(factor: 0.5, patience: 0, threshold: 0.99))
    }
    return try ScheduleSpecification(shape).resolved(
      budgetSteps: steps, stepsPerEpoch: stepsPerEpoch)
  }

  private static let checkpoints = [2, 4, 7, 9]

  /// A training under a schedule is the same, to the bit, as steps of one training each at the
  /// constant rate, and with the momentum, that the schedule's formula asks for.
  @Test(arguments: shapes, Optimizer.all + [.rmsprop(momentum: 0.9)])
  func ratesAndMomentum(_ shape: ScheduleSpecification.Shape, _ optimizer: Optimizer) throws {
    let dataset = try BundledDataset.load("iris")
    let schedule = try Self.schedule(shape)
    let lane = Lane(learningRate: Self.peak, schedule: schedule)
    let trainer = GroupTrainer(dataset: dataset, settings: Self.settings(optimizer), lanes: [lane])
    _ = trainer.train(
      through: Round(lanes: [lane], checkpoints: Self.checkpoints, end: Self.steps),
      evaluatingOn: dataset.validationRows)

    let cycles = optimizer.momentum != nil && schedule.momentumCycle != nil
    if case .onecycle = shape { #expect(cycles == (optimizer.momentum != nil)) }
    var feedback = Feedback()
    var state: LaneState?
    for step in 0..<Self.steps {
      let rate = Self.peak * schedule.multiplier(at: step, feedback: feedback)
      let momentum = cycles ? schedule.momentumCycle?.momentum(at: step) : nil
      let single = GroupTrainer(
        dataset: dataset,
        settings: Self.settings(momentum.map { optimizer.withMomentum($0) } ?? optimizer),
        lanes: [Lane(learningRate: rate)], resuming: state.map { [$0] }, at: step)
      var losses = [[Float]()]
      single.advance(to: step + 1, recording: &losses)
      state = single.state(ofLane: 0)
      if Self.checkpoints.contains(step + 1) {
        let loss = single.evaluate(rows: dataset.validationRows)[0].loss
        feedback.absorb(loss, at: step + 1, under: schedule)
      }
    }
    let trained = trainer.state(ofLane: 0)
    #expect(trained.parameters == state?.parameters)
    #expect(trained.optimizerState == state?.optimizerState)
    #expect(trained.feedback == feedback)
    #expect(trained.divergedAt == nil)
    if case .plateau = shape { #expect(feedback.reductions == Self.checkpoints.count - 1) }
  }

  /// Lanes of a group keep to their own schedules.
  @Test func lanesMayDiffer() throws {
    let dataset = try BundledDataset.load("iris")
    let lanes = try Self.shapes.filter { $0.name != "onecycle" }.map {
      Lane(learningRate: Self.peak, schedule: try Self.schedule($0))
    }
    let trainer = GroupTrainer(
      dataset: dataset, settings: Self.settings(.momentum()), lanes: lanes)
    var losses = lanes.map { _ in [Float]() }
    for step in 0..<Self.steps {
      for (index, lane) in lanes.enumerated() {
        #expect(
          trainer.learningRate(ofLane: index) == Self.peak * lane.schedule.multiplier(at: step))
      }
      trainer.advance(to: step + 1, recording: &losses)
    }
  }

  /// Under plain descent 1cycle moves the rate alone, so it shares groups with any schedule.
  @Test func momentumIsNeverSwitchedOn() throws {
    let onecycle = try Self.schedule(.onecycle())
    for optimizer in [Optimizer.sgd, .adagrad(), .rmsprop(), .momentum(momentum: 0)] {
      #expect(optimizer.momentumCycle(under: onecycle) == nil)
      #expect(optimizer.withMomentum(0.9) == optimizer)
    }
    for optimizer in [
      Optimizer.momentum(), .nesterov(), .adam(), .adamw(), .rmsprop(momentum: 0.9),
    ] {
      #expect(optimizer.momentumCycle(under: onecycle) == onecycle.momentumCycle)
      #expect(optimizer.withMomentum(0.7).momentum == 0.7)
    }
    #expect(Optimizer.adam().momentumCycle(under: .constant) == nil)
  }

  @Test func lanesOfAGroupShareTheCourseOfMomentum() async {
    await #expect(processExitsWith: .failure) {
      let dataset = try BundledDataset.load("iris")
      let onecycle = try ScheduleSpecification.parse("onecycle").resolved(
        budgetSteps: 12, stepsPerEpoch: 3)
      _ = GroupTrainer(
        dataset: dataset,
        settings: TrainingSettings(model: .logistic, optimizer: .momentum()),
        lanes: [Lane(learningRate: 0.1), Lane(learningRate: 0.1, schedule: onecycle)])
    }
  }

  /// Stopping between or at checkpoints and going on from the state gives the same bits.
  @Test(arguments: [5, 7], shapes)
  func resuming(at pause: Int, _ shape: ScheduleSpecification.Shape) throws {
    let dataset = try BundledDataset.load("iris")
    let lane = Lane(learningRate: Self.peak, schedule: try Self.schedule(shape))
    func round(_ start: Int, _ end: Int) -> Round {
      Round(
        lanes: [lane], start: start,
        checkpoints: Self.checkpoints.filter { start <= $0 && $0 <= end }, end: end)
    }
    func train(_ round: Round, from state: LaneState?) -> LaneState {
      let trainer = GroupTrainer(
        dataset: dataset, settings: Self.settings(.adam()), lanes: [lane],
        resuming: state.map { [$0] }, at: round.start)
      _ = trainer.train(through: round, evaluatingOn: dataset.validationRows)
      return trainer.state(ofLane: 0)
    }
    let whole = train(round(0, Self.steps), from: nil)
    let first = train(round(0, pause), from: nil)
    // A checkpoint at the pause is evaluated again, and counts once.
    #expect(train(round(pause, Self.steps), from: first) == whole)
    if case .plateau = shape { #expect(whole.feedback.reductions == 3) }
  }
}
