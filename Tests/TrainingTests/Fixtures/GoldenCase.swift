import Foundation
import LinearAlgebra
import Testing
import Training

/// One training run as PyTorch made it in float64; see scripts/reference.
struct GoldenCase: Decodable, Sendable, CustomTestStringConvertible {
  /// An optimizer under the names of `torch.optim`.
  struct OptimizerDescription: Decodable, Sendable {
    var kind: String
    var momentum: Double?
    var dampening: Double?
    var beta1: Double?
    var beta2: Double?
    var eps: Double?
    var alpha: Double?
    var centered: Bool?
    var lrDecay: Double?
    var initialAccumulatorValue: Double?
    var momentumDecay: Double?
    var warmupSteps: Int?
    var r: Double?
    var weightLrPower: Double?
    var d0: Double?
    var dCoef: Double?
    var useBiasCorrection: Bool?
    var safeguardWarmup: Bool?
    var repsRel: Double?
    var averaging: Double?
  }

  var name: String
  var optimizer: OptimizerDescription
  var learningRate: Double
  var weightDecay: Double
  var clipNorm: Double?
  var activation: Activation?
  var hidden: [Int]
  var target: String
  var initial: [Double]
  var losses: [Double]
  var final: [Double]
  /// What the package evaluates, where that is not `final`.
  var evaluated: [Double]?

  var testDescription: String { name }

  /// Every golden case; empty where they cannot be read, which the coverage test notices.
  static let all: [GoldenCase] = (try? load()) ?? []

  static func load() throws -> [GoldenCase] {
    try golden().filter { $0.lastPathComponent.hasPrefix("case_") }
      .map { try decode(GoldenCase.self, from: $0) }
      .sorted { $0.name < $1.name }
  }
}

extension GoldenCase.OptimizerDescription {
  /// The optimizer, with no default standing in for a value that the file lacks.
  func optimizer() throws -> Optimizer {
    switch kind {
    case "sgd": .sgd
    case "momentum":
      .momentum(momentum: try #require(momentum), dampening: try #require(dampening))
    case "nesterov": .nesterov(momentum: try #require(momentum))
    case "adam":
      .adam(beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(eps))
    case "adamw":
      .adamw(beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(eps))
    case "rmsprop":
      .rmsprop(
        alpha: try #require(alpha), epsilon: try #require(eps), momentum: try #require(momentum),
        isCentered: try #require(centered as Bool?))
    case "adagrad":
      .adagrad(
        learningRateDecay: try #require(lrDecay),
        initialAccumulator: try #require(initialAccumulatorValue), epsilon: try #require(eps))
    case "lion": .lion(beta1: try #require(beta1), beta2: try #require(beta2))
    case "nadamw":
      .nadamw(
        beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(eps),
        momentumDecay: try #require(momentumDecay))
    case "schedule-free-sgd":
      .scheduleFreeSGD(momentum: try #require(momentum), averaging: try averagingWeights())
    case "schedule-free-adamw":
      .scheduleFreeAdamW(
        beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(eps),
        averaging: try averagingWeights())
    case "prodigy":
      .prodigy(
        beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(eps),
        initialDistance: try #require(d0), coefficient: try #require(dCoef),
        correctsBias: try #require(useBiasCorrection as Bool?),
        safeguardsWarmup: try #require(safeguardWarmup as Bool?))
    case "dog":
      .dog(
        initialDistance: try #require(repsRel), epsilon: try #require(eps),
        averaging: try #require(averaging))
    case "ldog":
      .ldog(
        initialDistance: try #require(repsRel), epsilon: try #require(eps),
        averaging: try #require(averaging))
    case "dadapt-adam":
      .dadaptAdam(
        beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(eps),
        initialDistance: try #require(d0), correctsBias: try #require(useBiasCorrection as Bool?))
    default: throw GoldenError.unknownOptimizer(kind)
    }
  }
}

extension GoldenCase.OptimizerDescription {
  private func averagingWeights() throws -> AveragingWeights {
    AveragingWeights(
      warmupSteps: try #require(warmupSteps), stepPower: try #require(r),
      ratePower: try #require(weightLrPower))
  }
}

/// The data of the golden cases.
struct GoldenData: Decodable {
  var batchSize: Int
  var features: [[Double]]
  var threeClasses: [Int]
  var twoClasses: [Int]
  var values: [Double]

  static func load() throws -> GoldenData {
    let file = try #require(try golden().first { $0.lastPathComponent == "problem.json" })
    return try decode(GoldenData.self, from: file)
  }

  func targets(_ name: String) throws -> ReferenceTargets {
    switch name {
    case "three_classes": .classes(threeClasses)
    case "two_classes": .classes(twoClasses)
    case "values": .values(values)
    default: throw GoldenError.unknownTarget(name)
    }
  }
}

enum GoldenError: Error {
  case unknownOptimizer(String)
  case unknownTarget(String)
}

private func golden() throws -> [URL] {
  let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden")
  return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
}

private func decode<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> Value {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  return try decoder.decode(type, from: Data(contentsOf: file))
}
