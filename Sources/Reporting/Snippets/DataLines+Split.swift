import Tabular

// Which rows are held back.
extension DataLines {
  func addSplitImports(to imports: inout PythonImports) {
    switch way {
    case .file, .byTime, .byClass: break
    case .byGroup: imports.insert(["GroupShuffleSplit"], from: "sklearn.model_selection")
    case .atRandom: imports.insert(["train_test_split"], from: "sklearn.model_selection")
    }
    if classSizes != nil { imports.insert(["LabelEncoder"], from: "sklearn.preprocessing") }
  }

  private enum Way {
    case file
    case byTime(Int, TimeForm, from: String)
    case byGroup(Int, Double)
    case atRandom(Double, isStratified: Bool)
    /// So many of each class, and none of one that has too few rows for that.
    case byClass(Double)
  }

  private var way: Way {
    guard let share = reading.heldBackShare else { return .file }
    if let column = reading.splitColumn {
      if let form = reading.timeForm, case .byTime(_, let from, _) = report.split {
        return .byTime(column, form, from: from)
      }
      return .byGroup(column, share)
    }
    guard let classSizes else { return .atRandom(share, isStratified: false) }
    let held = Int((share * Double(rowCount)).rounded(.up))
    let hasEnough = min(held, rowCount - held) >= classSizes.count
    if hasEnough, classSizes.allSatisfy({ $0 >= 2 }) {
      return .atRandom(share, isStratified: true)
    }
    let ofClasses = classSizes.reduce(0) {
      $0 + Int((share * Double($1)).rounded(.toNearestOrEven))
    }
    return 2 * ofClasses >= held ? .byClass(share) : .atRandom(share, isStratified: false)
  }

  /// Makes the parts, with the target of classes as numbers from 0.
  var split: [String] {
    if case .file = way { return splitByFile }
    var lines = PythonLines.call("X = table.drop", columnsArgument)
    lines += target
    switch way {
    case .file: break
    case .atRandom(let share, let isStratified):
      lines += [
        "X_train, X_val, y_train, y_val = train_test_split(",
        "    X, y, test_size=\(PythonLines.number(share)), random_state=seed"
          + (isStratified ? ", stratify=y)" : ")"),
      ]
    case .byClass(let share):
      lines += [
        "# So many of each class, and none of one with too few rows.",
        "held = X.groupby(y).sample(frac=\(PythonLines.number(share)), random_state=seed).index",
        "val = X.index.isin(held)", masked,
      ]
    case .byTime(let column, let form, let from):
      lines += times(column, form, from: from) + [masked]
    case .byGroup(let column, let share):
      lines += [
        "groups = GroupShuffleSplit("
          + "1, test_size=\(PythonLines.number(share)), random_state=seed)",
        "train, val = next(groups.split(X, y, table[\(self.column(column))]))",
        "X_train, X_val, y_train, y_val = X.iloc[train], X.iloc[val], y[train], y[val]",
      ]
    }
    return lines
  }

  private var masked: String {
    "X_train, X_val, y_train, y_val = X[~val], X[val], y[~val], y[val]"
  }

  private var columnsArgument: [String] {
    var pieces = columns(others)
    pieces[0] = "columns=" + pieces[0]
    return pieces
  }

  private var target: [String] {
    let target = "table[\(column(reading.target))]"
    guard classSizes != nil else { return ["y = \(target).to_numpy(float)"] }
    return [
      "labels = LabelEncoder()", "y = labels.fit_transform(\(target))",
      "classes = len(labels.classes_)",
    ]
  }

  private var splitByFile: [String] {
    let target = column(reading.target)
    let lines =
      PythonLines.call("X_train = table.drop", columnsArgument)
      + PythonLines.call("X_val = held.drop", columnsArgument)
    guard classSizes != nil else {
      return lines + [
        "y_train = table[\(target)].to_numpy(float)", "y_val = held[\(target)].to_numpy(float)",
      ]
    }
    return lines + [
      "labels = LabelEncoder()", "y_train = labels.fit_transform(table[\(target)])",
      "y_val = labels.transform(held[\(target)])", "classes = len(labels.classes_)",
    ]
  }

  /// The rows from a time on.
  private func times(_ index: Int, _ form: TimeForm, from: String) -> [String] {
    let column = "table[\(column(index))]"
    func parsed(_ texts: String, _ options: String = "") -> String {
      "times = pd.to_datetime(\(texts), format=\"mixed\"\(options), utc=True)"
    }
    switch form {
    case .number: return ["val = (\(column) >= \(from)).to_numpy()"]
    case .clock:
      return [
        parsed("\"1970-01-01 \" + \(column)"), "val = (times >= \"1970-01-01 \(from)\").to_numpy()",
      ]
    case .calendar, .monthFirst: return [parsed(column), "val = (times >= \"\(from)\").to_numpy()"]
    case .dayFirst:
      return [parsed(column, ", dayfirst=True"), "val = (times >= \"\(from)\").to_numpy()"]
    case .shortYearFirst:
      return [parsed(column, ", yearfirst=True"), "val = (times >= \"\(from)\").to_numpy()"]
    }
  }
}
