// What the features and a target of numbers become.
extension DataLines {
  func addPreparationImports(to imports: inout PythonImports) {
    if hasNumbers { imports.insert(["StandardScaler"], from: "sklearn.preprocessing") }
    if hasCategories { imports.insert(["OneHotEncoder"], from: "sklearn.preprocessing") }
    if hasNumbers, hasCategories {
      imports.insert(
        ["make_column_selector", "make_column_transformer"], from: "sklearn.compose")
    }
    if hasMissingNumbers {
      imports.insert(["SimpleImputer"], from: "sklearn.impute")
      imports.insert(["make_pipeline"], from: "sklearn.pipeline")
    }
  }

  /// Fits on the rows that are trained on, and prepares all.
  var preparation: [String] {
    // Scaling ignores what is missing, which then becomes the mean of the scaled numbers, 0.
    let numbers =
      hasMissingNumbers ? "make_pipeline(StandardScaler(), SimpleImputer())" : "StandardScaler()"
    let levels = "OneHotEncoder(handle_unknown=\"ignore\", sparse_output=False)"
    var lines: [String]
    switch (hasNumbers, hasCategories) {
    case (_, false): lines = ["prepare = \(numbers)"]
    case (false, true): lines = ["prepare = \(levels)"]
    case (true, true):
      lines = [
        "numbers = \(numbers)", "levels = \(levels)", "prepare = make_column_transformer(",
        "    (numbers, make_column_selector(dtype_include=\"number\")),",
        "    (levels, make_column_selector(dtype_exclude=\"number\")))",
      ]
    }
    lines.append("X_train, X_val = prepare.fit_transform(X_train), prepare.transform(X_val)")
    if classSizes == nil {
      lines += [
        "mean, deviation = y_train.mean(), y_train.std()  # to bring predictions back",
        "y_train, y_val = (y_train - mean) / deviation, (y_val - mean) / deviation",
      ]
    }
    return lines
  }
}
