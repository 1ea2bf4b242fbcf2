extension UsageSnippets {
  /// The lines that come before those of any framework: from `X_train` and `y_train` as they are in
  /// the table to the `X` and `y` that the frameworks are given.
  ///
  /// They prepare as we do: numbers standardised with the mean and population deviation of the
  /// training rows, a missing number the mean, categories one column a level, a missing one a level
  /// of its own, regression targets standardised.
  package var preparation: [String] {
    var modules: [(name: String, names: [String])] = []
    var lines: [String]
    if setting.hasCategories {
      modules.append(
        ("sklearn.compose", ["make_column_selector", "make_column_transformer"]))
      let numbers = setting.hasMissingNumbers ? numbersWithMissing : "StandardScaler()"
      lines = [
        "numbers = \(numbers)",
        "levels = OneHotEncoder(handle_unknown=\"ignore\", sparse_output=False)",
        "prepare = make_column_transformer(  # for X_train as a pandas.DataFrame",
        "    (numbers, make_column_selector(dtype_include=\"number\")),",
        "    (levels, make_column_selector(dtype_exclude=\"number\")))",
      ]
    } else {
      lines = ["prepare = \(setting.hasMissingNumbers ? numbersWithMissing : "StandardScaler()")"]
    }
    if setting.hasMissingNumbers {
      modules.append(("sklearn.impute", ["SimpleImputer"]))
      modules.append(("sklearn.pipeline", ["make_pipeline"]))
    }
    var preprocessing = ["StandardScaler"]
    if setting.hasCategories { preprocessing.append("OneHotEncoder") }
    lines.append("X = prepare.fit_transform(X_train)  # other rows: prepare.transform")
    switch setting.task {
    case .classification:
      preprocessing.append("LabelEncoder")
      lines.append("y = LabelEncoder().fit_transform(y_train)")
    case .regression:
      preprocessing.append("scale")
      lines.append("y = scale(y_train)  # predictions: times y_train's deviation, plus its mean")
    }
    modules.append(("sklearn.preprocessing", preprocessing.sorted()))
    let imports = modules.map { "from \($0.name) import \($0.names.joined(separator: ", "))" }
    let comment = "# X_train, y_train: the rows to train on, without the columns that were dropped"
    return imports + ["", comment] + lines
  }

  /// Scaling ignores what is missing, which then becomes the mean of the scaled numbers, 0.
  private var numbersWithMissing: String { "make_pipeline(StandardScaler(), SimpleImputer())" }
}
