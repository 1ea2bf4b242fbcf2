extension RawTable {
  /// Makes columns of numbers of the columns of texts in which nearly all cells are numbers, however
  /// people write these; see `NumberForm` and `FormTally`.
  ///
  /// Few different texts are looked up; the cells of a column with more texts than are recorded are
  /// read again.
  ///
  /// - Parameters:
  ///   - part: The file, whose rows alone are in the table.
  ///   - options: Whether the user said that numbers have a decimal comma.
  /// - Throws: `DataError` when a column that was declared numeric holds a text, numbers are
  ///   infinite, or the file has changed.
  /// - Complexity: O(rows · columns of texts)
  mutating func readForms(in part: TablePart, options: TableOptions) throws(DataError) {
    let indices = columns.indices.filter {
      columns[$0].kind == .text && !columns[$0].isDeclaredCategorical && !columns[$0].isCode
    }
    let surveys = indices.map { TextSurvey(of: columns[$0], in: self) }
    let isCommaUsual =
      dialect.numbers.decimalComma || options.decimalComma == true
      || surveys.contains { $0.tally.showsDecimalComma }
    var readings: [FormReading] = []
    for (index, survey) in zip(indices, surveys) {
      let column = columns[index]
      guard let form = survey.form(of: column, isCommaUsual: isCommaUsual) else {
        if column.isDeclaredNumeric {
          throw try textError(of: column, form: nil, in: part)
        }
        continue
      }
      if survey.hasInfinite || (column.refusesTexts && survey.hasOthers(than: form)) {
        throw try textError(of: column, form: form, in: part)
      }
      if column.dictionary.isOverfull {
        guard let reading = try readAgain(index, form: form, in: part) else { continue }
        readings.append(reading)
      } else {
        readings.append(translate(index, form: form, counts: survey.counts))
      }
    }
    notes += FormReading.notes(of: readings)
  }

  /// Replaces the codes of a column's texts by the numbers that they say.
  private mutating func translate(_ index: Int, form: NumberForm, counts: [Int]) -> FormReading {
    let texts = columns[index].dictionary
    let missing = dialect.numbers.missing
    let values = (0..<texts.count).map { code in
      texts.bytes(of: code).withUnsafeBufferPointer { form.value(of: $0, missing: missing) }
    }
    let origin = RawColumn.origin(of: values)
    let stored = values.map { $0.stored(origin: origin) }
    let slot = columns[index].slot
    for row in 0..<storage.count {
      let code = storage.row(row)[slot]
      if !code.isNaN { storage.row(row)[slot] = stored[Int(code)] }
    }
    var reading = FormReading(column: columns[index], form: form, syntax: dialect.numbers)
    for code in values.indices where counts[code] > 0 {
      let isRounded = values[code].isRounded(as: stored[code], origin: origin)
      reading.add(texts.text(of: code), values[code], cells: counts[code], isRounded: isRounded)
    }
    become(index, form: form, origin: origin, reading)
    return reading
  }

  /// Reads the cells of a column again as numbers; nil when too few of them have the form.
  private mutating func readAgain(
    _ index: Int, form: NumberForm, in part: TablePart
  ) throws(DataError) -> FormReading? {
    let texts = columns[index].dictionary
    let missing = dialect.numbers.missing
    let origin = RawColumn.origin(
      of: (0..<texts.count).lazy.map { code in
        texts.bytes(of: code).withUnsafeBufferPointer { form.value(of: $0, missing: missing) }
      })
    let slot = columns[index].slot
    let (storage, rowCount, totalRow) = (storage, storage.count, totalRow)
    let found = Visited(FormReading(column: columns[index], form: form, syntax: dialect.numbers))
    try visitCells(of: [index], in: part) { cell in
      guard cell.row < rowCount else { return }
      let value = form.value(of: cell.text, missing: missing)
      let number = value.stored(origin: origin)
      storage.row(cell.row)[slot] = number
      guard value != .missing, cell.row != totalRow else { return }
      found.value.add(
        String(decoding: cell.text, as: UTF8.self), value, cells: 1,
        isRounded: value.isRounded(as: number, origin: origin))
    }
    let reading = found.value
    guard reading.isEnough else { return nil }
    if reading.hasInfinite || (columns[index].refusesTexts && reading.ignored > 0) {
      throw try textError(of: columns[index], form: form, in: part)
    }
    become(index, form: form, origin: origin, reading)
    return reading
  }

  /// Makes a column of texts one of numbers, which the storage holds.
  private mutating func become(
    _ index: Int, form: NumberForm, origin: Double, _ reading: FormReading
  ) {
    columns[index].kind = .number
    columns[index].origin = origin
    columns[index].isRounded = reading.isRounded
    columns[index].ignoresTexts = reading.ignored > 0 || reading.example != nil
    columns[index].dictionary = TextDictionary()
    let plain = NumberForm(mark: dialect.numbers.decimalComma ? .comma : .point, affix: .none)
    // What the table's way of writing numbers says too is read faster by that.
    columns[index].form = reading.example == nil && form == plain ? nil : form
  }

  /// The error of the first cell of a column that is no number, found with its line.
  private func textError(
    of column: RawColumn, form: NumberForm?, in part: TablePart
  ) throws(DataError) -> DataError {
    let found = Visited<DataError?>(nil)
    try visitCells(of: [column.number - 1], in: part) { cell in
      guard found.value == nil else { return }
      let text = String(decoding: cell.text, as: UTF8.self)
      switch form?.value(of: cell.text, missing: cell.syntax.missing) ?? cell.value {
      case .number, .missing: break
      case .infinite:
        found.value = column.infiniteError(text, source: part.source.name, line: cell.line)
      case .text:
        if form != nil, case .infinite = cell.value {
          found.value = column.infiniteError(text, source: part.source.name, line: cell.line)
        } else if form == nil || column.refusesTexts {
          found.value = column.textError(
            text, source: part.source.name, line: cell.line, syntax: cell.syntax)
        }
      }
    }
    return found.value
      ?? DataError(
        .unusableData, source: part.source.name, column: column.reference, "holds texts",
        remedy: "leave out that it is numeric")
  }
}

/// The texts of a column, and how many cells hold each.
private struct TextSurvey {
  private(set) var tally = FormTally()
  /// How many cells hold each text; only of those that were recorded.
  private(set) var counts: [Int] = []
  /// Whether a word such as `INF` is among the texts.
  private(set) var hasInfinite = false

  init(of column: RawColumn, in table: RawTable) {
    let texts = column.dictionary
    // Nearly all columns of texts are told by this.
    guard !texts.allTexts({ !$0.contains(where: \.isDigit) }) else { return }
    counts = Array(repeating: 0, count: texts.count)
    for row in 0..<table.storage.count where row != table.totalRow {
      let code = table.storage.row(row)[column.slot]
      if code >= 0 { counts[Int(code)] += 1 }
    }
    let syntax = table.dialect.numbers
    var code = 0
    _ = texts.allTexts { text in
      switch syntax.value(of: text) {
      case .missing: break
      case .infinite:
        hasInfinite = true
        tally.add(text, cells: counts[code])
      case .number, .text: tally.add(text, cells: counts[code])
      }
      code += 1
      return true
    }
  }

  /// The form of the column's numbers; nil when it stays a column of texts.
  func form(of column: RawColumn, isCommaUsual: Bool) -> NumberForm? {
    guard let form = tally.form(isCommaUsual: isCommaUsual) else { return nil }
    guard !column.isDeclaredNumeric, form.affix == .none else { return form }
    // What is named like an identifier is one, whatever it is made of.
    if column.isNamed, IdentifierName.matches(column) { return nil }
    return hasInfinite && areCodes(column.dictionary, form) ? nil : form
  }

  /// Whether the texts are few, and those that are numbers are whole: then an infinite one is a code
  /// like the others.
  private func areCodes(_ texts: TextDictionary, _ form: NumberForm) -> Bool {
    texts.count <= ColumnRules.fewTexts
      && texts.allTexts { text in
        form.plainText(of: text).map { !$0.contains(UInt8(ascii: ".")) } ?? true
      }
  }

  /// Whether some cells have another form.
  func hasOthers(than form: NumberForm) -> Bool { tally.others(than: form) > 0 }
}

extension CellValue {
  /// What the storage holds for it.
  fileprivate func stored(origin: Double) -> Float {
    if case .number(let value) = self { Float(value - origin) } else { .nan }
  }

  /// Whether what is stored may not be exactly the number.
  fileprivate func isRounded(as stored: Float, origin: Double) -> Bool {
    if case .number(let value) = self { Double(stored) + origin != value } else { false }
  }
}
