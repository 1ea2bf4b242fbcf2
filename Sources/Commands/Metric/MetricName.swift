/// The name that a training gives a figure, and how well it serves to judge the training by.
struct MetricName: Sendable, Hashable {
  let text: String

  /// Its words, in small letters: `Test set Average loss`, `val_loss`, `valid_0's binary_logloss`.
  private let words: [String]

  init(_ text: String) {
    self.text = text
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for character in text {
      guard character.isLetter || character.isNumber else {
        if !word.isEmpty { words.append(word) }
        (word, wasSmall) = ("", false)
        continue
      }
      // `valLoss` has two words.
      if character.isUppercase, wasSmall {
        words.append(word)
        word = ""
      }
      word += character.lowercased()
      wasSmall = character.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    self.words = words.flatMap(Self.parts)
  }

  /// Which rows a figure is of, the most telling first.
  private static let heldOut: [Set<String>] = [
    ["val", "valid", "validation", "dev"], ["eval", "evaluation", "holdout"], ["test"],
  ]
  private static let training: Set = ["train", "training", "tr", "fit", "batch"]
  /// The figures that are the lower the better, the loss first.
  private static let lossWords: Set = ["loss", "losses"]
  private static let otherLosses: Set = [
    "logloss", "mlogloss", "nll", "crossentropy", "xent", "deviance", "objective", "cost", "mse",
    "rmse", "rmsle", "mae", "mape", "l1", "l2", "error", "merror", "err", "perplexity", "ppl",
    "bce",
    "quantile", "huber", "poisson", "gamma", "nloglik",
  ]
  /// What speaks of a loss and is none: its parameters, its parts.
  private static let otherThings: Set = [
    "scale", "weight", "scaler", "best", "min", "lr", "rate", "patience", "delta", "std", "diff",
    "change", "improvement", "tol", "target", "time",
  ]

  /// `valloss` and the like are two words.
  private static func parts(_ word: String) -> [String] {
    for front in ["validation", "valid", "val", "eval", "training", "train", "test"] {
      for back in lossWords.union(otherLosses) where word == front + back { return [front, back] }
    }
    return [word]
  }

  /// Whether it is of rows that are not trained on.
  var isHeldOut: Bool { heldOutRank != nil }

  private var heldOutRank: Int? {
    // `training's binary_logloss` beside `valid_0's`, and XGBoost's `validation_0` that is named so.
    if words.contains(where: Self.training.contains), !words.contains("validation") { return nil }
    return Self.heldOut.firstIndex { !$0.isDisjoint(with: words) }
  }

  /// Whether it is a loss.
  var isLoss: Bool { lossRank != nil }

  private var lossRank: Int? {
    guard Self.otherThings.isDisjoint(with: words) else { return nil }
    if !Self.lossWords.isDisjoint(with: words) { return 0 }
    return Self.otherLosses.isDisjoint(with: words) ? nil : 1
  }

  /// How well it serves, the lowest best; nil where it does not by itself.
  ///
  /// The order is that of `val_loss`, `valid_loss`, `validation_loss`, `eval_loss`, `test_loss`, `loss`;
  /// of equal ones, the one with fewer words.
  var rank: Int? {
    guard let lossRank else { return nil }
    let rows = heldOutRank ?? (words.contains(where: Self.training.contains) ? 4 : 3)
    return (rows * 2 + lossRank) * 16 + min(words.count, 15)
  }

  /// The figure that serves best of some: of equal ones the first, but of several tables that are held
  /// back and numbered, as XGBoost's `validation_0` and `validation_1`, the last, as it does itself.
  static func best(of names: [String]) -> String? {
    let ranked = names.compactMap { name in
      let metric = MetricName(name)
      return metric.rank.map { (rank: $0, metric: metric) }
    }
    guard let lowest = ranked.map(\.rank).min(),
      let first = ranked.first(where: { $0.rank == lowest })?.metric
    else { return nil }
    let alike = ranked.filter { $0.rank == lowest && $0.metric.unnumbered == first.unnumbered }
    return (alike.last?.metric ?? first).text
  }

  private var unnumbered: [String] { words.map { $0.filter { !$0.isNumber } } }

  /// The name among some that a user means: as it is, else without regard to case and punctuation,
  /// else the only one that ends so, as `val/loss` does in `loss`.
  static func named(_ wanted: String, among names: [String]) -> String? {
    if names.contains(wanted) { return wanted }
    let words = MetricName(wanted).words
    let alike = names.filter { MetricName($0).words == words }
    if let first = alike.first { return first }
    let ending = names.filter { MetricName($0).words.suffix(words.count).elementsEqual(words) }
    return ending.count == 1 && !words.isEmpty ? ending[0] : nil
  }
}
