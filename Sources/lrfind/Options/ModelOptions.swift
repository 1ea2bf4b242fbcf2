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
    parsing: .unconditional,
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

  @Option(
    parsing: .unconditional, help: "The weight decay (default: the optimizer's own).",
    transform: NumberDomain.weightDecay.read)
  var weightDecay: Double?

  @Option(
    parsing: .unconditional, help: "Clip the gradient to this norm (default: no clipping).",
    transform: NumberDomain.clipNorm.read)
  var clipNorm: Double?

  mutating func validate() throws {
    _ = try resolvedModel()
    _ = try batchSizes()
    if weightDecay != nil, try optimizer.choices().contains(where: { $0.weightDecay != nil }) {
      throw ValidationError(
        "--weight-decay and the optimizer's key weight-decay both set it; leave one out")
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
      return .mlp(
        hidden: try Self.numbers([hidden ?? "64"], .layerWidth, of: "--hidden"),
        activation: activation ?? .relu)
    }
  }

  /// The batch sizes; one unless the command compares several.
  func batchSizes() throws -> [Int] {
    guard !batchSizeTexts.isEmpty else { return [32] }
    return try Self.numbers(batchSizeTexts, .batchSize, of: "--batch-size")
  }

  /// The numbers between commas.
  private static func numbers(
    _ texts: [String], _ domain: NumberDomain<Int>, of option: String
  ) throws -> [Int] {
    try texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { text in
      do throws(NumberError) {
        return try domain.read(String(text.drop { $0 == " " }))
      } catch {
        throw ValidationError("\(option): \(error)")
      }
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
