import Glibc
import LinearAlgebra
import TestSupport
import Testing

/// The optimizers' steps against their written-out formulas in double precision, several steps on
/// the same tensors, so that wrong states show too.
@Suite struct OptimizerKernelTests {
  /// A kernel and its parameters.
  enum Step: CaseIterable, Sendable {
    case sgd, momentum, dampened, nesterov, appliedVelocity, adam, adamw, rmsprop, slowRmsprop
    case centered, rmspropMomentum, centeredMomentum, adagrad
  }

  static let stepCount = 4

  @Test(arguments: KernelSet.all, Step.allCases)
  func stepsMatchTheirFormulas(_ set: KernelSet, step: Step) {
    for (lanes, block) in [(1, 1), (5, 33)] + vectorCounts.map({ (2, $0) }) {
      withKernelMemory { memory in
        var group = KernelGroup(lanes: lanes, block: block, memory: memory)
        var formulas = group.formulas
        for number in 1...Self.stepCount {
          group.setGradient(salt: number)
          group.take(step, number: number, kernels: set.kernels)
          for index in formulas.indices {
            formulas[index].take(
              step, number: number, lane: group.lane(of: index),
              gradient: Double(group.gradient[index]))
          }
        }
        let count = lanes * block
        #expect(
          worstError(group.parameters.values(count), formulas.map(\.p), floor: 0.1) < 1e-6,
          "\(lanes) × \(block)")
        // Relative to each tensor's largest element, because means cancel.
        for (tensor, expected) in [
          (group.first, formulas.map(\.first)), (group.second, formulas.map(\.second)),
          (group.third, formulas.map(\.third)),
        ] {
          let size = expected.reduce(0) { max($0, abs($1)) }
          #expect(
            worstError(tensor.values(count), expected, floor: size) < 1e-6, "\(lanes) × \(block)")
        }
      }
    }
  }

  /// A gradient that is not finite spoils its own parameter and no other.
  @Test(arguments: KernelSet.all, Step.allCases)
  func whatIsNotFiniteStaysWhereItIs(_ set: KernelSet, step: Step) {
    for value in [Float.nan, .infinity] {
      withKernelMemory { memory in
        let (lanes, block, bad) = (3, 21, 30)
        var clean = KernelGroup(lanes: lanes, block: block, memory: memory)
        var spoilt = KernelGroup(lanes: lanes, block: block, memory: memory)
        for number in 1...2 {
          clean.setGradient(salt: number)
          spoilt.setGradient(salt: number)
          spoilt.gradient[bad] = value
          // The velocity is a product's work here, and would not be finite either.
          if step == .appliedVelocity { spoilt.first[bad] = value }
          clean.take(step, number: number, kernels: set.kernels)
          spoilt.take(step, number: number, kernels: set.kernels)
        }
        #expect(!spoilt.parameters[bad].isFinite, "\(value)")
        for index in 0..<lanes * block where index != bad {
          #expect(spoilt.parameters[index] == clean.parameters[index])
        }
      }
    }
  }

  /// By hand: p = 1, g = 0.5, η = 0.1, decay 0.2, factor 0.5: d = 0.25 + 0.2 = 0.45.
  @Test(arguments: KernelSet.all)
  func oneStepOfDescentByHand(_ set: KernelSet) {
    withKernelMemory { memory in
      let p = memory.copy([1] as [Float])
      set.kernels.sgd(
        ParameterTensor(
          lanes: 1, block: 1, parameters: p, gradient: memory.copy([0.5]),
          learningRates: memory.copy([0.1]), weightDecays: memory.copy([0.2]),
          gradientScales: memory.copy([0.5])))
      #expect(abs(p[0] - 0.955) < 1e-7)
    }
  }

  /// Adam's first step is η in the direction against the gradient, whatever its size: with g = 3,
  /// m̂ = 3 and √v̂ = 3.
  @Test(arguments: KernelSet.all, [1e-3, 3, 1e3] as [Float])
  func firstStepOfAdamByHand(_ set: KernelSet, gradient: Float) {
    withKernelMemory { memory in
      let p = memory.copy([0, 0] as [Float])
      set.kernels.adam(
        ParameterTensor(
          lanes: 1, block: 2, parameters: p, gradient: memory.copy([gradient, -gradient]),
          learningRates: memory.copy([0.1]), weightDecays: memory.copy([0]),
          gradientScales: memory.copy([1])),
        mean: memory.copy([0, 0]), square: memory.copy([0, 0]), beta1: 0.9, beta2: 0.999,
        epsilon: 0, step: 1, isDecoupled: false)
      #expect(worstError(p.values(2), [-0.1, 0.1], floor: 0) < 5e-7)
    }
  }
}
