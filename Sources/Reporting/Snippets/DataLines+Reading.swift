import Tabular

extension DataLines {
  func addReadingImports(to imports: inout PythonImports) {
    if reading.files.contains(where: { $0.path == nil }) { imports.insert("sys") }
    if !formColumns.isEmpty {
      imports.insert("math")
      imports.insert("re")
    }
  }

  /// Reads the files into `table`, and `held` where another one holds the validation rows.
  var table: [String] {
    var lines = read("table", 0)
    if report.rowsWithoutTarget > 0 { lines += withoutTarget("table") }
    if let sample { lines.append(sample) }
    guard reading.files.count > 1 else { return lines }
    return lines + read("held", 1) + withoutTarget("held")
  }

  private func withoutTarget(_ name: String) -> [String] {
    ["\(name) = \(name).dropna(subset=[\(column(reading.target))])"]
  }

  private var sample: String? {
    switch reading.rows {
    case .count(let count) where count < report.rowsRead - report.rowsWithoutTarget:
      "table = table.sample(n=\(count), random_state=seed)"
    case .share(let share) where share < 1:
      "table = table.sample(frac=\(PythonLines.number(share)), random_state=seed)"
    case .count, .share, nil: nil
    }
  }

  /// Reads a file.
  private func read(_ name: String, _ index: Int) -> [String] {
    let file = reading.files[index]
    var lines = PythonLines.call("\(name) = pd.read_csv", arguments(for: file))
    if file.header == .none {
      lines.append(
        "\(name).columns = [f\"column_{i + 1}\" for i in range(\(name).shape[1])]")
    }
    lines += order(of: file, name)
    if isStripped(file) { lines += stripped(name, file) }
    let numbers = reading.missingNumbers
    if !formColumns.isEmpty, !numbers.isEmpty {
      let list = "[\(numbers.map(PythonLines.number).joined(separator: ", "))]"
      lines += formColumns.map {
        "\(name)[\(column($0))] = \(name)[\(column($0))].replace(\(list), math.nan)"
      }
    }
    return lines
  }

  /// Puts the columns of another file into the table's order.
  private func order(of file: TableReading.File, _ name: String) -> [String] {
    guard file.order != Array(file.order.indices) else { return [] }
    let places = reading.columns.indices.map { place in file.order.firstIndex(of: place) ?? place }
    return [
      "\(name) = \(name).iloc[:, [\(places.map(String.init).joined(separator: ", "))]]",
      "\(name).columns = table.columns",
    ]
  }

  private func arguments(for file: TableReading.File) -> [String] {
    var arguments = [file.path.map(PythonLines.string) ?? "sys.stdin.buffer"]
    if file.isCompressed != (file.path?.hasSuffix(".gz") ?? false) {
      arguments.append(file.isCompressed ? "compression=\"gzip\"" : "compression=None")
    }
    switch file.delimiter {
    case nil: arguments.append("sep=r\"\\s+\"")
    case ",": break
    case .some(let delimiter): arguments.append("sep=\(PythonLines.string(String(delimiter)))")
    }
    if file.decimalComma { arguments += ["decimal=\",\"", "thousands=\".\""] }
    if let encoding = file.encoding.pythonName { arguments.append("encoding=\"\(encoding)\"") }
    if file.padding.contains(.inFront), file.delimiter != nil {
      arguments.append("skipinitialspace=True")
    }
    arguments += header(of: file)
    if file.hasLinesBelow { arguments.append("nrows=\(file.rows)") }
    return arguments + missing(in: file) + kinds(in: file)
  }

  private func header(of file: TableReading.File) -> [String] {
    var skipped = file.skippedLines
    var arguments: [String] = []
    switch file.header {
    case .names: break
    case .none: arguments.append("header=None")
    case .incomplete: arguments.append("header=0")
    case .comment:
      arguments.append("header=None")
      skipped += 1
    }
    if skipped > 0 { arguments.append("skiprows=\(skipped)") }
    if file.header == .incomplete || file.header == .comment {
      let names = file.order.map { PythonLines.string(reading.columns[$0].name) }
      arguments += PythonLines.bracketed(names, "names=[")
    }
    return arguments
  }

  /// What is missing, as far as pandas does not think so anyway.
  private func missing(in file: TableReading.File) -> [String] {
    guard !isStripped(file) else { return ["dtype=str", "keep_default_na=False"] }
    let keepsDefault = !reading.hasValuesThatPandasMisses
    let words =
      keepsDefault
      ? reading.missing.filter { !TableReading.pandasMissing.contains($0) } : [""] + reading.missing
    return
      (words.isEmpty ? [] : PythonLines.bracketed(words.map(PythonLines.string), "na_values=["))
      + (keepsDefault ? [] : ["keep_default_na=False"])
  }

  /// What pandas would not see by itself: texts that look like something else, and numbers that do
  /// not look like any.
  private func kinds(in file: TableReading.File) -> [String] {
    guard !isStripped(file) else { return [] }
    let texts = self.texts.filter { reading.columns[$0].seemsTyped }
    var arguments: [String] = []
    if !texts.isEmpty {
      let keys = texts.map { key($0, in: file) }
      arguments +=
        keys.count == 1
        ? ["dtype={\(keys[0]): str}"]
        : PythonLines.bracketed(keys, "dtype=dict.fromkeys([", "], str)")
    }
    if !formColumns.isEmpty {
      arguments += PythonLines.bracketed(
        formColumns.map { "\(key($0, in: file)): lambda text: \(numberCall($0))" }, "converters={",
        "}")
    }
    return arguments
  }

  /// What `read_csv` knows a column by: its name in the file, or its place.
  private func key(_ index: Int, in file: TableReading.File) -> String {
    isNamed(index) && file.header != .none
      ? PythonLines.string(reading.columns[index].name)
      : "\(file.order.firstIndex(of: index) ?? index)"
  }
}

// Where blanks are behind cells, which pandas keeps, all is read as texts.
extension DataLines {
  private func isStripped(_ file: TableReading.File) -> Bool {
    file.padding.contains(.elsewhere) && file.delimiter != nil
  }

  /// Takes the blanks off, and makes of the texts what they are.
  private func stripped(_ name: String, _ file: TableReading.File) -> [String] {
    var lines: [String] = []
    if names == nil, !reading.columns.contains(where: \.isRenamed) {
      lines.append("\(name).columns = \(name).columns.str.strip(\" \\t\")")
    }
    lines.append("\(name) = \(name).apply(lambda column: column.str.strip(\" \\t\"))")
    lines += PythonLines.call(
      "\(name) = \(name).mask",
      PythonLines.bracketed(
        ([""] + reading.missing).map(PythonLines.string), "\(name).isin([", "])"))
    let numbers = reading.columns.indices.filter {
      isUsed($0) && !reading.columns[$0].isText && !formColumns.contains($0)
    }
    if !numbers.isEmpty { lines += typed(name, numbers, file) }
    lines += formColumns.map {
      "\(name)[\(column($0))] = \(name)[\(column($0))].fillna(\"\").map(lambda text: \(numberCall($0)))"
    }
    return lines
  }

  /// Makes numbers of columns of plain ones.
  private func typed(_ name: String, _ numbers: [Int], _ file: TableReading.File) -> [String] {
    var lines = PythonLines.call("numbers = list", columns(numbers))
    if file.decimalComma {
      lines += [
        "\(name)[numbers] = \(name)[numbers].replace({r\"[.]\": \"\", \",\": \".\"}, regex=True)"
      ]
    }
    lines.append("\(name)[numbers] = \(name)[numbers].apply(pd.to_numeric)")
    return lines
  }
}

extension TextEncoding {
  /// How Python names it; nil where it need not be said.
  fileprivate var pythonName: String? {
    switch self {
    case .utf8: nil
    // It takes off the mark, and without one takes the bytes for what this machine has.
    case .utf16LittleEndian: "utf-16"
    case .utf16BigEndian: "utf-16-be"
    case .latin1: "latin-1"
    case .windows1252: "cp1252"
    }
  }
}
