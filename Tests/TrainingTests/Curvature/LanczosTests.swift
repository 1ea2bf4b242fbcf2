import Glibc
import Testing
import Training

@Suite struct LanczosTests {
  /// diag(values), seen from a basis that a reflection I − 2uuᵀ turned, so that no vector is special.
  private static func product(_ values: [Double]) -> ([Double]) -> [Double] {
    let n = values.count
    var u = (0..<n).map { 1 + 0.3 * wave($0, salt: 4) }
    let length = u.reduce(0) { $0 + $1 * $1 }.squareRoot()
    u = u.map { $0 / length }
    let axis = u
    func reflect(_ x: [Double]) -> [Double] {
      let share = 2 * zip(axis, x).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(x, axis).map { $0 - share * $1 }
    }
    return { reflect(zip(values, reflect($0)).map(*)) }
  }

  private static func start(_ n: Int) -> [Double] { (0..<n).map { wave($0, salt: 6) + 0.01 } }

  struct Spectrum: Sendable, CustomTestStringConvertible {
    var name: String
    var values: [Double]
    var testDescription: String { name }
  }

  static let spectra = [
    Spectrum(name: "evenly spread", values: (1...60).map { Double($0) }),
    Spectrum(name: "like a network's", values: (0..<80).map { pow(0.7, Double($0)) * 50 }),
    Spectrum(name: "twice the largest", values: [7, 7] + (0..<30).map { Double($0) / 10 }),
    Spectrum(
      name: "nearly twice the largest", values: [7, 6.9999] + Array(repeating: 1, count: 9)),
    // The largest of all, not the largest in size.
    Spectrum(name: "a large negative one", values: [-100, -3, 0, 1, 2]),
    Spectrum(name: "all negative", values: [-5, -4, -3, -0.5]),
    Spectrum(name: "one number", values: [3]),
    Spectrum(name: "a multiple of 1", values: Array(repeating: 2.5, count: 12)),
    Spectrum(name: "nothing", values: Array(repeating: 0, count: 5)),
  ]

  @Test(arguments: spectra)
  func `finds the largest eigenvalue`(_ spectrum: Spectrum) throws {
    let largest = try #require(spectrum.values.max())
    let found = try #require(
      Lanczos.largestEigenvalue(
        start: Self.start(spectrum.values.count), tolerance: 1e-6,
        product: Self.product(spectrum.values)))
    #expect(abs(found.value - largest) <= 1e-9 * max(1, abs(largest)))
    #expect(found.hasConverged && found.residual <= 1e-6 * abs(largest) + 1e-12)
    #expect(found.productCount <= spectrum.values.count)
  }

  /// Five vectors at a time need more products, and give the same.
  @Test func `starts anew when the room is full`() throws {
    let values = (0..<80).map { pow(0.9, Double($0)) * 50 }
    let (whole, narrow) = try (
      #require(
        Lanczos.largestEigenvalue(
          start: Self.start(80), tolerance: 1e-6, product: Self.product(values))),
      #require(
        Lanczos.largestEigenvalue(
          start: Self.start(80), tolerance: 1e-6, mostVectors: 5, mostProducts: 1000,
          product: Self.product(values)))
    )
    #expect(abs(narrow.value - 50) < 1e-9 && abs(whole.value - 50) < 1e-9)
    #expect(narrow.productCount > whole.productCount && narrow.hasConverged)
  }

  @Test func `gives up and says so`() throws {
    let values = (1...60).map { Double($0) }
    let found = try #require(
      Lanczos.largestEigenvalue(
        start: Self.start(60), tolerance: 1e-12, mostProducts: 4, product: Self.product(values)))
    #expect(!found.hasConverged && found.productCount == 4 && found.value < 60)
    // An eigenvalue lies within the residual.
    #expect(values.contains { abs($0 - found.value) <= found.residual })
  }

  @Test func `a product that is not finite has no eigenvalue`() {
    #expect(
      Lanczos.largestEigenvalue(start: [1, 2], tolerance: 0.01) { _ in [.nan, 1] } == nil)
    #expect(Lanczos.largestEigenvalue(start: [0, 0], tolerance: 0.01) { $0 } == nil)
  }

  /// The matrix with 2 on the diagonal and −1 beside it: 2 − 2 cos(kπ/(n + 1)).
  @Test(arguments: [1, 2, 3, 10, 40])
  func `tridiagonal matrices`(n: Int) throws {
    let matrix = TridiagonalMatrix(
      diagonal: Array(repeating: 2, count: n), offDiagonal: Array(repeating: -1, count: n - 1))
    let (value, vector) = try #require(matrix.largestEigenpair())
    let angle = Double.pi * Double(n) / Double(n + 1)
    #expect(abs(value - (2 - 2 * cos(angle))) < 1e-13)
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-13)
    let product = vector.indices.map { i in
      2 * vector[i] - (i > 0 ? vector[i - 1] : 0) - (i + 1 < n ? vector[i + 1] : 0)
    }
    #expect(zip(product, vector).allSatisfy { abs($0 - value * $1) < 1e-12 })
  }
}
