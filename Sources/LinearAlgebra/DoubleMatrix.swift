import COpenBLAS

/// A view of doubles in row-major order, (rows, columns), without gaps, in memory that something
/// else owns.
///
/// Training is in single precision; what is measured on a trained model, such as its curvature,
/// is in double.
package struct DoubleMatrix {
  /// The first element.
  package var pointer: UnsafeMutablePointer<Double>
  /// The number of rows.
  package var rows: Int
  /// The number of columns.
  package var columns: Int

  package init(_ pointer: UnsafeMutablePointer<Double>, rows: Int, columns: Int) {
    self.pointer = pointer
    self.rows = rows
    self.columns = columns
  }

  /// The number of elements.
  package var count: Int { rows * columns }

  /// The rows of a range.
  package func block(rows range: Range<Int>) -> DoubleMatrix {
    DoubleMatrix(pointer + range.lowerBound * columns, rows: range.count, columns: columns)
  }
}

/// The three products of a linear layer; each is O(rows · columns · k).
extension DoubleMatrix {
  /// self ← a · b + beta · self, with a (rows, k) and b (k, columns).
  package func formProduct(_ a: DoubleMatrix, times b: DoubleMatrix, beta: Double = 0) {
    assert(a.rows == rows && b.columns == columns && a.columns == b.rows)
    multiply(CblasNoTrans, a, CblasNoTrans, b, inner: a.columns, beta: beta)
  }

  /// self ← a · bᵀ + beta · self, with a (rows, k) and b (columns, k).
  package func formProduct(_ a: DoubleMatrix, timesTransposed b: DoubleMatrix, beta: Double = 0) {
    assert(a.rows == rows && b.rows == columns && a.columns == b.columns)
    multiply(CblasNoTrans, a, CblasTrans, b, inner: a.columns, beta: beta)
  }

  /// self ← aᵀ · b + beta · self, with a (k, rows) and b (k, columns).
  package func formProduct(transposed a: DoubleMatrix, times b: DoubleMatrix, beta: Double = 0) {
    assert(a.columns == rows && b.columns == columns && a.rows == b.rows)
    multiply(CblasTrans, a, CblasNoTrans, b, inner: a.rows, beta: beta)
  }

  private func multiply(
    _ transposeA: CBLAS_TRANSPOSE, _ a: DoubleMatrix, _ transposeB: CBLAS_TRANSPOSE,
    _ b: DoubleMatrix, inner: Int, beta: Double
  ) {
    cblas_dgemm(
      CblasRowMajor, transposeA, transposeB, blasint(rows), blasint(columns), blasint(inner), 1,
      a.pointer, blasint(a.columns), b.pointer, blasint(b.columns), beta, pointer,
      blasint(columns))
  }
}
