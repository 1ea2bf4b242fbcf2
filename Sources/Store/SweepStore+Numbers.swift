import GRDB

/// Short names of trials: numbers from 1, by ids.
package typealias TrialNumbers = [String: Int]

extension SweepStore {
  /// The places of all trials that were ever planned: those of the plan in force in its order, then the
  /// others in the order in which they were planned.
  ///
  /// - Throws: `StoreError` when the store cannot be read.
  package func trialNumbers() throws(StoreError) -> TrialNumbers {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT id FROM trials LEFT JOIN plan_trials ON number = trial
          ORDER BY position IS NULL, position, number
          """)
      var numbers: TrialNumbers = [:]
      while let row = try rows.next() {
        numbers[try StoredRow(row, path: path).text(0)] = numbers.count + 1
      }
      return numbers
    }
  }
}
