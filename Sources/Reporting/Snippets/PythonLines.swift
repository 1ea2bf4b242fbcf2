import Tuning

/// Python source in lines of at most 80 columns.
enum PythonLines {
  /// The widest line.
  static let width = 80

  /// A call, on one line where it fits, else with its arguments on lines of their own.
  ///
  /// - Parameters:
  ///   - head: What stands before the opening bracket.
  ///   - arguments: Each no wider than a line.
  /// - Returns: One line or more.
  static func call(_ head: String, _ arguments: [String]) -> [String] {
    let single = "\(head)(\(arguments.joined(separator: ", ")))"
    return single.count <= width ? [single] : ["\(head)("] + filled(arguments)
  }

  /// Arguments and the closing bracket, as many on a line as fit.
  private static func filled(_ arguments: [String]) -> [String] {
    var lines: [String] = []
    for (index, argument) in arguments.enumerated() {
      let piece = argument + (index == arguments.count - 1 ? ")" : ",")
      if let last = lines.last, last.count + 1 + piece.count <= width {
        lines[lines.count - 1] += " " + piece
      } else {
        lines.append("    " + piece)
      }
    }
    return lines
  }

  /// A comment, broken between words.
  static func comment(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append("# " + word)
      }
    }
    return lines
  }

  /// A tuple, also of one element.
  static func tuple(_ elements: [String]) -> String {
    elements.count == 1 ? "(\(elements[0]),)" : "(\(elements.joined(separator: ", ")))"
  }

  /// A number as it was given: the shortest decimals that read back as the same value.
  static func number(_ value: Double) -> String {
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A computed number, which is rounded to six significant digits.
  static func rounded(_ value: Double) -> String {
    number(value > 0 && value.isFinite ? LearningRate.canonical(value) : value)
  }
}
