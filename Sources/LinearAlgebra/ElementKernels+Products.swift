import CKernels

/// The three products of a linear layer, made by a kernel of ours or by OpenBLAS, whichever is faster;
/// each is O(rows · columns · k).
extension ElementKernels {
  /// c ← a · b + beta · c, with c (rows, columns), a (rows, k) and b (k, columns); with `beta` 0 the
  /// old content is ignored, even NaN.
  package func formProduct(_ c: Matrix, _ a: Matrix, times b: Matrix, beta: Float = 0) {
    assert(a.rows == c.rows && b.columns == c.columns && a.columns == b.rows)
    guard isOurs(c, inner: a.columns) else { return c.formProduct(a, times: b, beta: beta) }
    formOurs(c, a, rowStep: a.stride, columnStep: 1, times: b, beta: beta)
  }

  /// c ← aᵀ · b + beta · c, with a (k, rows) and b (k, columns).
  package func formProduct(_ c: Matrix, transposed a: Matrix, times b: Matrix, beta: Float = 0) {
    assert(a.columns == c.rows && b.columns == c.columns && a.rows == b.rows)
    guard isOurs(c, inner: a.rows) else {
      return c.formProduct(transposed: a, times: b, beta: beta)
    }
    formOurs(c, a, rowStep: 1, columnStep: a.stride, times: b, beta: beta)
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
    guard
      isOurs(c, inner: a.columns) || ProductPieces.current.prefersTransposing(rows: c.rows)
    else {
      return c.formProduct(a, timesTransposed: b, beta: beta)
    }
    let transposed = Matrix(
      room, rows: b.columns, columns: b.rows, stride: Matrix.paddedStride(columns: b.rows))
    transpose(b, into: transposed)
    formProduct(c, a, times: transposed, beta: beta)
  }

  /// Whether our kernel is faster than OpenBLAS.
  private func isOurs(_ c: Matrix, inner: Int) -> Bool {
    isOurs(rows: c.rows, columns: c.columns, inner: inner)
  }

  /// Whether our kernel is faster than OpenBLAS for a product of (rows, inner) and (inner, columns).
  func isOurs(rows: Int, columns: Int, inner: Int) -> Bool {
    // Few columns fill a fraction of a vector; OpenBLAS goes along the rows instead, at a cost that
    // takes a while to pay off.
    let isThin = columns < 8 && rows >= 16 && inner >= (columns <= 4 ? 32 : 128)
    let isRagged = columns < 96 && columns % 16 != 0
    let largest = isRagged ? table.pointee.largest_ragged_product : table.pointee.largest_product
    return !isThin && rows * columns * inner <= largest
  }

  private func formOurs(
    _ c: Matrix, _ a: Matrix, rowStep: Int, columnStep: Int, times b: Matrix, beta: Float
  ) {
    var product = lrf_product(
      c: c.pointer, a: a.pointer, b: b.pointer, rows: c.rows, columns: c.columns, inner: b.rows,
      c_row: c.stride, a_row: rowStep, a_column: columnStep, b_row: b.stride, beta: beta)
    table.pointee.product(&product)
  }
}
