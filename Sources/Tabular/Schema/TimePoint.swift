/// When a row was, as far as it decides on the order of rows.
struct TimePoint: Sendable, Hashable {
  /// A number as it stands in the table, or seconds since 1970.
  var value: Double
  /// What an integer is more than `value`, or the nanoseconds of a second.
  var rest: Int64 = 0

  init(value: Double, rest: Int64 = 0) {
    self.value = value
    self.rest = rest
  }

  /// A number with all its digits, if it is an integer.
  init(_ number: ExactNumber, value: Double) {
    self.value = value
    if case .integer(let integer) = number, let nearest = Int128(exactly: value) {
      rest = Int64(truncatingIfNeeded: integer - nearest)
    }
  }
}

extension TimePoint: Comparable {
  static func < (left: TimePoint, right: TimePoint) -> Bool {
    (left.value, left.rest) < (right.value, right.rest)
  }
}

/// In which way times are written.
package enum TimeForm: Sendable, Hashable {
  /// As numbers: years, seconds, or anything else that grows with time.
  case number
  /// With the year in front or a name for the month, so that nothing else can be meant.
  case calendar
  /// Day, month, year.
  case dayFirst
  /// Month, day, year.
  case monthFirst
  /// Year, month, day, where the year has two digits.
  case shortYearFirst
  /// Hours, minutes and seconds alone.
  case clock
}

extension TimeForm {
  /// A time as it is shown.
  func text(of point: TimePoint) -> String {
    switch self {
    case .number:
      guard point.value == point.value.rounded(), let integer = Int128(exactly: point.value) else {
        return CSVWriter.decimals(point.value)
      }
      return String(integer + Int128(point.rest))
    case .clock: return Self.clockText(Int(point.value), nanoseconds: point.rest)
    case .calendar, .dayFirst, .monthFirst, .shortYearFirst:
      let seconds = Int(point.value)
      let day = Int((Double(seconds) / 86_400).rounded(.down))
      let date = CalendarDay(daysSince1970: day)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let year = String(date.year)
      let text =
        String(repeating: "0", count: max(0, 4 - year.count)) + year
        + "-\(two(date.month))-\(two(date.day))"
      let time = seconds - 86_400 * day
      return time == 0 && point.rest == 0
        ? text : text + " " + Self.clockText(time, nanoseconds: point.rest)
    }
  }

  private static func clockText(_ seconds: Int, nanoseconds: Int64) -> String {
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    guard nanoseconds > 0 else { return parts.joined(separator: ":") }
    var fraction = String(nanoseconds)
    fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return parts.joined(separator: ":") + "." + fraction
  }
}

/// A day of the Gregorian calendar.
struct CalendarDay: Hashable {
  var year: Int
  var month: Int
  var day: Int

  /// Nil where there is no such day.
  init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day so many days after 1 January 1970.
  init(daysSince1970 days: Int) {
    // Years begin in March here, so that the leap day is the last of a year; 400 of them, an era,
    // have 146,097 days. The day that is 719,468 days before 1970 is 1 March 0.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days since 1 January 1970.
  var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
