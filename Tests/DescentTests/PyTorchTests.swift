import Descent
import Foundation
import Testing
import Training

/// Every optimizer against `torch.optim` in double precision; the numbers are from
/// scripts/reference/descend.py.
@Suite struct PyTorchTests {
  /// One descent and x after some of its steps.
  struct Reference: Sendable, CustomTestStringConvertible {
    var polynomial: String
    var optimizer: String
    var start: Double
    var learningRate: Double
    var values: [(step: Int, x: Double)] = []
    var testDescription: String { "\(polynomial), \(optimizer)" }
  }

  static let references: [Reference] = {
    guard
      let url = Bundle.module.url(
        forResource: "descend", withExtension: "csv", subdirectory: "Golden"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    var result: [Reference] = []
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst() {
      // polynomial,"optimizer",from,learning_rate,step,x
      let parts = line.split(separator: "\"")
      guard parts.count == 3 else { continue }
      let numbers = parts[2].split(separator: ",").compactMap { Double($0) }
      guard numbers.count == 4 else { continue }
      let reference = Reference(
        polynomial: String(parts[0].dropLast()), optimizer: String(parts[1]), start: numbers[0],
        learningRate: numbers[1])
      if result.last?.testDescription != reference.testDescription { result.append(reference) }
      result[result.count - 1].values.append((Int(numbers[2]), numbers[3]))
    }
    return result
  }()

  @Test(arguments: references)
  func followsPyTorch(_ reference: Reference) throws {
    let choice = try Optimizer.parse(reference.optimizer)
    let descent = Descent(
      try Polynomial(parsing: reference.polynomial), from: reference.start, steps: 200,
      optimizer: choice.optimizer,
      weightDecay: choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay)
    let path = descent.run(learningRate: reference.learningRate).path
    for (step, expected) in reference.values {
      // Relative to x, or to 10⁻⁶ where it passes through 0.
      #expect(
        abs(path[step] - expected) <= 1e-6 * max(abs(expected), 1e-6), "step \(step)")
    }
  }

  @Test func coversEveryOptimizer() {
    let names = Set(Self.references.compactMap { $0.optimizer.split(separator: ":").first })
    #expect(
      names
        == Set(
          Optimizer.all.filter { $0.obstacleToDescent == nil }.map { Substring($0.name) }))
    #expect(Self.references.count == 92)
    #expect(Self.references.count { $0.values.last?.step == 200 } > 70)
  }
}
