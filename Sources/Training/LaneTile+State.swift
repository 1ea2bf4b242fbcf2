extension LaneTile {
  /// A lane's parameters, optimizer state and feedback, from which another tile can go on.
  func state(ofLane lane: Int) -> LaneState {
    func copy(_ tensor: UnsafeMutablePointer<Float>) -> [Float] {
      var values: [Float] = []
      values.reserveCapacity(network.laneParameterCount)
      for block in network.blocks(ofLane: lane) {
        values.append(contentsOf: tensor.elements(of: block))
      }
      return values
    }
    return LaneState(
      parameters: copy(buffers.parameters), optimizerState: buffers.state.map(copy),
      optimizerNumbers: stride(from: lane, to: numbers.count, by: network.lanes).map {
        numbers[$0]
      },
      divergedAt: divergedAt[lane], feedback: feedback[lane])
  }

  /// Marks the lanes whose last update left a parameter that is not finite: no later loss would
  /// show it, and behind a ReLU even that one might not.
  func markUnsoundLanes() {
    for lane in lanes.indices where divergedAt[lane] == nil {
      let isSound = network.blocks(ofLane: lane).allSatisfy { block in
        buffers.parameters.elements(of: block).allSatisfy(\.isFinite)
      }
      if !isSound { markDiverged(lane, at: step) }
    }
  }

  func initialState(ofLane lane: Int) -> LaneState {
    let parameters = InitialWeights.draw(
      for: network, seed: settings.seed, repeat: lanes[lane].repeat)
    let traits = settings.optimizer.traits
    return LaneState(
      parameters: parameters,
      optimizerState: traits.initialState.map {
        switch $0 {
        case .number(let value): Array(repeating: value, count: parameters.count)
        case .parameters: parameters
        }
      },
      optimizerNumbers: traits.initialNumbers.flatMap {
        Array(repeating: $0, count: numberedTensors)
      })
  }

  func load(_ state: LaneState, intoLane lane: Int) {
    precondition(
      state.parameters.count == network.laneParameterCount
        && state.optimizerState.count == buffers.state.count
        && state.optimizerNumbers.count * network.lanes == numbers.count,
      "the state belongs to another model or optimizer")
    func copy(_ values: [Float], to tensor: UnsafeMutablePointer<Float>) {
      var read = 0
      for block in network.blocks(ofLane: lane) {
        for index in 0..<block.count {
          tensor[block.first + index * block.step] = values[read + index]
        }
        read += block.count
      }
    }
    copy(state.parameters, to: buffers.parameters)
    for (values, tensor) in zip(state.optimizerState, buffers.state) { copy(values, to: tensor) }
    for (index, number) in state.optimizerNumbers.enumerated() {
      numbers[index * network.lanes + lane] = number
    }
    resume(lane, divergedAt: state.divergedAt)
    feedback[lane] = state.feedback
  }
}

extension UnsafeMutablePointer<Float> {
  fileprivate func elements(
    of block: Network.Block
  ) -> LazyMapSequence<Range<Int>, Float> {
    (0..<block.count).lazy.map { self[block.first + $0 * block.step] }
  }
}
