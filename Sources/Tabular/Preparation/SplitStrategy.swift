/// By what rows are chosen that are held back.
///
/// Both a single split and folds are cut by it; see `Cut`.
package enum SplitStrategy: Sendable, Hashable {
  /// At random; classes in equal shares.
  case shuffled
  /// The last rows in the order of a column: what is learned from the past is judged by what came
  /// later, as it will be used.
  case byTime(ColumnReference)
  /// Whole groups, which a column names: rows of a group, such as those of a patient, are too much
  /// alike to judge by some of them what was learned from the others.
  case byGroup(ColumnReference)

  /// The column that says it; nil where none does.
  package var column: ColumnReference? {
    switch self {
    case .shuffled: nil
    case .byTime(let column), .byGroup(let column): column
    }
  }

  /// The option that names the column; nil where there is none.
  var option: String? {
    switch self {
    case .shuffled: nil
    case .byTime: "--split-by-time"
    case .byGroup: "--split-by-group"
    }
  }
}

/// Which of the ways to hold back rows of one table.
enum Cut: Sendable, Hashable {
  /// One of several splits that hold back the same share of the rows; the first is the ordinary one.
  case split(Int, of: Int, share: Double)
  /// One of several folds, of which each holds back other rows, in one of the repetitions, from 0; see
  /// `ReadTable.fold(_:of:)`.
  case fold(Int, of: Int, repetition: Int)

  /// The random orders of repetitions lie beyond those of splits.
  private static let firstRepeatedOrder = 1 << 32

  /// Which of the seed's random orders the rows are dealt out in. The first folds share that of the
  /// ordinary split.
  var orderIndex: Int {
    switch self {
    case .split(let index, _, _): index
    case .fold(_, _, let repetition): repetition == 0 ? 0 : Self.firstRepeatedOrder + repetition
    }
  }
}
