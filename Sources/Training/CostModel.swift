import LinearAlgebra
import Tabular

/// What training costs, in model-seconds: a constant number of operations that reads no clock.
///
/// Budgets and allowances are counted in it, so that they, and with them every answer, are the same
/// on every machine. A model-second is about a second of one core of the machine that the constants
/// were fitted on; see the article on speed for how, and for the error.
package struct CostModel: Sendable, Hashable {
  /// Changes with the constants, since plans that were made by others then differ.
  package static let version = 2

  /// The constants, in seconds.
  private enum Constant {
    /// A step of a group, whatever it trains.
    static let step = 4.1e-7
    /// A step of a lane, whatever its size.
    static let lane = 9.7e-9
    /// Gathering a feature of a row of a batch, for all lanes.
    static let gathered = 5.5e-10
    /// A multiplication and addition of a product, those of partial vectors' empty places too.
    static let product = 1.38e-11
    /// A row's output of a hidden unit, forward and backward.
    static let unit = 3.1e-10
    /// A row's output of the last layer, with its loss.
    static let output = 1.22e-9
    /// Reading and writing a parameter of a tensor that an update goes through.
    static let tensor = 1.59e-10
    /// The square root and division of an adaptive update, for a parameter.
    static let root = 1.2e-11
    /// The multiplication, unit and output of a row that is only evaluated, and its feature for all
    /// lanes.
    static let evaluated = (
      product: 1.15e-11, unit: 1.1e-10, output: 9.4e-10, feature: 2.3e-10
    )
    /// Preparing a group, and a lane's parameter.
    static let start = (group: 2.2e-5, parameter: 5.2e-9)
  }

  private let batchSize: Int
  /// The features, the hidden layers and the outputs of a lane.
  private let widths: [Int]
  /// Of a lane: the parameters, the hidden units.
  private let parameters: Int
  private let units: Int
  /// The multiplications of a row forward, and of a step.
  private let forward: Int
  private let products: Int
  /// The tensors that an update goes through, and the roots that it takes.
  private let tensors: Int
  private let roots: Int

  /// The cost of training on a table, whose batches have no more rows than it is trained on.
  package init(_ settings: TrainingSettings, on dataset: Dataset) {
    self.init(
      settings, rows: dataset.trainingRowCount, inputs: dataset.features.columnCount,
      outputs: dataset.outputCount)
  }

  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - rows: The rows that are trained on; batches have no more.
  ///   - inputs: The number of features.
  ///   - outputs: The number of outputs of a lane.
  package init(_ settings: TrainingSettings, rows: Int, inputs: Int, outputs: Int) {
    var settings = settings
    settings.batchSize = min(settings.batchSize, rows)
    self.init(settings: settings, inputs: inputs, outputs: outputs)
  }

  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - inputs: The number of features.
  ///   - outputs: The number of outputs of a lane.
  package init(settings: TrainingSettings, inputs: Int, outputs: Int) {
    widths = [inputs] + settings.model.hidden + [outputs]
    let network = Network(widths: widths)
    batchSize = settings.batchSize
    parameters = network.parameterCount
    units = settings.model.hidden.reduce(0, +)
    forward = network.layers.reduce(0) { $0 + $1.inputs * $1.outputs }
    products = Self.products(of: network, rows: settings.batchSize)
    let traits = settings.optimizer.traits
    switch UpdatePath(settings: settings, lanes: []) {
    case .intoParameters, .intoVelocity: tensors = traits.initialState.count
    case .throughGradient:
      tensors = 2 + traits.initialState.count + traits.extraWork.tensors
    }
    roots = traits.extraWork.roots
  }

  private var inputs: Int { widths[0] }
  private var outputs: Int { widths[widths.count - 1] }

  /// The multiplications of a step: forward, as many for the weights' gradients, and as many for the
  /// gradients of what a layer was given; the first was given the table.
  ///
  /// What is side by side in a product, rows or features, fills whole vectors.
  private static func products(of network: Network, rows: Int) -> Int {
    let padded = Matrix.paddedStride(columns: rows)
    return network.layers.enumerated().reduce(0) { sum, element in
      let (index, layer) = element
      let forward = layer.inputs * layer.outputs * padded
      let gradient = layer.outputs * Matrix.paddedStride(columns: layer.inputs) * rows
      return sum + (index == 0 ? 1 : 2) * forward + gradient
    }
  }

  /// The model-seconds of a step of a group.
  package func step(lanes: Int) -> Double {
    let updates =
      Double(parameters) * (Constant.tensor * Double(tensors) + Constant.root * Double(roots))
    if Network.isSideBySide(widths: widths, lanes: min(lanes, GroupWidth.widest)) {
      // Side by side nothing is gathered, an output has one number a row, and a vector costs what it does
      // however few lanes it holds.
      let rows = Double(batchSize)
      let lane =
        Constant.lane + Constant.product * rows * Double(2 * inputs) + Constant.output * rows
        + updates
      let vectors = (lanes + GroupWidth.widest - 1) / GroupWidth.widest
      return Constant.step + Double(vectors * GroupWidth.widest) * lane
    }
    let padded = Double(Matrix.paddedStride(columns: batchSize))
    let lane =
      Constant.lane + Constant.product * Double(products) + Constant.unit * padded * Double(units)
      + Constant.output * padded * Double(outputs) + updates
    return Constant.step + Constant.gathered * Double(batchSize * inputs) + Double(lanes) * lane
  }

  /// The model-seconds of evaluating rows with every lane of a group.
  package func evaluation(rows: Int, lanes: Int) -> Double {
    let constant = Constant.evaluated
    let lane =
      constant.product * Double(forward) + constant.unit * Double(units)
      + constant.output * Double(outputs)
    return Double(rows) * (constant.feature * Double(inputs) + Double(lanes) * lane)
  }

  /// The model-seconds of preparing a group.
  package func start(lanes: Int) -> Double {
    Constant.start.group + Constant.start.parameter * Double(lanes * parameters)
  }

  /// The lanes of a group of which one training's share is counted: a search has few at a time.
  private static let usualLanes = 3

  /// The model-seconds of one of several trainings side by side.
  ///
  /// - Parameters:
  ///   - steps: The updates.
  ///   - evaluatedRows: The rows that are evaluated, all evaluations together.
  /// - Returns: The model-seconds.
  package func training(steps: Int, evaluatedRows: Int = 0) -> Double {
    let lanes = Self.usualLanes
    return
      (Double(steps) * step(lanes: lanes) + evaluation(rows: evaluatedRows, lanes: lanes)
      + start(lanes: lanes)) / Double(lanes)
  }
}
