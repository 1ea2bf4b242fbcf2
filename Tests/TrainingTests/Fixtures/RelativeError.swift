/// ‖values − expected‖ / ‖expected‖, infinite where a value is not finite.
func relativeError(_ values: [Double], to expected: [Double]) -> Double {
  precondition(values.count == expected.count)
  guard values.allSatisfy(\.isFinite) else { return .infinity }
  let difference = zip(values, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let size = expected.reduce(0) { $0 + $1 * $1 }
  return (difference / max(size, .leastNormalMagnitude)).squareRoot()
}

func relativeError(_ values: [Float], to expected: [Double]) -> Double {
  relativeError(values.map(Double.init), to: expected)
}

func relativeError(_ values: [Float], to expected: [Float]) -> Double {
  relativeError(values, to: expected.map(Double.init))
}

/// The bits of floats, so that equal means equal to the last bit, even for NaN.
func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }
