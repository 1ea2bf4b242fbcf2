import Glibc

/// An immutable matrix of floats in row-major order, (rows, columns).
///
/// `@unchecked Sendable`: the memory is owned by this object alone and is never written after
/// `init` returns.
package final class FeatureMatrix: @unchecked Sendable {
  /// The number of rows.
  package let rowCount: Int

  /// The number of columns, and of elements from one row to the next.
  package let columnCount: Int

  private let storage: UnsafeMutablePointer<Float>

  /// Takes over memory from `malloc` that holds `rowCount × columnCount` floats.
  package init(adoptingMallocated storage: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    self.storage = storage
    rowCount = rows
    columnCount = columns
  }

  /// Copies rows of equal length.
  package convenience init(rows: [[Float]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows differ in length")
    let bytes = max(1, rows.count * columns) * MemoryLayout<Float>.stride
    guard let memory = malloc(bytes) else { preconditionFailure("out of memory") }
    let storage = memory.bindMemory(to: Float.self, capacity: rows.count * columns)
    for (index, row) in rows.enumerated() {
      (storage + index * columns).update(from: row, count: columns)
    }
    self.init(adoptingMallocated: storage, rows: rows.count, columns: columns)
  }

  deinit { free(storage) }

  /// The first element of a row; the rows that follow lie behind it.
  ///
  /// The pointer is valid as long as the matrix lives.
  package func row(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(storage + index * columnCount)
  }
}
