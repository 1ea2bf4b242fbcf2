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
    case centered, rmspropMomentum, centeredMomentum, adagrad, lion
    case nadam, scheduleFree, dividedScheduleFree, displaced, dividedMean, displacedMean
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

  /// Lanes side by side get the very bits of lanes one behind the other.
  @Test(arguments: KernelSet.all, Step.allCases)
  func lanesSideBySideGetTheSameBits(_ set: KernelSet, step: Step) {
    let lanes = LinearModel.lanes
    for block in [1, 2, 7] {
      withKernelMemory { memory in
        var behind = KernelGroup(lanes: lanes, block: block, memory: memory)
        var beside = KernelGroup(lanes: lanes, block: block, memory: memory)
        beside.isSideBySide = true
        func spread(_ from: UnsafeMutablePointer<Float>, to: UnsafeMutablePointer<Float>) {
          for (index, value) in transposed(from.values(lanes * block), rows: lanes).enumerated() {
            to[index] = value
          }
        }
        spread(behind.parameters, to: beside.parameters)
        for number in 1...Self.stepCount {
          behind.setGradient(salt: number)
          spread(behind.gradient, to: beside.gradient)
          behind.take(step, number: number, kernels: set.kernels)
          beside.take(step, number: number, kernels: set.kernels)
        }
        for (tensor, other) in [
          (behind.parameters, beside.parameters), (behind.first, beside.first),
          (behind.second, beside.second), (behind.third, beside.third),
        ] {
          let expected = transposed(tensor.values(lanes * block), rows: lanes)
          #expect(other.values(lanes * block).map(\.bitPattern) == expected.map(\.bitPattern))
        }
      }
    }
  }

  /// Where the second half of a block has the first's gradient with the other sign, working it out once
  /// changes no bit.
  @Test(arguments: KernelSet.all, [false, true])
  func mirroredUpdatesAreTheSame(_ set: KernelSet, isDecoupled: Bool) {
    let (lanes, block) = (LinearModel.lanes, 6)
    withKernelMemory { memory in
      let tensors = [false, true].map { isMirrored in
        let parameters = memory.copy(irregular(lanes * block, salt: 1))
        let states = (0..<2).map { _ in memory.copy([Float](repeating: 0, count: lanes * block)) }
        for step in 1...Self.stepCount {
          let half = irregular(lanes * block / 2, salt: 5 + step)
          var tensor = ParameterTensor(
            lanes: lanes, block: block, parameters: parameters,
            gradient: memory.copy(half + half.map { -$0 }),
            learningRates: memory.copy((0..<lanes).map { 0.01 * Float($0) }),
            weightDecays: memory.copy((0..<lanes).map { isDecoupled ? 0.1 * Float($0) : 0 }),
            gradientScales: memory.copy((0..<lanes).map { 1 / Float($0 + 1) }))
          tensor.isSideBySide = true
          tensor.isMirrored = isMirrored
          set.kernels.adam(
            tensor, mean: states[0], square: states[1],
            AdamStep(
              beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: step, isDecoupled: isDecoupled))
        }
        return ([parameters] + states).map { $0.values(lanes * block).map { $0 + 0 } }
      }
      #expect(tensors[0] == tensors[1])
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
        mean: memory.copy([0, 0]), square: memory.copy([0, 0]),
        AdamStep(beta1: 0.9, beta2: 0.999, epsilon: 0, step: 1, isDecoupled: false))
      #expect(worstError(p.values(2), [-0.1, 0.1], floor: 0) < 5e-7)
    }
  }
}
