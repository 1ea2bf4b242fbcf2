import LinearAlgebra

/// The best rate that matrix products reach on this core, in this run: the physical limit of
/// training.
enum PeakProduct {
  /// Shapes (rows, columns, inner) that OpenBLAS is good at: a large one, and small ones that stay
  /// in the cache.
  private static let shapes = [(1024, 1024, 1024), (64, 64, 64), (32, 64, 32), (128, 256, 256)]
  private static let repeats = 5
  private static let flopsOfRepeat = 2e9

  /// The rate in floating-point operations a second.
  static func measure() -> Double {
    shapes.map { rate(rows: $0.0, columns: $0.1, inner: $0.2) }.max() ?? .nan
  }

  private static func rate(rows: Int, columns: Int, inner: Int) -> Double {
    let counts = [rows * inner, inner * columns, rows * columns]
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    let a = Matrix(workspace.take(counts[0]), rows: rows, columns: inner)
    let b = Matrix(workspace.take(counts[1]), rows: inner, columns: columns)
    let c = Matrix(workspace.take(counts[2]), rows: rows, columns: columns)
    let flops = 2 * Double(rows * columns * inner)
    let count = max(1, Int(flopsOfRepeat / flops))
    let best = (0..<repeats).map { _ in
      Timing.seconds { for _ in 0..<count { c.formProduct(a, times: b) } }
    }.min()
    return best.map { flops * Double(count) / $0 } ?? .nan
  }
}
