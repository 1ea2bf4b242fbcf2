import Tabular

/// The two columns of a curve, and the names that people give them.
enum CurveColumn: CaseIterable {
  case learningRate, loss

  /// The option that names it.
  var option: String {
    switch self {
    case .learningRate: "--lr-column"
    case .loss: "--loss-column"
    }
  }

  private var noun: String {
    switch self {
    case .learningRate: "the learning rate"
    case .loss: "the loss"
    }
  }

  /// The names, without case and punctuation, the most telling first.
  ///
  /// fastai: lrs, losses; Lightning and torch-lr-finder: lr, loss; Keras: lr or learning_rate,
  /// loss; lrfind: learning_rate, loss. A training loss goes before a smoothed one, and that
  /// before a validation loss.
  private var knownNames: [String] {
    switch self {
    case .learningRate: ["lr", "lrs", "learningrate", "learningrates", "eta", "rate", "rates"]
    case .loss:
      [
        "loss", "losses", "trainloss", "trainlosses", "trainingloss", "traininglosses",
        "trainlossstep", "batchloss", "batchlosses", "trainbatchloss", "lossstep", "losstrain",
        "losstraining", "lossbatch", "smoothedloss", "smoothedlosses", "smoothloss",
        "averageloss", "avgloss", "trainlossepoch", "valloss", "validloss", "validationloss",
        "testloss",
      ]
    }
  }

  /// What a single column's name may contain when no known name is there.
  private func isLike(_ name: String) -> Bool {
    switch self {
    case .learningRate:
      name.hasPrefix("lr") || name.contains("learningrate")
    case .loss: name.contains("loss")
    }
  }

  /// Whether a tag may belong to a curve at all.
  func mayBe(_ tag: String) -> Bool {
    switch self {
    case .learningRate: ["lr", "rate", "eta"].contains { tag.lowercased().contains($0) }
    case .loss: tag.lowercased().contains("loss")
    }
  }

  /// The parts of a name like `train/loss` or `lr-Adam/pg1`, without case and punctuation.
  private static func parts(of name: String) -> [String] {
    name.split { "/.:|".contains($0) }.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
  }

  /// The words of a name, in small letters: `run 1 - base_lr` has `lr`.
  private static func words(of name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The columns by the names that people give them, those that fit equally well.
  private func guesses(in table: ColumnTable) -> [Int] {
    guard table.isNamed else { return table.names.count == 2 ? [position] : [] }
    let names = table.names.map {
      self == .learningRate ? RateScale.nameWithoutLogarithm($0) : $0
    }
    let parts = table.names.map(Self.parts)
    let plain = names.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
    for known in knownNames {
      if let index = plain.firstIndex(of: known) { return [index] }
    }
    for known in knownNames {
      let named = parts.indices.filter { parts[$0].count > 1 && parts[$0].last == known }
      if !named.isEmpty { return named }
    }
    return plain.indices.filter { index in
      isLike(plain[index]) || parts[index].contains(where: isLike)
        || (self == .learningRate && Self.words(of: table.names[index]).contains("lr"))
    }.filter { index in
      // Monitors of the learning rate log the optimizer's other parameters under its name.
      self == .loss || !["momentum", "weightdecay", "beta"].contains(where: plain[index].contains)
    }
  }

  /// The column by the names that people give it; nil when none fits, or several do equally well
  /// and differ.
  private func guess(in table: ColumnTable) -> Int? {
    let guesses = guesses(in: table)
    guard let first = guesses.first else { return nil }
    // Optimizers log a rate for each group of parameters, mostly the same.
    return guesses.dropFirst().allSatisfy({ table.columns[$0] == table.columns[first] })
      ? first : nil
  }

  /// Whether a name of the table fits.
  func isNamed(in table: ColumnTable) -> Bool { !guesses(in: table).isEmpty }

  /// Where it stands when two columns have no names.
  private var position: Int {
    switch self {
    case .learningRate: 0
    case .loss: 1
    }
  }

  /// Finds the column.
  ///
  /// - Parameters:
  ///   - table: The columns of the file.
  ///   - reference: Its name or number, where the user gave one.
  /// - Returns: The column's index.
  /// - Throws: `DataError` that lists the columns, or names the nearest.
  func find(in table: ColumnTable, reference: String?) throws(DataError) -> Int {
    if let reference { return try table.column(named: reference, option: option) }
    if let index = guess(in: table) { return index }
    let alike = table.isNamed ? guesses(in: table) : []
    guard alike.isEmpty else {
      let names = alike.prefix(8).map { "'\(table.names[$0].singleLine)'" }.joined(separator: ", ")
      throw DataError(
        .unusableData, source: table.source,
        "\(alike.count) columns may hold \(noun), and they differ: \(names)",
        remedy: "name one with \(option)")
    }
    throw DataError(
      .unusableData, source: table.source, "no column is known to hold \(noun)",
      remedy: table.isTensorBoardExport
        ? "give TensorBoard's two exports together: lrfind suggest lr.csv loss.csv"
        : table.names.count == 1
          ? "separate the columns with commas; the only one is \(table.nameList)"
          : "name it with \(option); the columns are \(table.nameList)")
  }

  /// Finds the column in a file that holds only this one of the two, beside the steps: TensorBoard
  /// calls it `Value`.
  func findAlone(in table: ColumnTable, reference: String?) throws(DataError) -> Int {
    if reference == nil, guess(in: table) == nil, let value = table.valueColumn { return value }
    return try find(in: table, reference: reference)
  }
}

extension ColumnTable {
  /// The column `Value` of TensorBoard's exports.
  fileprivate var valueColumn: Int? {
    isNamed ? names.firstIndex { ["value", "values"].contains($0.lowercased()) } : nil
  }

  /// Whether it has the columns of TensorBoard's exports: Wall time, Step, Value.
  fileprivate var isTensorBoardExport: Bool {
    valueColumn != nil && !StepColumn.candidates(in: self).isEmpty
  }
}
