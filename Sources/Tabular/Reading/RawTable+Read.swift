extension RawTable {
  /// Reads a whole table.
  ///
  /// Types are inferred over the whole file: a column is numeric as long as only numbers turn up.
  /// Columns in which a text follows behind numbers are read again, in a second pass.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: How it is written and which columns are wanted.
  /// - Returns: The table.
  /// - Throws: `DataError` when it cannot be opened or is malformed.
  /// - Complexity: O(bytes); memory for the rows and two blocks.
  static func read(_ source: InputSource, options: TableOptions) throws(DataError) -> RawTable {
    do throws(DataError) {
      return try readAll(source, options: options)
    } catch {
      // The first byte that says what it is may stand anywhere.
      guard error.isAboutEncoding, options.encoding == nil, try source.isWindows1252() else {
        throw error
      }
      var options = options
      options.encoding = .windows1252
      var table = try readAll(source, options: options)
      table.notes.insert(encodingNote, at: 0)
      return table
    }
  }

  private static let encodingNote =
    "the text is not UTF-8 and is read as cp1252 (else say --encoding)"

  private static func readAll(
    _ source: InputSource, options: TableOptions
  ) throws(DataError) -> RawTable {
    var table = try source.read { (stream) throws(DataError) in
      do throws(DataError) {
        return try read(stream, of: source, options: options)
      } catch {
        if error.isAboutEncoding { try BlockBuffer(stream: stream).drain() }
        throw error
      }
    }
    if table.columns.contains(where: { $0.kind == .late }) {
      try table.readLateColumns(source, options: options)
    }
    if let total = TotalRow.find(in: table.columns, of: table.storage) {
      table.totalRow = total.row
      table.notes.append(
        "the last row is left out, as '\(total.text.singleLine)' says that it sums up")
    }
    if let part = table.parts.first { try table.readForms(in: part, options: options) }
    table.resolveClassWords()
    return table
  }

  private static func read(
    _ stream: ByteStream, of source: InputSource, options: TableOptions
  ) throws(DataError) -> RawTable {
    let buffer = BlockBuffer(stream: stream)
    let encoding = try buffer.prepare(name: source.name, encoding: options.encoding)
    if let error = ForeignFormat.jsonError(buffer.rest, source: source.name) { throw error }
    var notes: [String] = []
    var (dialect, sample) = Dialect.infer(
      from: buffer.rest, isComplete: buffer.isComplete, options: options, notes: &notes)
    dialect.encoding = encoding
    if encoding == .windows1252, options.encoding == nil {
      notes.append(encodingNote)
    }
    try buffer.enter(dialect)
    var reader = TableReader(
      source: source.name, pass: .first, buffer: buffer, dialect: dialect, columns: [],
      storage: RowStorage(width: 0), firstRow: 0)
    let names: [String]
    if dialect.hasHeader {
      guard let header = try reader.readHeader() else { throw emptyError(source.name) }
      names = header
    } else {
      guard let first = sample.records.first else {
        // Nothing could be split off: reading it for good says why.
        guard try reader.readRecord() != nil else { throw emptyError(source.name) }
        throw DataError(
          .unusableData, source: source.name, line: 1,
          "the row is longer than 1 MB, and no header "
            + "says how many columns there are", remedy: "add a header")
      }
      names = Array(repeating: "", count: first.count)
    }
    if options.hasHeader == nil, sample.records.isEmpty {
      notes.append("the first line is longer than 1 MB and is taken for the names of the columns")
    }
    var columns = RawColumn.columns(named: names, notes: &notes)
    columns.markEmpty(from: sample, dialect: dialect)
    try columns.apply(options, source: source.name)
    columns.guessKinds(from: sample, dialect: dialect, notes: &notes)
    let storage = RowStorage(width: columns.assignSlots())

    let (bodyLine, padding) = (reader.line, reader.padding)
    reader = TableReader(
      source: source.name, pass: .first, buffer: buffer, dialect: dialect, columns: columns,
      storage: storage, firstRow: 0)
    reader.line = bodyLine
    reader.otherPadding = padding
    reader.expectedRows = sample.expectedRows(size: source.size)
    reader = try BlockReading.readRows(
      with: reader, of: stream, size: source.size, options: options)
    storage.count = reader.rowIndex
    guard storage.count > 0 else {
      throw DataError(
        .unusableData, source: source.name, "holds a header and no rows",
        remedy: "add rows, or say --no-header if the first line is a row")
    }
    if let footnotes = reader.footnotes { notes.append(footnotes.note) }
    var table = RawTable(
      source: source.name, dialect: dialect, columns: reader.columns, storage: storage,
      parts: [
        TablePart(
          source: source, dialect: dialect, order: Array(reader.columns.indices), firstRow: 0,
          findings: TablePart.Findings(
            isCompressed: stream.isCompressed, rows: storage.count, padding: reader.padding,
            hasFootnotes: reader.footnotes != nil))
      ],
      notes: notes)
    for index in table.columns.indices {
      table.columns[index].isRounded = reader.hasRounded(index)
    }
    if options.hasHeader == false, sample.infersHeader(numbers: dialect.numbers) {
      table.headerRemedy = "leave out --no-header, as the first line looks like a header"
      table.notes.append(
        "the first line looks like a header and is read as a row: leave out --no-header if it names "
          + "the columns")
    }
    return table
  }

  /// Reads the texts of the columns in which texts followed behind numbers.
  private mutating func readLateColumns(
    _ source: InputSource, options: TableOptions
  ) throws(DataError) {
    let reader = try source.read { (stream) throws(DataError) in
      let buffer = BlockBuffer(stream: stream)
      try buffer.prepare(name: source.name, encoding: dialect.encoding)
      try buffer.enter(dialect)
      var reader = TableReader(
        source: source.name, pass: .late, buffer: buffer, dialect: dialect, columns: columns,
        storage: storage, firstRow: 0)
      if dialect.hasHeader { _ = try reader.readRecord() }
      return try BlockReading.readRows(
        with: reader, of: stream, size: source.size, options: options)
    }
    guard reader.rowIndex == storage.count else { throw reader.changedError() }
    columns = reader.columns
    parts[0].findings.padding.formUnion(reader.padding)
    for index in columns.indices where columns[index].kind == .late {
      columns[index].kind = .text
      columns[index].origin = 0
    }
  }

  /// Reads the rows of another file with the same columns behind those of this one.
  ///
  /// - Parameters:
  ///   - source: The other file.
  ///   - options: How it is written.
  /// - Throws: `DataError` when a column is missing or extra, or the file cannot be read.
  mutating func append(_ source: InputSource, options: TableOptions) throws(DataError) {
    try source.read { (stream) throws(DataError) in
      try append(stream, of: source, options: options)
    }
  }

  private mutating func append(
    _ stream: ByteStream, of source: InputSource, options: TableOptions
  ) throws(DataError) {
    let buffer = BlockBuffer(stream: stream)
    let encoding = try buffer.prepare(name: source.name, encoding: options.encoding)
    var options = options
    options.delimiter =
      options.delimiter
      ?? (dialect.isAligned ? " " : Character(UnicodeScalar(dialect.delimiter)))
    options.decimalComma = dialect.numbers.decimalComma
    options.hasHeader = dialect.hasHeader
    var unused: [String] = []
    var (own, sample) = Dialect.infer(
      from: buffer.rest, isComplete: buffer.isComplete, options: options, notes: &unused)
    own.encoding = encoding
    try buffer.enter(own)
    var reader = TableReader(
      source: source.name, pass: .validation, buffer: buffer, dialect: own, columns: [],
      storage: storage, firstRow: storage.count)
    var order = Array(columns.indices)
    if own.hasHeader {
      guard let header = try reader.readHeader() else { throw Self.emptyError(source.name) }
      let others = RawColumn.columns(named: header, notes: &unused)
      order = try match(others, source: source.name)
    }
    let (line, padding) = (reader.line, reader.padding)
    let rowsBefore = storage.count
    reader = TableReader(
      source: source.name, pass: .validation, buffer: buffer, dialect: own,
      columns: order.map { columns[$0] }, storage: storage, firstRow: rowsBefore)
    reader.line = line
    reader.otherPadding = padding
    reader.expectedRows = rowsBefore + sample.expectedRows(size: source.size)
    reader = try BlockReading.readRows(
      with: reader, of: stream, size: source.size, options: options)
    guard reader.rowIndex > rowsBefore else {
      throw DataError(
        .unusableData, source: source.name, "holds a header and no rows",
        remedy: "give a file with validation rows, or a share such as 0.2")
    }
    storage.count = reader.rowIndex
    if let footnotes = reader.footnotes { notes.append("of \(source.name) " + footnotes.note) }
    for (position, index) in order.enumerated() {
      let wasRounded = columns[index].isRounded
      columns[index] = reader.columns[position]
      columns[index].isRounded = wasRounded || reader.hasRounded(position)
      let ignored = reader.ignoredTexts[position]
      guard ignored > 0 else { continue }
      notes.append(
        "column \(position + 1) '\(columns[index].name.singleLine)' of \(source.name) holds "
          + "\(ignored == 1 ? "a text, which is" : "\(ignored) texts, which are") missing")
    }
    parts.append(
      TablePart(
        source: source, dialect: own, order: order, firstRow: rowsBefore,
        findings: TablePart.Findings(
          isCompressed: stream.isCompressed, rows: storage.count - rowsBefore,
          padding: reader.padding, hasFootnotes: reader.footnotes != nil)))
  }

  /// Finds this table's column for each column of another file.
  private func match(_ others: [RawColumn], source: String) throws(DataError) -> [Int] {
    var order: [Int] = []
    let places = Dictionary(uniqueKeysWithValues: columns.indices.map { (columns[$0].name, $0) })
    for other in others {
      guard let index = places[other.name] else {
        throw DataError(
          .unusableData, source: source, line: 1, column: other.reference,
          "the training file \(self.source) has no such column",
          remedy: "give a validation file with the same columns")
      }
      order.append(index)
    }
    let matched = Set(order)
    if let absent = columns.indices.first(where: { !matched.contains($0) }) {
      throw DataError(
        .unusableData, source: source, line: 1,
        "the column '\(columns[absent].name.singleLine)' of the training file is missing",
        remedy: "give a validation file with the same columns")
    }
    return order
  }

  private static func emptyError(_ source: String) -> DataError {
    DataError(.unusableData, source: source, "is empty", remedy: "give a CSV with rows")
  }
}

extension Sample {
  /// Estimates the number of rows of a file of `size` bytes; 0 where nothing is known.
  fileprivate func expectedRows(size: Int?) -> Int {
    guard let size, let width = records.first?.count, !records.isEmpty else { return 0 }
    let bytes = records.reduce(0) { sum, record in record.reduce(sum + width) { $0 + $1.count } }
    // A little more, so that it seldom has to grow by half at the very end.
    return size * records.count / max(1, bytes) * 21 / 20
  }
}
