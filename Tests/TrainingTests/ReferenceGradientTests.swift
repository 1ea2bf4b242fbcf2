import LinearAlgebra
import Testing
import Training

/// The reference's gradients against central finite differences.
@Suite struct ReferenceGradientTests {
  @Test(arguments: Activation.allCases, [[], [5], [5, 4], [4, 5, 3]])
  func gradientsMatchFiniteDifferences(_ activation: Activation, hidden: [Int]) {
    for task in Task.allCases {
      let problem = ReferenceProblem(
        TrainingFixture.dataset(task, rows: 12, features: 4), hidden: hidden,
        activation: activation)
      let batch = Array(0..<12)
      let parameters = (0..<problem.network.parameterCount).map { index in
        0.6 * wave(index, salt: 5)
      }
      let gradient = problem.gradient(of: batch, parameters: parameters).gradient

      // (f(p + h) − f(p − h)) / 2h is off by h² f‴/6 + ε f/h, about 1e-10 here.
      let h = 1e-5
      let differences = parameters.indices.map { index in
        var (above, below) = (parameters, parameters)
        above[index] += h
        below[index] -= h
        return
          (problem.meanLoss(of: batch, parameters: above)
          - problem.meanLoss(of: batch, parameters: below)) / (2 * h)
      }

      for layer in problem.network.layers {
        for block in [layer.weights, layer.biases] {
          let error = relativeError(Array(gradient[block]), to: Array(differences[block]))
          #expect(error < 1e-7, "\(task), parameters \(block)")
        }
      }
      #expect(
        problem.gradient(of: batch, parameters: parameters).loss
          == problem.meanLoss(of: batch, parameters: parameters))
    }
  }
}
