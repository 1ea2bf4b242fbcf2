/// A date, a time of day, or both, as a cell says it.
///
/// What `DateSyntax` recognises, and no more than can be put in order.
struct WrittenTime {
  /// A number of the date, and how many digits it has.
  private typealias Number = (value: Int, digits: Int)

  /// What it may mean, with the form that it then has; empty where it is no time.
  private(set) var readings: [(form: TimeForm, point: TimePoint)] = []
  /// Whether it says what zone it is in; nil where it has no time of day.
  private(set) var hasZone: Bool?

  private var numbers: [Number] = []
  private var month: Int?
  private var isQuarter = false
  private var hasDots = false
  /// The seconds and nanoseconds since midnight.
  private var clock: (seconds: Int, nanoseconds: Int64)?
  /// Where the time of day ends.
  private var clockEnd = 0
  /// The seconds that its zone is ahead of universal time.
  private var offset: Int?

  private let text: [UInt8]
  private var position = 0

  /// - Parameter text: The cell, without spaces around it.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text.count <= 40 ? Array(text) : []
    while position < self.text.count {
      guard readPart() else { return }
    }
    resolve()
  }

  /// Reads a number, a word or a separator.
  ///
  /// - Returns: Whether it belongs to a time.
  private mutating func readPart() -> Bool {
    let byte = text[position]
    if byte.isDigit { return readNumber() }
    if byte.isLetter { return readWord() }
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), clock != nil,
      text[clockEnd..<position].allSatisfy({ $0 == 0x20 })
    {
      return readOffset()
    }
    guard "-/., ".utf8.contains(byte) else { return false }
    if byte == UInt8(ascii: "."), position > 0, text[position - 1].isDigit { hasDots = true }
    position += 1
    return true
  }

  private mutating func number(mostDigits: Int) -> Number? {
    let start = position
    var value = 0
    while position < text.count, text[position].isDigit {
      guard position - start < mostDigits else { return nil }
      value = value * 10 + Int(text[position] - 0x30)
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }

  private func isAt(_ byte: Unicode.Scalar) -> Bool {
    position < text.count && text[position] == UInt8(ascii: byte)
  }

  private mutating func readNumber() -> Bool {
    guard let first = number(mostDigits: 8) else { return false }
    guard isAt(":") else {
      // Behind a T the hours may follow without colons.
      if position - first.digits > 0, text[position - first.digits - 1] | 0x20 == UInt8(ascii: "t"),
        clock == nil, numbers.count == 1, numbers[0].digits == 8
      {
        return setCompactClock(first)
      }
      numbers.append(first)
      return numbers.count <= 3
    }
    guard clock == nil, first.digits <= 2, first.value <= 24 else { return false }
    position += 1
    guard let minutes = number(mostDigits: 2), minutes.digits == 2, minutes.value < 60 else {
      return false
    }
    var seconds = 0
    var nanoseconds: Int64 = 0
    if isAt(":") {
      position += 1
      guard let read = number(mostDigits: 2), read.digits == 2, read.value <= 60 else {
        return false
      }
      seconds = read.value
      if isAt(".") || isAt(","), position + 1 < text.count, text[position + 1].isDigit {
        position += 1
        nanoseconds = fraction()
      }
    }
    clock = (first.value * 3600 + minutes.value * 60 + seconds, nanoseconds)
    clockEnd = position
    return true
  }

  private mutating func setCompactClock(_ number: Number) -> Bool {
    guard number.digits == 4 || number.digits == 6 else { return false }
    let value = number.digits == 4 ? number.value * 100 : number.value
    guard value / 10_000 <= 24, value / 100 % 100 < 60, value % 100 <= 60 else { return false }
    clock = (value / 10_000 * 3600 + value / 100 % 100 * 60 + value % 100, 0)
    clockEnd = position
    return true
  }

  /// The nanoseconds that digits behind a point say.
  private mutating func fraction() -> Int64 {
    var nanoseconds: Int64 = 0
    var unit: Int64 = 100_000_000
    while position < text.count, text[position].isDigit {
      nanoseconds += Int64(text[position] - 0x30) * unit
      unit /= 10
      position += 1
    }
    return nanoseconds
  }

  private mutating func readOffset() -> Bool {
    let isWest = isAt("-")
    position += 1
    guard offset == nil, let hours = number(mostDigits: 4) else { return false }
    var minutes = hours.digits > 2 ? hours.value % 100 : 0
    if hours.digits <= 2, isAt(":") {
      position += 1
      guard let read = number(mostDigits: 2), read.digits == 2 else { return false }
      minutes = read.value
    }
    let whole = hours.digits > 2 ? hours.value / 100 : hours.value
    guard whole <= 15, minutes < 60 else { return false }
    offset = (whole * 3600 + minutes * 60) * (isWest ? -1 : 1)
    return true
  }

  private mutating func readWord() -> Bool {
    let start = position
    while position < text.count, text[position].isLetter { position += 1 }
    let word = String(decoding: text[start..<position], as: UTF8.self).lowercased()
    if let named = DateSyntax.months[word] {
      guard month == nil else { return false }
      month = named
      return true
    }
    switch word {
    case "t": return !numbers.isEmpty && clock == nil
    case "z", "utc", "gmt":
      guard clock != nil else { return false }
      // What follows, as in `UTC+2`, is the offset.
      if isAt("+") || isAt("-") { return readOffset() }
      guard offset == nil else { return false }
      offset = 0
      return true
    case "am", "pm":
      guard let time = clock, time.seconds < 13 * 3600 else { return false }
      clock?.seconds = time.seconds % (12 * 3600) + (word == "pm" ? 12 * 3600 : 0)
      return true
    case "st", "nd", "rd", "th": return !numbers.isEmpty
    case "q":
      guard let quarter = number(mostDigits: 1), (1...4).contains(quarter.value), month == nil
      else { return false }
      month = quarter.value * 3 - 2
      isQuarter = true
      return true
    default: return DateSyntax.days.contains(word)
    }
  }

  /// Finds out what the parts mean together.
  private mutating func resolve() {
    if clock != nil { hasZone = offset != nil }
    guard !numbers.isEmpty || month != nil else {
      if let clock {
        readings = [
          (
            .clock,
            TimePoint(value: Double(clock.seconds - (offset ?? 0)), rest: clock.nanoseconds)
          )
        ]
      }
      return
    }
    for (form, day) in days {
      guard let day else { continue }
      let seconds = day.daysSince1970 * 86_400 + (clock?.seconds ?? 0) - (offset ?? 0)
      readings.append((form, TimePoint(value: Double(seconds), rest: clock?.nanoseconds ?? 0)))
    }
  }

  /// What days may be meant.
  private var days: [(TimeForm, CalendarDay?)] {
    let isLong = numbers.map { $0.digits == 4 }
    let values = numbers.map(\.value)
    if let month {
      switch isLong {
      case [true]: return [(.calendar, CalendarDay(year: values[0], month: month, day: 1))]
      case [true, false]:
        return [(.calendar, CalendarDay(year: values[0], month: month, day: values[1]))]
      case [false, true] where !isQuarter:
        return [(.calendar, CalendarDay(year: values[1], month: month, day: values[0]))]
      case [false, false] where !isQuarter:
        return [
          (.calendar, CalendarDay(year: Self.year(numbers[1]), month: month, day: values[0]))
        ]
      default: return []
      }
    }
    switch isLong {
    case [false] where numbers[0].digits == 8:
      let value = values[0]
      return [
        (
          .calendar,
          CalendarDay(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        )
      ]
    case [true, false]:
      return [(.calendar, CalendarDay(year: values[0], month: values[1], day: 1))]
    case [false, true]:
      return [(.calendar, CalendarDay(year: values[1], month: values[0], day: 1))]
    case [true, false, false]:
      return [(.calendar, CalendarDay(year: values[0], month: values[1], day: values[2]))]
    case [false, false, true], [false, false, false]:
      guard numbers.allSatisfy({ $0.digits <= 2 || $0.digits == 4 }) else { return [] }
      let year = Self.year(numbers[2])
      var days: [(TimeForm, CalendarDay?)] = [
        (.dayFirst, CalendarDay(year: year, month: values[1], day: values[0]))
      ]
      // Nobody writes points behind a month in front.
      if !hasDots {
        days.append((.monthFirst, CalendarDay(year: year, month: values[0], day: values[1])))
      }
      if !isLong[2], numbers[0].digits == 2 {
        days.append(
          (
            .shortYearFirst,
            CalendarDay(year: Self.year(numbers[0]), month: values[1], day: values[2])
          ))
      }
      return days
    default: return []
    }
  }

  /// The year that a number says; of two digits, one from 1969 to 2068, as POSIX has it.
  private static func year(_ number: Number) -> Int {
    number.digits > 2 ? number.value : number.value + (number.value < 69 ? 2000 : 1900)
  }
}
