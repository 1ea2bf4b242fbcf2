import LinearAlgebra
import Tabular
import Testing
import Training

@Suite struct LossHessianTests {
  /// The reference's gradient on both sides of the parameters: (g(p + hv) − g(p − hv)) / 2h is off
  /// by h²/6 of a fourth derivative and ε/h, about 1e-9 here. 300 rows are more than one block.
  @Test(arguments: ModelTable.all, Task.allCases)
  func `products match finite differences of the gradient`(_ model: Model, _ task: Task) {
    let dataset = TrainingFixture.dataset(task, rows: 300, features: 4)
    let problem = ReferenceProblem(dataset, model: model)
    let count = problem.network.parameterCount
    let parameters = (0..<count).map { 0.6 * wave($0, salt: 5) }
    let vector = (0..<count).map { wave($0, salt: 9) }
    let hessian = LossHessian(
      dataset: dataset, model: model, parameters: parameters, rows: 0..<300)

    let rows = Array(0..<300)
    let reference = problem.gradient(of: rows, parameters: parameters)
    #expect(abs(hessian.loss / reference.loss - 1) < 1e-12)
    #expect(relativeError(hessian.gradient, to: reference.gradient) < 1e-12)

    let h = 1e-5
    func gradient(_ sign: Double) -> [Double] {
      let moved = zip(parameters, vector).map { $0 + sign * h * $1 }
      return problem.gradient(of: rows, parameters: moved).gradient
    }
    let differences = zip(gradient(1), gradient(-1)).map { ($0 - $1) / (2 * h) }
    #expect(relativeError(hessian.product(with: vector), to: differences) < 1e-5)
  }

  @Test(arguments: CurvatureGolden.all)
  func `products and losses are PyTorch's`(_ golden: CurvatureGolden) throws {
    let dataset = try golden.dataset()
    let hessian = LossHessian(
      dataset: dataset, model: golden.model, parameters: golden.parameters,
      rows: 0..<dataset.trainingRowCount)
    #expect(abs(hessian.loss / golden.loss - 1) < 1e-12)
    let product = hessian.product(with: golden.direction)
    #expect(relativeError(product, to: golden.product) < 1e-11)
  }

  @Test func `the golden cases are there`() {
    #expect(CurvatureGolden.all.count == 16)
    for activation in Activation.allCases {
      #expect(CurvatureGolden.all.contains { $0.activation == activation })
    }
  }

  /// u·Hv = v·Hu, and H(u + 2v) = Hu + 2Hv.
  @Test(arguments: ModelTable.all)
  func `the Hessian is symmetric and linear`(_ model: Model) {
    let dataset = TrainingFixture.dataset(.fourClasses, rows: 50, features: 4)
    let count = ReferenceProblem(dataset, model: model).network.parameterCount
    let hessian = LossHessian(
      dataset: dataset, model: model, parameters: (0..<count).map { 0.5 * wave($0, salt: 1) },
      rows: 10..<50)
    let (u, v) = ((0..<count).map { wave($0, salt: 2) }, (0..<count).map { wave($0, salt: 3) })
    let (hu, hv) = (hessian.product(with: u), hessian.product(with: v))
    let (a, b) = (zip(u, hv).map(*).reduce(0, +), zip(v, hu).map(*).reduce(0, +))
    #expect(abs(a - b) < 1e-12 * max(1, abs(a)))
    let sum = hessian.product(with: zip(u, v).map { $0 + 2 * $1 })
    #expect(relativeError(sum, to: zip(hu, hv).map { $0 + 2 * $1 }) < 1e-12)
    #expect(hessian.productCount == 3)
  }
}
