import Tabular
import Tuning

/// The points of a log in which the learning rate and the loss of a step stand in different rows.
struct StepJoin {
  /// Rows of the columns that are joined; `.missing` where a row does not say.
  struct Row {
    var rate: ColumnTable.Cell
    var loss: ColumnTable.Cell
    /// What the columns say that may hold the step.
    var steps: [ColumnTable.Cell]

    /// NaN stands for an empty cell in such logs: W&B fills them so.
    var hasRate: Bool { rate != .missing && rate != .notANumber }
    var hasLoss: Bool { loss != .missing && loss != .notANumber }
  }

  /// A learning rate and a loss each.
  private(set) var pairs: [(rate: ColumnTable.Cell, loss: ColumnTable.Cell)]
  /// The steps, or rows, that have only one of the two.
  let alone: Int
  /// Which of the columns was joined on; nil where each rate goes with the row behind it.
  let column: Int?

  /// Whether rates and losses stand in different rows: rows of both kinds that have only one of them,
  /// and more of these than rows with both.
  static func isNeeded(for rows: [Row]) -> Bool {
    let complete = rows.count { $0.hasRate && $0.hasLoss }
    let rates = rows.count { $0.hasRate && !$0.hasLoss }
    let losses = rows.count { $0.hasLoss && !$0.hasRate }
    return rates > 0 && losses > 0 && complete < min(rates, losses)
  }

  /// Joins the rows; nil where no column joins at least half of the rates or of the losses, and the
  /// rows do not take turns either.
  ///
  /// - Parameters:
  ///   - rows: The rows of the log, in its order.
  ///   - columns: How many columns may hold the step.
  init?(_ rows: [Row], columns: Int) {
    let needed = min(rows.count { $0.hasRate }, rows.count { $0.hasLoss })
    let joins = (0..<columns).map { StepJoin(rows, on: $0) }
    // Of equally good ones the first, whose name is the surest.
    let best = joins.max { $0.pairs.count < $1.pairs.count }.flatMap { best in
      joins.first { $0.pairs.count == best.pairs.count }
    }
    if let best, best.pairs.count * 2 >= needed {
      self = best
    } else if columns == 0, let turns = StepJoin(takingTurns: rows) {
      self = turns
    } else {
      return nil
    }
  }

  /// Joins the rows of equal steps; a step that was logged again keeps what was said last.
  private init(_ rows: [Row], on column: Int) {
    var order: [Double: Int] = [:]
    var steps: [Row] = []
    for row in rows {
      guard case .number(let step) = row.steps[column], row.hasRate || row.loss != .missing else {
        continue
      }
      let place = order[step] ?? steps.count
      if place == steps.count {
        order[step] = place
        steps.append(row)
        continue
      }
      if row.hasRate { steps[place].rate = row.rate }
      if row.hasLoss || (row.loss != .missing && !steps[place].hasLoss) {
        steps[place].loss = row.loss
      }
    }
    let points = steps.filter { $0.hasRate && $0.hasLoss }
    pairs = points.map { ($0.rate, $0.loss) }
    alone = steps.count { $0.hasRate != $0.hasLoss }
    self.column = column
  }

  /// Joins each rate with the loss in the row behind it, where they take turns throughout.
  private init?(takingTurns rows: [Row]) {
    let rows = rows.filter { $0.hasRate || $0.hasLoss }
    guard rows.count.isMultiple(of: 2),
      rows.indices.allSatisfy({
        rows[$0].hasRate == $0.isMultiple(of: 2) && rows[$0].hasLoss != rows[$0].hasRate
      })
    else { return nil }
    pairs = stride(from: 0, to: rows.count, by: 2).map { (rows[$0].rate, rows[$0 + 1].loss) }
    alone = 0
    column = nil
  }
}
