import COpenBLAS

/// The three products of a linear layer as OpenBLAS makes them; each is O(rows · columns · k).
extension Matrix {
  /// self ← a · b + beta · self, with a (rows, k) and b (k, columns); with `beta` 0 the old content
  /// is ignored, even NaN.
  package func formProduct(_ a: Matrix, times b: Matrix, beta: Float = 0) {
    assert(a.rows == rows && b.columns == columns && a.columns == b.rows)
    multiply(CblasNoTrans, a, CblasNoTrans, b, inner: a.columns, beta: beta)
  }

  /// self ← a · bᵀ + beta · self, with a (rows, k) and b (columns, k); with `beta` 0 the old
  /// content is ignored, even NaN.
  package func formProduct(_ a: Matrix, timesTransposed b: Matrix, beta: Float = 0) {
    assert(a.rows == rows && b.rows == columns && a.columns == b.columns)
    multiply(CblasNoTrans, a, CblasTrans, b, inner: a.columns, beta: beta)
  }

  /// self ← aᵀ · b + beta · self, with a (k, rows) and b (k, columns); with `beta` 0 the old
  /// content is ignored, even NaN.
  package func formProduct(transposed a: Matrix, times b: Matrix, beta: Float = 0) {
    assert(a.columns == rows && b.columns == columns && a.rows == b.rows)
    multiply(CblasTrans, a, CblasNoTrans, b, inner: a.rows, beta: beta)
  }

  /// Makes one product, in pieces where OpenBLAS is faster on small ones; see
  /// `ProductPieces`.
  private func multiply(
    _ transposeA: CBLAS_TRANSPOSE, _ a: Matrix, _ transposeB: CBLAS_TRANSPOSE, _ b: Matrix,
    inner: Int, beta: Float
  ) {
    let piece = ProductPieces.current.piece(
      rows: rows, columns: columns, inner: inner, isOuterTransposed: transposeB == CblasTrans)
    let stepA = transposeA == CblasTrans ? 1 : a.stride
    let stepB = transposeB == CblasTrans ? b.stride : 1
    var row = 0
    while row < rows {
      var column = 0
      while column < columns {
        cblas_sgemm(
          CblasRowMajor, transposeA, transposeB, blasint(min(piece.rows, rows - row)),
          blasint(min(piece.columns, columns - column)), blasint(inner), 1,
          a.pointer + row * stepA, blasint(a.stride), b.pointer + column * stepB,
          blasint(b.stride), beta, pointer + row * stride + column, blasint(stride))
        column += piece.columns
      }
      row += piece.rows
    }
  }
}
