import CKernels

/// The three products of a linear layer, made by a kernel of ours where they are small and by OpenBLAS
/// where they are large; each is O(rows · columns · k).
extension ElementKernels {
  /// c ← a · b + beta · c, with c (rows, columns), a (rows, k) and b (k, columns); with `beta` 0 the
  /// old content is ignored, even NaN.
  package func formProduct(_ c: Matrix, _ a: Matrix, times b: Matrix, beta: Float = 0) {
    assert(a.rows == c.rows && b.columns == c.columns && a.columns == b.rows)
    guard isSmall(c, inner: a.columns) else { return c.formProduct(a, times: b, beta: beta) }
    formSmallProduct(c, a, rowStep: a.stride, columnStep: 1, times: b, beta: beta)
  }

  /// c ← aᵀ · b + beta · c, with a (k, rows) and b (k, columns).
  package func formProduct(_ c: Matrix, transposed a: Matrix, times b: Matrix, beta: Float = 0) {
    assert(a.columns == c.rows && b.columns == c.columns && a.rows == b.rows)
    guard isSmall(c, inner: a.rows) else {
      return c.formProduct(transposed: a, times: b, beta: beta)
    }
    formSmallProduct(c, a, rowStep: 1, columnStep: a.stride, times: b, beta: beta)
  }

  /// c ← a · bᵀ + beta · c, with a (rows, k) and b (columns, k).
  ///
  /// - Parameters:
  ///   - c: (rows, columns).
  ///   - a: (rows, k).
  ///   - b: (columns, k).
  ///   - beta: The factor of the old content; with 0 it is ignored.
  ///   - room: Room for the transpose of b, (k, columns) with a padded stride.
  package func formProduct(
    _ c: Matrix, _ a: Matrix, timesTransposed b: Matrix, beta: Float,
    room: UnsafeMutablePointer<Float>
  ) {
    assert(a.rows == c.rows && b.rows == c.columns && a.columns == b.columns)
    guard isSmall(c, inner: a.columns) else {
      return c.formProduct(a, timesTransposed: b, beta: beta)
    }
    let transposed = Matrix(
      room, rows: b.columns, columns: b.rows, stride: Matrix.paddedStride(columns: b.rows))
    transpose(b, into: transposed)
    formProduct(c, a, times: transposed, beta: beta)
  }

  private func isSmall(_ c: Matrix, inner: Int) -> Bool {
    c.rows * c.columns * inner <= table.pointee.largest_product
  }

  private func formSmallProduct(
    _ c: Matrix, _ a: Matrix, rowStep: Int, columnStep: Int, times b: Matrix, beta: Float
  ) {
    var product = lrf_product(
      c: c.pointer, a: a.pointer, b: b.pointer, rows: c.rows, columns: c.columns, inner: b.rows,
      c_row: c.stride, a_row: rowStep, a_column: columnStep, b_row: b.stride, beta: beta)
    table.pointee.product(&product)
  }
}
