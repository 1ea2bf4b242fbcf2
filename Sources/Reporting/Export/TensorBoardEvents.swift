import CurveFiles
import Experiment

/// Event files of TensorBoard, one a trial: its curves, and what its HParams page shows.
///
/// Records as TensorFlow writes them: a length, the event as a protocol buffer, and the masked CRC-32C
/// of both.
package struct TensorBoardEvents: Sendable {
  private let set: TrialSet

  package init(_ set: TrialSet) { self.set = set }

  /// The name of a trial's file; TensorBoard looks for `tfevents` in it.
  package static let fileName = "events.out.tfevents.0.lrfind"

  /// Whether a file that begins with these bytes is one of these.
  package static func isOurs(_ start: ArraySlice<UInt8>) -> Bool {
    start.starts(with: record(version))
  }

  /// The event that a file begins with; who wrote it stands in its source.
  private static var version: [UInt8] {
    var event = ProtocolBuffer()
    event.text(3, "brain.Event:2")
    var source = ProtocolBuffer()
    source.text(1, "lrfind")
    event.message(10, source)
    return event.bytes
  }

  /// The file of a trial.
  package func file(of trial: TrialResult) -> [UInt8] {
    var bytes = Self.record(Self.version)
    bytes += Self.record(Self.hyperparameters("_hparams_/session_start_info", start(of: trial)))
    for point in trial.checkpoints {
      for (tag, value) in [
        (set.measure, set.figure(point.validationLoss)), ("train_loss", point.trainLoss),
        ("learning_rate", point.learningRate),
      ] {
        guard let value, value.isFinite else { continue }
        bytes += Self.record(Self.scalar(tag, value, step: point.step))
      }
    }
    var end = ProtocolBuffer()
    // Succeeded, or failed.
    end.integer(1, trial.status == .ok ? 1 : 2)
    var data = ProtocolBuffer()
    data.message(4, end)
    bytes += Self.record(Self.hyperparameters("_hparams_/session_end_info", data))
    return bytes
  }

  /// What the trial is.
  private func start(of trial: TrialResult) -> ProtocolBuffer {
    var start = ProtocolBuffer()
    for (name, value) in set.settings(of: trial) + [("status", .text(trial.status.rawValue))] {
      var field = ProtocolBuffer()
      switch value {
      case .number(let number): field.number(2, number)
      case .integer(let number): field.number(2, Double(number))
      case .text, .widths: field.text(3, value.text)
      }
      var entry = ProtocolBuffer()
      entry.text(1, name)
      entry.message(2, field)
      start.message(1, entry)
    }
    start.text(4, trial.id)
    var data = ProtocolBuffer()
    data.message(3, start)
    return data
  }

  private static func hyperparameters(_ tag: String, _ content: ProtocolBuffer) -> [UInt8] {
    var plugin = ProtocolBuffer()
    plugin.text(1, "hparams")
    plugin.message(2, content)
    var metadata = ProtocolBuffer()
    metadata.message(1, plugin)
    var value = ProtocolBuffer()
    value.text(1, tag)
    value.message(9, metadata)
    // An empty tensor of single precision: TensorBoard drops values without any.
    var tensor = ProtocolBuffer()
    tensor.integer(1, 1)
    tensor.message(2, ProtocolBuffer())
    value.message(8, tensor)
    return event(value, step: 0)
  }

  private static func scalar(_ tag: String, _ number: Double, step: Int) -> [UInt8] {
    var value = ProtocolBuffer()
    value.text(1, tag)
    value.single(2, Float(number))
    return event(value, step: step)
  }

  private static func event(_ value: ProtocolBuffer, step: Int) -> [UInt8] {
    var summary = ProtocolBuffer()
    summary.message(1, value)
    var event = ProtocolBuffer()
    // Nobody wrote down when; steps stand for seconds, so that the order is right.
    event.number(1, Double(step))
    event.integer(2, step)
    event.message(5, summary)
    return event.bytes
  }

  private static func record(_ data: [UInt8]) -> [UInt8] {
    let length = littleEndian(UInt64(data.count))
    return length + checksum(of: length) + data + checksum(of: data)
  }

  private static func checksum(of bytes: [UInt8]) -> [UInt8] {
    littleEndian(bytes.withUnsafeBufferPointer(CRC32C.masked))
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

/// A message of protocol buffers, field by field.
struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  private enum Wire: UInt64 { case variable = 0, eight = 1, lengthDelimited = 2, four = 5 }

  private mutating func key(_ field: Int, _ wire: Wire) {
    variable(UInt64(field) << 3 | wire.rawValue)
  }

  private mutating func variable(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func integer(_ field: Int, _ value: Int) {
    key(field, .variable)
    variable(UInt64(bitPattern: Int64(value)))
  }

  mutating func number(_ field: Int, _ value: Double) {
    key(field, .eight)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  mutating func single(_ field: Int, _ value: Float) {
    key(field, .four)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  mutating func text(_ field: Int, _ value: String) {
    key(field, .lengthDelimited)
    variable(UInt64(value.utf8.count))
    bytes += value.utf8
  }

  mutating func message(_ field: Int, _ value: ProtocolBuffer) {
    key(field, .lengthDelimited)
    variable(UInt64(value.bytes.count))
    bytes += value.bytes
  }
}
