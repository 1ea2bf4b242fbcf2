import ArgumentParser
import LinearAlgebra
import Training

/// What is trained, and how.
struct ModelOptions: ParsableArguments {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case mlp, logistic
  }

  @Option(help: "The model: mlp, or logistic (linear regression where a number is predicted).")
  var model = Kind.mlp

  @Option(
    help: ArgumentHelp(
      "The widths of the hidden layers, as in 64,64 (default: 64).", valueName: "widths"))
  var hidden: String?

  @Option(help: "The activation of the hidden layers: relu, tanh or sigmoid (default: relu).")
  var activation: Activation?

  @OptionGroup var optimizer: OptimizerOption

  @Option(
    name: .customLong("batch-size"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The rows of a minibatch (default: 32).", valueName: "rows"))
  var batchSizeTexts: [String] = []

  @Option(parsing: .unconditional, help: "The weight decay (default: the optimizer's own).")
  var weightDecay: Double?

  @Option(parsing: .unconditional, help: "Clip the gradient to this norm (default: no clipping).")
  var clipNorm: Double?

  /// The most units of a hidden layer; beyond it the option was surely mistyped.
  private static let widestLayer = 65_536

  mutating func validate() throws {
    _ = try resolvedModel()
    _ = try batchSizes()
    if weightDecay != nil, try optimizer.choices().contains(where: { $0.weightDecay != nil }) {
      throw ValidationError(
        "--weight-decay and the optimizer's key weight-decay both set it; leave one out")
    }
    if let weightDecay, !(weightDecay >= 0 && weightDecay.isFinite) {
      throw ValidationError("--weight-decay \(weightDecay): give a number that is at least 0")
    }
    if let clipNorm, !(clipNorm > 0 && clipNorm.isFinite) {
      throw ValidationError("--clip-norm \(clipNorm): give a number greater than 0")
    }
  }

  /// The model.
  func resolvedModel() throws -> Model {
    switch model {
    case .logistic:
      if hidden != nil || activation != nil {
        throw ValidationError(
          "--\(hidden != nil ? "hidden" : "activation") has no meaning for --model logistic, which "
            + "has no hidden layer; leave it out or take --model mlp")
      }
      return .logistic
    case .mlp:
      let text = hidden ?? "64"
      let widths = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard widths.allSatisfy({ (1...Self.widestLayer).contains($0) }) else {
        throw ValidationError("--hidden \(text): give widths such as 64 or 64,64")
      }
      return .mlp(hidden: widths, activation: activation ?? .relu)
    }
  }

  /// The batch sizes; one unless the command compares several.
  func batchSizes() throws -> [Int] {
    guard !batchSizeTexts.isEmpty else { return [32] }
    return try batchSizeTexts.flatMap {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }.map { text in
      guard let size = Int(text.drop { $0 == " " }), (1...Int(Int32.max)).contains(size) else {
        throw ValidationError("--batch-size \(text): give a whole number, at least 1")
      }
      return size
    }
  }

  /// The only batch size.
  func batchSize() throws -> Int {
    let sizes = try batchSizes()
    guard sizes.count == 1 else { throw OneValue.error("--batch-size", sizes.count) }
    return sizes[0]
  }

  /// The only optimizer, and the weight decay.
  func resolvedOptimizer() throws -> (optimizer: Optimizer, weightDecay: Double) {
    let choice = try optimizer.choice()
    let decay = weightDecay ?? choice.weightDecay ?? choice.optimizer.defaultWeightDecay
    return (choice.optimizer, decay)
  }
}

extension Activation: ExpressibleByArgument {}
