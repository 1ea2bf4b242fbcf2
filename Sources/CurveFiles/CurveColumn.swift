import Tabular

/// The two columns of a curve, and the names that people give them.
enum CurveColumn {
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
        "trainlossstep", "batchloss", "batchlosses", "lossstep", "smoothedloss", "smoothedlosses",
        "smoothloss", "averageloss", "avgloss", "valloss", "validloss", "validationloss",
        "testloss",
      ]
    }
  }

  /// What a single column's name may contain when no known name is there.
  private func isLike(_ name: String) -> Bool {
    switch self {
    case .learningRate: name.hasPrefix("lr") || name.contains("learningrate")
    case .loss: name.contains("loss")
    }
  }

  /// The column by the names that people give it; nil when none fits, or several do equally well.
  private func guess(in table: ColumnTable) -> Int? {
    guard table.isNamed else { return table.names.count == 2 ? position : nil }
    let plain = table.names.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
    for known in knownNames {
      if let index = plain.firstIndex(of: known) { return index }
    }
    let alike = plain.indices.filter { isLike(plain[$0]) }
    return alike.count == 1 ? alike[0] : nil
  }

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
    throw DataError(
      .unusableData, source: table.source, "no column is known to hold \(noun)",
      remedy: table.names.count == 1
        ? "separate the columns with commas; the only one is \(table.nameList)"
        : "name it with \(option); the columns are \(table.nameList)")
  }
}
