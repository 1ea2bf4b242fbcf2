import Tabular

/// What training costs, in model-seconds: a constant number of operations that reads no clock.
///
/// Budgets and allowances are counted in it, so that they, and with them every answer, are the same
/// on every machine. A model-second is about a second of one core of the machine that the constants
/// were fitted on; see the article on speed for how, and for the error.
package struct CostModel: Sendable, Hashable {
  /// Changes with the constants, since plans that were made by others then differ.
  package static let version = 1

  /// The constants, in seconds.
  private enum Constant {
    /// A step of a group, whatever it trains.
    static let step = 5.7e-7
    /// A step of a lane, whatever its size.
    static let lane = 2.6e-8
    /// Gathering a feature of a row of a batch, for all lanes.
    static let gathered = 5.8e-10
    /// A multiplication and addition of a product.
    static let product = 1.24e-11
    /// A row's output of a hidden unit, forward and backward.
    static let unit = 4.7e-10
    /// A row's output of the last layer, with its loss.
    static let output = 1.46e-9
    /// Reading and writing a parameter of a tensor that an update goes through.
    static let tensor = 2.1e-10
    /// The square root and division of an adaptive update, for a parameter.
    static let root = 1.1e-10
    /// The multiplication, unit and output of a row that is only evaluated, and its feature for all
    /// lanes.
    static let evaluated = (
      product: 1.15e-11, unit: 1.1e-10, output: 9.4e-10, feature: 2.3e-10
    )
    /// Preparing a group, a lane, and a lane's parameter.
    static let start = (group: 3.8e-5, lane: 3.8e-7, parameter: 7.7e-9)
  }

  private let inputs: Int
  private let batchSize: Int
  /// Of a lane: the parameters, the hidden units, the outputs.
  private let parameters: Int
  private let units: Int
  private let outputs: Int
  /// The multiplications of a row forward, and of its step.
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
    let network = Network(widths: [inputs] + settings.model.hidden + [outputs])
    self.inputs = inputs
    self.outputs = outputs
    batchSize = settings.batchSize
    parameters = network.parameterCount
    units = settings.model.hidden.reduce(0, +)
    forward = network.layers.reduce(0) { $0 + $1.inputs * $1.outputs }
    // Weights' gradients cost as much again, and so do the gradients of what a layer was given.
    products = 3 * forward - inputs * network.layers[0].outputs
    let traits = settings.optimizer.traits
    switch UpdatePath(settings: settings, lanes: []) {
    case .intoParameters, .intoVelocity: tensors = traits.initialState.count
    case .throughGradient:
      tensors = 2 + traits.initialState.count + traits.extraWork.tensors
    }
    roots = traits.extraWork.roots
  }

  /// The model-seconds of a step of a group.
  package func step(lanes: Int) -> Double {
    let rows = Double(batchSize)
    let lane =
      Constant.lane + Constant.product * rows * Double(products)
      + Constant.unit * rows * Double(units) + Constant.output * rows * Double(outputs)
      + Constant.tensor * Double(tensors * parameters)
      + Constant.root * Double(roots * parameters)
    return Constant.step + Constant.gathered * rows * Double(inputs) + Double(lanes) * lane
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
    Constant.start.group + Double(lanes)
      * (Constant.start.lane + Constant.start.parameter * Double(parameters))
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
