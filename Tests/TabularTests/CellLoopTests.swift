import CFastFloat
import Testing

/// The loops over cells, for every processor and for this one, against the standard library.
@Suite struct CellLoopTests {
  typealias Loop = @Sendable (UnsafeMutablePointer<lrfind_cell_cursor>?) -> Int32

  static let loops: [(name: String, loop: Loop)] = [
    ("portable", { lrfind_parse_cells_portably($0) }),
    ("this processor's", { lrfind_parse_cells($0) }),
  ]

  /// Reads a column of cells; nil where the loop leaves one to its caller.
  private func read(
    _ cells: [String], with loop: Loop, missing word: String? = nil
  ) -> [Float?] {
    // Behind the cells stands what a short number may be looked at with.
    let text = Array((cells.joined(separator: "\n") + "\n").utf8CString.dropLast())
    var values = [Float](repeating: .nan, count: cells.count)
    var result: [Float?] = []
    text.withUnsafeBufferPointer { text in
      values.withUnsafeMutableBufferPointer { values in
        var column = lrfind_column(
          origin: 0, slot: 0, kind: UInt32(lrfind_column_number.rawValue), texts: nil,
          is_rounded: 0, missing: lrfind_text())
        if let word { lrfind_remember_missing(&column, word, word.utf8.count) }
        withUnsafeMutablePointer(to: &column) { column in
          var cursor = lrfind_cell_cursor()
          cursor.position = text.baseAddress
          cursor.end = text.baseAddress.map { $0 + text.count }
          cursor.limit = UnsafePointer(bitPattern: UInt.max)
          cursor.columns = column
          cursor.column_count = 1
          cursor.stride = 1
          cursor.delimiter = CChar(bitPattern: UInt8(ascii: ","))
          cursor.decimal_point = CChar(bitPattern: UInt8(ascii: "."))
          while result.count < cells.count {
            cursor.row = values.baseAddress.map { $0 + result.count }
            cursor.rows_left = cells.count - result.count
            let before = cursor.rows_left
            let stop = loop(&cursor)
            let first = result.count
            for row in first..<first + before - cursor.rows_left { result.append(values[row]) }
            let isCell = stop == Int32(lrfind_stop_cell.rawValue)
            guard isCell, result.count < cells.count else { break }
            // The caller's cell: stepped over.
            cursor.position = cursor.position.map { $0 + cells[result.count].utf8.count + 1 }
            result.append(nil)
          }
        }
      }
    }
    return result
  }

  /// The word that was missing last is NaN; what only begins or ends like it is the caller's.
  @Test(arguments: loops.indices, ["NA", "-nan", "?", "sixteen letters!"])
  func `a missing word`(_ loop: Int, word: String) {
    let cells =
      ["1", word, "\(word)x", " \(word)", String(word.dropLast()) + "#", word, "2.5", word]
      + ["3", "1234567890123456"]
    let values = read(cells, with: Self.loops[loop].loop, missing: word)
    #expect(values.count == cells.count)
    let isMissing = values.map { $0?.isNaN == true }
    #expect(isMissing == cells.map { $0 == word }, "\(values)")
    #expect(values[0] == 1 && values[2] == nil && values[3] == nil && values[4] == nil)
    #expect(values[6] == 2.5 && values[8] == 3)
    // One that is too long is not remembered.
    let long = word + "seventeen letters"
    let same = read(
      ["1", long, "2", "1234567890123456"], with: Self.loops[loop].loop, missing: long)
    #expect(same[0] == 1 && same[1] == nil && same[2] == 2)
  }

  @Test(arguments: loops.indices)
  func numbers(_ loop: Int) {
    var state: UInt64 = 7
    func random(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33 % limit
    }
    // Every count of digits before and behind the point that a short number can have, and more.
    var cells: [String] = []
    for whole in 0...18 {
      for fraction in 0...18 where whole + fraction > 0 {
        for sign in ["", "-"] {
          let digits = (0..<whole + fraction).map { _ in String(random(10)) }
          let point = fraction > 0 || random(2) == 0 ? "." : ""
          cells.append(
            sign + digits.prefix(whole).joined() + point + digits.suffix(fraction).joined())
        }
      }
    }
    let values = read(cells, with: Self.loops[loop].loop)
    for (cell, value) in zip(cells, values) {
      // The standard library wants digits on both sides of a point.
      let parts = cell.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
      let plain = parts.map { $0.isEmpty ? "0" : String($0) }.joined(separator: ".")
      let expected = Double((cell.hasPrefix("-") ? "-" : "") + plain).map(Float.init)
      #expect(value == expected, "\(cell)")
    }
  }

  @Test(arguments: loops.indices)
  func othersAreLeftToTheCaller(_ loop: Int) {
    let cells = [
      "-", ".", "-.", "1.2.3", "1-2", "--1", "1_000", "abc", "1a", "..", "1..2", "12:30",
      "0123456789abcdef", "١",
    ]
    #expect(read(cells, with: Self.loops[loop].loop) == cells.map { _ in nil })
  }

  @Test(arguments: loops.indices)
  func severalForms(_ loop: Int) {
    let values = read(
      ["1", "1.", ".5", "-0.25", "+3", " 7 ", "\"8\"", "2e3", "1E-2", "0000012.50"],
      with: Self.loops[loop].loop)
    #expect(values == [1, 1, 0.5, -0.25, 3, 7, 8, 2000, 0.01, 12.5])
  }
}
