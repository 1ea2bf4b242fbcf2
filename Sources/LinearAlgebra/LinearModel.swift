import CKernels

/// The lanes of models of one layer that end in one number a row, or in two classes, side by side:
/// of whatever a lane has one of, there is a vector of `lanes`.
package struct LinearModel {
  /// The lanes of a vector; those that are not there hold anything finite.
  package static let lanes = Int(LRF_LANES_AT_ONCE)
  /// The lanes from which on they are faster side by side than one behind the other: a vector costs the
  /// same however many of them are there.
  package static let fewestLanes = 8
  /// The most outputs of a lane.
  package static let mostOutputs = 2

  /// The elements of the room that a step takes.
  package static func room(features: Int) -> Int { 2 * (features + 1) * lanes }

  /// Some of the rows of a table.
  package struct Rows {
    fileprivate var count: Int
    fileprivate var indices: UnsafePointer<Int32>?
    fileprivate var next: UnsafeBufferPointer<Int32>?
    fileprivate var offset: Int

    /// The rows that are named, and those that will be wanted soon.
    package init(_ rows: UnsafeBufferPointer<Int32>, next: UnsafeBufferPointer<Int32>) {
      (count, indices, self.next, offset) = (rows.count, rows.baseAddress, next, 0)
    }

    /// The rows of a range.
    package init(_ range: Range<Int>) {
      (count, indices, next, offset) = (range.count, nil, nil, range.lowerBound)
    }
  }

  fileprivate var kernel: lrf_linear

  /// - Parameters:
  ///   - table: The first of its rows, which lie without gaps.
  ///   - features: The elements of a row.
  ///   - rows: Which of them are meant.
  ///   - targets: What each row of the table is compared with.
  ///   - outputs: The outputs of a lane: 1, or 2 of two classes.
  ///   - parameters: (outputs, features + 1, lanes): an output's weights, then its bias.
  ///   - room: See `room(features:)`.
  package init(
    table: UnsafePointer<Float>, features: Int, rows: Rows, targets: LossTargets, outputs: Int,
    parameters: UnsafePointer<Float>, room: UnsafeMutablePointer<Float>
  ) {
    precondition(outputs <= Self.mostOutputs)
    kernel = lrf_linear()
    kernel.rows = rows.count
    kernel.features = features
    kernel.output_count = outputs
    kernel.matrix = table + rows.offset * features
    kernel.index = rows.indices
    kernel.next = rows.next?.baseAddress
    kernel.next_rows = rows.next?.count ?? 0
    let targets = targets.from(rows.offset)
    (kernel.label, kernel.target) = (targets.labels, targets.numbers)
    kernel.parameters = parameters
    kernel.room = room
  }

  /// Says where the gradient goes: destination ← beta · destination + gradient, laid out like the
  /// parameters, in the place of which it may be.
  ///
  /// - Parameters:
  ///   - destination: (outputs, features + 1, lanes).
  ///   - scale: The factor of the loss's gradient, (lanes).
  ///   - beta: The factor of what is there; with 0 it is ignored.
  package mutating func setDestination(
    _ destination: UnsafeMutablePointer<Float>, scale: UnsafePointer<Float>, beta: Float
  ) {
    kernel.scale = scale
    kernel.beta = beta
    kernel.to = destination
  }
}

extension ElementKernels {
  /// Takes all lanes forward, through the loss and back.
  ///
  /// - Parameters:
  ///   - model: The lanes and the rows.
  ///   - losses: Receives the sum of the loss over rows, (lanes).
  package func takeStep(of model: inout LinearModel, losses: UnsafeMutablePointer<Float>) {
    table.pointee.linear_step(&model.kernel, losses)
  }

  /// Takes all lanes forward.
  ///
  /// - Parameters:
  ///   - model: The lanes and the rows.
  ///   - losses: Receives the sum of the loss over rows, (lanes).
  ///   - correct: Receives of classes how many rows are classified correctly, (lanes).
  package func score(
    _ model: inout LinearModel, losses: UnsafeMutablePointer<Double>,
    correct: UnsafeMutablePointer<Int32>
  ) {
    table.pointee.linear_scores(&model.kernel, losses, correct)
  }
}
