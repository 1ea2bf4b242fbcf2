import LinearAlgebra
import Tabular

extension Dataset {
  /// The rows that are enough to tell how many directions the features have.
  private static let sampledRows = 256

  /// The number of directions in which the numeric features vary, as a share of these features: 1
  /// where all vary alike and apart, 1 over their number where all say the same.
  ///
  /// The columns of a category are left out: they exclude each other, and are not standardised.
  ///
  /// With H = XᵀX/n it is (Σλ)² / (d · Σλ²) over the d eigenvalues λ of H, the participation ratio.
  /// Σλ is the mean square of a row, and Σλ² the mean of (xᵢ·xⱼ)² over pairs of different rows, which
  /// needs no eigenvalue.
  ///
  /// - Complexity: O(256² · features)
  package var directionShare: Double {
    let columns = numericFeatures
    let (count, width) = (min(trainingRowCount, Self.sampledRows), columns.count)
    guard count > 1, width > 1 else { return 1 }
    let workspace = Workspace(
      capacity: Workspace.capacity(for: [count * width, count * count]))
    let rows = Matrix(workspace.take(count * width), rows: count, columns: width)
    for row in 0..<count {
      for (place, column) in columns.enumerated() {
        rows.pointer[row * width + place] = features.row(row)[column]
      }
    }
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
    let share = mean * mean / (Double(width) * meanSquare)
    return share > 0 && share.isFinite ? min(1, share) : 1
  }

  /// The places of the features that are numbers, each a column of the table.
  private var numericFeatures: [Int] {
    let numbers = Set(report.columns.filter { $0.use == .numeric }.map(\.name))
    return featureNames.indices.filter { numbers.contains(featureNames[$0]) }
  }
}
