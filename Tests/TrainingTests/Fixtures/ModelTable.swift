import LinearAlgebra
import Training

/// Models with every activation, one and more hidden layers, odd widths, and none.
enum ModelTable {
  static let all: [Model] =
    [.logistic]
    + Activation.allCases.flatMap { activation in
      [
        Model.mlp(hidden: [9], activation: activation),
        .mlp(hidden: [7, 5], activation: activation),
      ]
    }
}
