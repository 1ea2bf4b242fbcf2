import Tabular
import Training

/// Schedules side by side as a CSV: the steps from 1, then a column for each schedule, so that a
/// spreadsheet draws them all from one selection.
package struct ScheduleTable: Sendable {
  private let curves: [ScheduleCurve]
  private let momentumName: String

  /// - Parameters:
  ///   - curves: At least one, all over the same steps.
  ///   - optimizer: Decides what momentum is called.
  package init(_ curves: [ScheduleCurve], optimizer: Optimizer) {
    precondition(Set(curves.map(\.learningRates.count)).count == 1)
    self.curves = curves
    momentumName = optimizer.traits.momentumName
  }

  /// The file.
  package func csv(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    table.csv(curves[0].learningRates.indices, options: options)
  }

  /// The columns; a row is a step, counted from 0. One schedule needs no name, several have theirs
  /// behind each column's.
  private var table: ResultTable<Int> {
    ResultTable(
      [.integer(Self.step, unit: .steps, "from 1") { $0 + 1 }]
        + curves.flatMap { curve in
          let suffix = curves.count == 1 ? "" : " \(curve.specification)"
          let rates = ResultColumn<Int>.number(
            Self.learningRate + suffix, "of the step's update"
          ) { curve.learningRates[$0] }
          guard let momentum = curve.momentum else { return [rates] }
          return [
            rates, .number(momentumName + suffix, "where the schedule cycles it") { momentum[$0] },
          ]
        })
  }

  private static let step = "step"
  private static let learningRate = "learning_rate"

  /// Whether a file that begins with these bytes holds schedules that lrfind wrote: every column
  /// behind the step is a rate or a momentum, and several have a schedule behind the name.
  package static func isScheduleCSV(_ start: ArraySlice<UInt8>) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = start.starts(with: mark) ? start.dropFirst(mark.count) : start
    guard let end = start.firstIndex(of: UInt8(ascii: "\r")),
      let line = String(validating: start[..<end], as: UTF8.self)
    else { return false }
    return isHeader(line, delimiter: ",") || isHeader(line, delimiter: ";")
  }

  private static func isHeader(_ line: String, delimiter: Character) -> Bool {
    // A name has delimiters only inside quotes, that is in the odd pieces between them.
    let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { return false }
    let names = pieces.enumerated().flatMap {
      $0.offset.isMultiple(of: 2) ? $0.element.split(separator: delimiter) : [$0.element]
    }
    guard names.count >= 2, names[0] == step else { return false }
    let known = [learningRate] + Optimizer.all.map(\.traits.momentumName)
    guard names.count > 3 || names.dropFirst().contains(where: { $0.contains(" ") }) else {
      return names[1] == learningRate
        && names.dropFirst(2).allSatisfy { known[1...].contains(String($0)) }
    }
    return names.dropFirst().allSatisfy { name in
      let parts = name.split(separator: " ", maxSplits: 1)
      return parts.count == 2 && known.contains(String(parts[0]))
        && (try? ScheduleSpecification.parse(String(parts[1]))) != nil
    }
  }
}
