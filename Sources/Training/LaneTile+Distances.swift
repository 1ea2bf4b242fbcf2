import LinearAlgebra

/// The rows of factors of the optimizers that estimate how far there is to go.
enum DistanceRow {
  static let rate = 0
  static let products = 1
  static let sizes = 2
  static let dogCount = 3
  static let decay = 3
  static let epsilon = 4
  /// Of the mean, the square and the sum: what is kept, and what is added.
  static let mean = (keep: 5, add: 6)
  static let square = (keep: 7, add: 8)
  static let sum = (keep: 9, add: 10)
  static let count = 11
}

extension LaneTile {
  /// DoG: η times the largest distance from the start so far, by the root of the sum of all squared
  /// gradients.
  ///
  /// Before the first step the distance is a small share of 1 + ‖x₀‖.
  func setDistanceOverGradients(initialDistance: Double, epsilon: Double) {
    let count = numberedTensors * network.places
    factors(DistanceRow.products).update(repeating: 0, count: count)
    factors(DistanceRow.sizes).update(repeating: 0, count: count)
    for piece in pieces {
      kernels.addDistances(
        tensor(of: piece), displacement: buffers.state[0] + piece.offset,
        distances: factors(DistanceRow.products, tensor: piece.tensor),
        squares: factors(DistanceRow.sizes, tensor: piece.tensor))
    }
    // The row of rates is free until they are set.
    let startSquares = DistanceRow.rate
    if step == 0 {
      factors(startSquares).update(repeating: 0, count: count)
      for piece in pieces { addSquares(of: buffers.state[1], piece, row: startSquares) }
    }
    for tensor in 0..<numberedTensors {
      for lane in lanes.indices {
        let (distance, squares) = (
          numberIndex(0, tensor: tensor, lane: lane), numberIndex(1, tensor: tensor, lane: lane)
        )
        if step == 0 {
          let size = Double(factors(startSquares, tensor: tensor)[lane]).squareRoot()
          numbers[distance] = initialDistance * (1 + size)
          numbers[squares] = epsilon
        } else {
          let moved = Double(factors(DistanceRow.products, tensor: tensor)[lane]).squareRoot()
          numbers[distance] = max(numbers[distance], moved)
        }
        numbers[squares] += Double(factors(DistanceRow.sizes, tensor: tensor)[lane])
        let rate = Double(buffers.learningRates[lane])
        // Without a gradient so far, and without ε, there is no step.
        factors(DistanceRow.rate, tensor: tensor)[lane] =
          numbers[squares] == 0
          ? 0 : Float(rate * numbers[distance] / numbers[squares].squareRoot())
      }
    }
  }

  private func addSquares(
    of values: UnsafeMutablePointer<Float>, _ piece: Network.Piece, row: Int
  ) {
    let sums = factors(row, tensor: piece.tensor)
    if network.isSideBySide {
      kernels.addSquares(sideBySide: values + piece.offset, block: piece.block, to: sums)
    } else {
      kernels.addSquares(
        of: values + piece.offset, lanes: network.lanes, block: piece.block, to: sums)
    }
  }

  /// Prodigy and D-Adaptation: brings means and sums up to date, and from them the estimate d of the
  /// distance; the step is then d times that of Adam, with the d from before.
  ///
  /// A lane whose rate is 0, or that has had no gradient at all, stays as it is.
  func setDistanceEstimate() {
    guard let rule = DistanceRule(optimizer, step: step) else {
      preconditionFailure("only these estimate a distance")
    }
    factors(DistanceRow.products).update(repeating: 0, count: network.places)
    factors(DistanceRow.sizes).update(repeating: 0, count: network.places)
    for lane in 0..<network.places {
      let isThere = lane < lanes.count
      rule.setGathering(
        rate: isThere ? Double(buffers.learningRates[lane]) : 0,
        distance: isThere ? numbers[numberIndex(0, lane: lane)] : 0
      ) { row, value in factors(row)[lane] = Float(value) }
    }
    for piece in pieces {
      let at = piece.offset
      kernels.gatherDistance(
        tensor(of: piece),
        displacement: rule.keepsDisplacement ? UnsafePointer(buffers.state[0] + at) : nil,
        mean: buffers.state[rule.mean] + at, square: buffers.state[rule.mean + 1] + at,
        sum: buffers.state[rule.mean + 2] + at, gathering(rule))
    }
    for lane in lanes.indices {
      let rate = Double(buffers.learningRates[lane])
      let size = Double(factors(DistanceRow.sizes)[lane])
      let distance = numbers[numberIndex(0, lane: lane)]
      let isAtRest = rate == 0 || size == 0
      if !isAtRest {
        rule.estimate(
          product: Double(factors(DistanceRow.products)[lane]), size: size, rate: rate,
          numbers: &numbers, at: { self.numberIndex($0, lane: lane) })
      }
      let step = rule.step(rate: rate, distance: distance)
      factors(DistanceRow.rate)[lane] = isAtRest ? 0 : Float(step.rate)
      factors(DistanceRow.decay)[lane] =
        isAtRest ? 0 : Float(step.decayFactor * lanes[lane].weightDecay)
      factors(DistanceRow.epsilon)[lane] = Float(
        rule.epsilon(distance: numbers[numberIndex(0, lane: lane)]))
    }
  }

  private func gathering(_ rule: DistanceRule) -> DistanceGathering {
    func pair(_ rows: (keep: Int, add: Int)) -> DistanceGathering.Factors {
      (UnsafePointer(factors(rows.keep)), UnsafePointer(factors(rows.add)))
    }
    return DistanceGathering(
      mean: pair(DistanceRow.mean), square: pair(DistanceRow.square), sum: pair(DistanceRow.sum),
      products: factors(DistanceRow.products), sizes: factors(DistanceRow.sizes),
      epsilon: rule.comparesWithSum)
  }

  /// The update of a piece, once its lanes' factors are set.
  func stepByDistance(_ tensor: ParameterTensor, _ piece: Network.Piece) {
    guard let rule = DistanceRule(optimizer, step: step) else { return }
    var tensor = tensor
    tensor.learningRates = UnsafePointer(factors(DistanceRow.rate))
    tensor.weightDecays = UnsafePointer(factors(DistanceRow.decay))
    let at = piece.offset
    kernels.divideMean(
      tensor, displacement: rule.keepsDisplacement ? buffers.state[0] + at : nil,
      start: rule.keepsDisplacement ? UnsafePointer(buffers.state[1] + at) : nil,
      mean: buffers.state[rule.mean] + at, square: buffers.state[rule.mean + 1] + at,
      epsilons: factors(DistanceRow.epsilon))
  }
}
