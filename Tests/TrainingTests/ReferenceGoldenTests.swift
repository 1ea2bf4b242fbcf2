import Testing
import Training

/// The double-precision reference against PyTorch in float64.
@Suite struct ReferenceGoldenTests {
  /// What is promised is 1e-6; double arithmetic in another order leaves far less than this.
  ///
  /// D-Adaptation's Adam overshoots once it has found its rate, and then multiplies rounding; NAdam does
  /// a little.
  static func tolerance(_ kind: String) -> Double {
    switch kind {
    case "dadapt-adam": 1e-5
    case "nadamw": 1e-8
    default: 1e-9
    }
  }

  @Test(arguments: GoldenCase.all)
  func referenceFollowsPyTorch(_ golden: GoldenCase) throws {
    let data = try GoldenData.load()
    let targets = try data.targets(golden.target)
    let outputs =
      switch targets {
      case .classes(let labels): (labels.max() ?? 0) + 1
      case .values: 1
      }
    let network = ReferenceNetwork(
      widths: [data.features[0].count] + golden.hidden + [outputs],
      activation: golden.activation ?? .relu)
    var trainer = ReferenceTrainer(
      ReferenceProblem(network: network, rows: data.features, targets: targets),
      optimizer: try golden.optimizer.optimizer(), weightDecay: golden.weightDecay,
      clipNorm: golden.clipNorm, initial: golden.initial)

    let losses = golden.losses.indices.map { step in
      // Batches are consecutive rows, and go around the end.
      let batch = (0..<data.batchSize).map { (step * data.batchSize + $0) % data.features.count }
      return trainer.step(batch: batch, learningRate: golden.learningRate)
    }

    #expect(losses.count == 100)
    #expect(relativeError(losses, to: golden.losses) < Self.tolerance(golden.optimizer.kind))
    #expect(
      relativeError(trainer.parameters, to: golden.final) < Self.tolerance(golden.optimizer.kind))
    #expect(
      relativeError(trainer.evaluated, to: golden.evaluated ?? golden.final)
        < Self.tolerance(golden.optimizer.kind))
  }

  @Test func casesCanBeRead() throws {
    #expect(try GoldenCase.load().count == GoldenCase.all.count)
    #expect(GoldenCase.all.count >= 75)
  }

  /// Each optimizer has an MLP and a logistic regression, each with both losses.
  @Test(arguments: Optimizer.all)
  func everyOptimizerIsCovered(_ optimizer: Optimizer) {
    let cases = GoldenCase.all.filter { $0.optimizer.kind == optimizer.name }
    for isLogistic in [true, false] {
      for isRegression in [true, false] {
        #expect(
          cases.contains {
            $0.hidden.isEmpty == isLogistic && ($0.target == "values") == isRegression
          })
      }
    }
    #expect(cases.contains { $0.weightDecay > 0 })
    #expect(cases.contains { $0.clipNorm != nil })
  }
}
