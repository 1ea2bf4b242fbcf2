/// A view of floats in row-major order, (rows, columns), in memory that something else owns.
///
/// It is valid as long as that memory is; it never allocates and never frees.
package struct Matrix {
  /// The first element.
  package var pointer: UnsafeMutablePointer<Float>
  /// The number of rows.
  package var rows: Int
  /// The number of columns.
  package var columns: Int
  /// The number of elements from one row to the next, at least `columns`.
  package var stride: Int

  /// Views memory as a matrix.
  ///
  /// - Parameters:
  ///   - pointer: The first element.
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - stride: The elements from one row to the next; `columns` by default.
  package init(
    _ pointer: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil
  ) {
    self.pointer = pointer
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
  }

  /// The stride at which the kernels are fastest: rows that start on a cache line.
  package static func paddedStride(columns: Int) -> Int { (columns + 15) / 16 * 16 }

  /// The block of rows and columns that starts at an element.
  package func block(row: Int = 0, column: Int = 0, rows: Int, columns: Int) -> Matrix {
    Matrix(pointer + row * stride + column, rows: rows, columns: columns, stride: stride)
  }
}
