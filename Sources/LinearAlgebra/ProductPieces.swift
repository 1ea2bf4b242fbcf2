/// How a product is cut so that OpenBLAS makes it without copying its factors first.
///
/// OpenBLAS copies ("packs") both factors of a product before it multiplies, which pays off only for
/// large ones: a layer of a small model spends a fifth to a half of its time there. Its kernels for
/// AVX-512 come with a second set that reads the factors where they lie, and which it takes where
/// rows · columns · inner is at most a million, and for a · bᵀ also rows · columns at most 1,200 and
/// inner at least 32 (OpenBLAS 0.3.21, `sgemm_small_kernel_permit`). A product that is somewhat
/// larger is therefore cut into pieces that are not. Measured on one core, in GFLOP/s, whole and in
/// pieces: 128×64×784 96 and 138, 256×128×256 112 and 136.
///
/// The other families have no such kernels; cut, they would only copy more often.
struct ProductPieces: Sendable {
  /// Whether the family has kernels that do without copies.
  let hasSmallKernels: Bool

  static let current = ProductPieces(
    hasSmallKernels: ["skylakex", "cooperlake", "sapphirerapids"].contains(
      KernelFamily.current.name.lowercased()))

  /// The largest rows · columns · inner that goes without copies.
  private static let largestVolume = 1_000_000
  /// The largest rows · columns of a · bᵀ that does, and the least inner.
  private static let largestOuterArea = 1200
  private static let leastOuterInner = 32
  /// Pieces of fewer rows read the other factor too often.
  private static let leastRows = 8
  /// Where a · bᵀ has more rows, pieces are not the fastest way.
  private static let mostOuterRows = 16

  /// Whether a · bᵀ is faster with b transposed first, which makes it a plain product.
  func prefersTransposing(rows: Int) -> Bool { hasSmallKernels && rows > Self.mostOuterRows }

  /// The rows and columns of a piece; the last ones may have fewer.
  func piece(
    rows: Int, columns: Int, inner: Int, isOuterTransposed: Bool
  ) -> (rows: Int, columns: Int) {
    let whole = (rows: max(1, rows), columns: max(1, columns))
    guard hasSmallKernels, rows * columns * inner > 0 else { return whole }
    if isOuterTransposed {
      guard rows <= Self.mostOuterRows, inner >= Self.leastOuterInner else { return whole }
      let most = Self.largestOuterArea / rows
      return (rows, columns <= most ? columns : most / 16 * 16)
    }
    if rows * columns * inner <= Self.largestVolume { return whole }
    let most = Self.largestVolume / (columns * inner)
    guard most >= Self.leastRows else { return whole }
    // Even pieces, in eights.
    let count = (rows + most - 1) / most
    let even = ((rows + count - 1) / count + 7) / 8 * 8
    return (even <= most ? even : most / 8 * 8, whole.columns)
  }
}
