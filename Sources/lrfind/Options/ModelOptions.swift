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

  @Option(parsing: .unconditional, help: "The rows of a minibatch.")
  var batchSize = 32

  @Option(parsing: .unconditional, help: "The weight decay (default: the optimizer's own).")
  var weightDecay: Double?

  @Option(parsing: .unconditional, help: "Clip the gradient to this norm (default: no clipping).")
  var clipNorm: Double?

  /// The most units of a hidden layer; beyond it the option was surely mistyped.
  private static let widestLayer = 65_536

  mutating func validate() throws {
    _ = try resolvedModel()
    _ = try resolvedOptimizer()
    guard batchSize >= 1 else {
      throw ValidationError("--batch-size \(batchSize): give at least 1")
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

  /// The optimizer and the weight decay.
  func resolvedOptimizer() throws -> (optimizer: Optimizer, weightDecay: Double) {
    let choice = try optimizer.choice()
    if weightDecay != nil, choice.weightDecay != nil {
      throw ValidationError(
        "--weight-decay and the optimizer's key weight-decay both set it; leave one out")
    }
    let decay = weightDecay ?? choice.weightDecay ?? choice.optimizer.defaultWeightDecay
    return (choice.optimizer, decay)
  }
}

extension Activation: ExpressibleByArgument {}
