import LinearAlgebra
import Tabular

extension Dataset {
  /// The rows that are enough to tell how many directions the features have.
  private static let sampledRows = 256

  /// The number of directions in which the features vary, as a share of the features: 1 where all
  /// vary alike and apart, 1 over their number where all say the same.
  ///
  /// With H = XᵀX/n it is (Σλ)² / (d · Σλ²) over the d eigenvalues λ of H, the participation ratio.
  /// Σλ is the mean square of a row, and Σλ² the mean of (xᵢ·xⱼ)² over pairs of different rows, which
  /// needs no eigenvalue.
  ///
  /// - Complexity: O(256² · features)
  package var directionShare: Double {
    let (count, width) = (min(trainingRowCount, Self.sampledRows), features.columnCount)
    guard count > 1, width > 1 else { return 1 }
    let workspace = Workspace(
      capacity: Workspace.capacity(for: [count * width, count * count]))
    let rows = Matrix(workspace.take(count * width), rows: count, columns: width)
    rows.pointer.update(from: features.row(0), count: count * width)
    let products = Matrix(workspace.take(count * count), rows: count, columns: count)
    products.formProduct(rows, timesTransposed: rows)
    var (trace, squares) = (0.0, 0.0)
    for i in 0..<count {
      trace += Double(products.pointer[i * count + i])
      for j in 0..<i {
        let product = Double(products.pointer[i * count + j])
        squares += product * product
      }
    }
    let mean = trace / Double(count)
    let meanSquare = 2 * squares / Double(count * (count - 1))
    guard meanSquare > 0 else { return 1 }
    return min(1, mean * mean / (Double(width) * meanSquare))
  }
}
