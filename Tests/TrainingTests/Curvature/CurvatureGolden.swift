import Foundation
import LinearAlgebra
import Tabular
import Testing
import Training

/// A loss with a Hessian-vector product and eigenvalues as PyTorch made them in float64; see
/// scripts/reference/curvature.py.
struct CurvatureGolden: Decodable, Sendable, CustomTestStringConvertible {
  var activation: Activation?
  var hidden: [Int]
  var target: String
  var parameters: [Double]
  var loss: Double
  var direction: [Double]
  var product: [Double]
  var eigenvalue: Double
  var squares: [Double]
  var steps: Int
  var preconditionedEigenvalue: Double

  var testDescription: String { "\(activation?.rawValue ?? "logistic") \(hidden) \(target)" }

  static let all: [CurvatureGolden] = (try? load()) ?? []

  private static func load() throws -> [CurvatureGolden] {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: folder.appendingPathComponent("curvature.json"))
    return try decoder.decode([CurvatureGolden].self, from: data)
  }

  var model: Model { activation.map { .mlp(hidden: hidden, activation: $0) } ?? .logistic }

  /// The data, all of it to be trained on.
  func dataset() throws -> Dataset {
    let data = try GoldenData.load()
    let targets: Dataset.Targets
    switch try data.targets(target) {
    case .classes(let labels):
      let count = (labels.max() ?? 0) + 1
      targets = .classes(labels.map(Int32.init), names: (0..<count).map { "\($0)" })
    case .values(let values):
      targets = .values(values.map(Float.init), mean: 0, scale: 1)
    }
    return Dataset(
      features: FeatureMatrix(rows: data.features.map { $0.map(Float.init) }),
      featureNames: data.features[0].indices.map { "x\($0)" }, targets: targets,
      trainingRowCount: data.features.count,
      report: TrainingFixture.dataset(.regression, rows: 4).report)
  }
}
