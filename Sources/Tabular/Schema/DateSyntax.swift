/// Recognises dates and times.
enum DateSyntax {
  /// The number of each month by its name.
  static let months: [String: Int] = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "oct": 10, "nov": 11, "dec": 12, "january": 1, "february": 2, "march": 3, "april": 4,
    "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
    "december": 12,
  ]
  static let days: Set<String> = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday",
  ]
  private static let marks: Set<String> = ["t", "z", "am", "pm", "utc", "gmt"]

  /// Whether a text is a date, a time, or both.
  ///
  /// ISO 8601 with or without time and zone, `2024/01/31`, `31.01.2024`, `1/31/24`, `31-Jan-2024`,
  /// `January 31, 2024`, `2024-01`, and times such as `12:30:05`.
  static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (5...40).contains(text.count) else { return false }
    var numbers: [(value: Int, digits: Int)] = []
    /// The bytes between the numbers, words left out.
    var separators: [UInt8] = []
    var hasMonth = false
    var position = 0
    while position < text.count {
      let byte = text[position]
      let start = position
      if byte.isDigit {
        while position < text.count, text[position].isDigit { position += 1 }
        guard position - start <= 9 else { return false }
        let value = text[start..<position].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        numbers.append((value, position - start))
      } else if byte.isLetter {
        while position < text.count, text[position].isLetter { position += 1 }
        let word = String(decoding: text[start..<position], as: UTF8.self).lowercased()
        if months[word] != nil {
          guard !hasMonth else { return false }
          hasMonth = true
        } else if !days.contains(word), !marks.contains(word) {
          return false
        }
      } else {
        guard "-/.:, +".utf8.contains(byte) else { return false }
        separators.append(byte)
        position += 1
      }
    }
    return isDate(numbers, separators: separators, hasMonth: hasMonth)
  }

  private static func isDate(
    _ numbers: [(value: Int, digits: Int)], separators: [UInt8], hasMonth: Bool
  ) -> Bool {
    guard let first = numbers.first else { return false }
    if hasMonth { return numbers.contains { $0.digits == 4 || (1...31).contains($0.value) } }
    guard let separator = separators.first, numbers.count >= 2 else { return false }
    let second = numbers[1]
    if separator == UInt8(ascii: ":") {
      return (0...24).contains(first.value) && second.digits == 2 && second.value < 60
    }
    guard "-/.".utf8.contains(separator), first.digits <= 4, second.digits <= 2 else {
      return false
    }
    if first.digits == 4 {
      return (1...12).contains(second.value)
        && (numbers.count == 2 ? separator != UInt8(ascii: ".") : isDay(numbers[2]))
    }
    guard numbers.count >= 3, separators.count >= 2, separators[1] == separator else {
      return false
    }
    let third = numbers[2]
    return first.digits <= 2 && isDay(first) && isDay(second)
      && (first.value <= 12 || second.value <= 12) && (third.digits == 4 || third.digits == 2)
  }

  private static func isDay(_ number: (value: Int, digits: Int)) -> Bool {
    number.digits <= 2 && (1...31).contains(number.value)
  }

  /// Whether an integer is a date of the form 20240131, from 1900 to 2100.
  static func isCompactDate(_ value: Double) -> Bool {
    guard value >= 19_000_101, value <= 21_001_231, value == value.rounded() else { return false }
    let number = Int(value)
    return (1...12).contains(number / 100 % 100) && (1...31).contains(number % 100)
  }
}
