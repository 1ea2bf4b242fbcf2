import CurveFiles
import Reporting
import Tabular
import Tuning

/// The reader of recorded curves, CSV, JSON or event file, and the rules that look at them.
enum CurveTarget {
  private static let file = InputFile()

  /// The first byte of an input that is made into an event file.
  private static let eventMark = UInt8(ascii: "E")

  static func check(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.first == eventMark else {
      checkFile(bytes)
      return
    }
    eventFile(of: bytes.dropFirst()).withUnsafeBytes(checkFile)
  }

  /// Records with right checksums, which chance would never find: each byte says how many of those
  /// behind it make the next message.
  private static func eventFile(of bytes: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
    var file: [UInt8] = []
    var rest = bytes
    while let length = rest.popFirst() {
      let message = Array(rest.prefix(Int(length)))
      rest = rest.dropFirst(message.count)
      let head = withUnsafeBytes(of: UInt64(message.count).littleEndian) { Array($0) }
      file += head + maskedChecksum(head) + message + maskedChecksum(message)
    }
    return file
  }

  private static func maskedChecksum(_ bytes: [UInt8]) -> [UInt8] {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }
    crc = ~crc
    let masked = (crc >> 15 | crc << 17) &+ 0xA282_EAD8
    return withUnsafeBytes(of: masked.littleEndian) { Array($0) }
  }

  private static func checkFile(_ bytes: UnsafeRawBufferPointer) {
    file.fill(with: bytes)
    do {
      let curve = try CurveFile(path: file.path)
      let cleaned = try CleanedCurve(curve.curve)
      let suggestion = CurveSuggestion(cleaned, trainings: curve.wholeTrainings)
      let report = SuggestReport(
        file: curve, cleaned: cleaned, suggestion: suggestion, version: "fuzz")
      require(!report.json.isEmpty, "there is JSON")
      report.summary(Style(hasColor: false)).filter { !$0.isEmpty }.forEach(checkMessage)
      guard let estimate = suggestion.estimate else {
        require(!suggestion.isConfident, "without an answer there is doubt")
        return
      }
      require(
        estimate.learningRate > 0 && estimate.learningRate.isFinite, "a rate is above 0 and finite")
    } catch let error as DataError {
      checkMessage(error.description)
    } catch let problem as CurveProblem {
      checkMessage(problem.message)
    } catch {
      fail("errors are of a known kind: \(error)")
    }
  }
}
