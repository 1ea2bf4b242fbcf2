/// The counts of rows, or of elements of a tensor, that every kernel is tried with: what is left over
/// behind whole vectors is anything, behind none to four of them.
let vectorCounts = 1...70

/// Irregular floats in −scale ... scale, the same on every machine.
func irregular(_ count: Int, salt: Int, scale: Double = 1) -> [Float] {
  (0..<count).map { index in
    let mixed = (index &* 7919 &+ salt &* 104_729 &+ (index &* index % 4093) &* 31 &+ 17) % 20011
    return Float(scale * (Double(2 * mixed) / 20010 - 1))
  }
}

/// The largest |value − expected| / (|expected| + floor), infinite where only one is NaN.
func worstError(_ values: [Float], _ expected: [Double], floor: Double) -> Double {
  precondition(values.count == expected.count)
  return zip(values, expected).reduce(0) { worst, pair in
    let (value, expected) = (Double(pair.0), pair.1)
    if value == expected || (value.isNaN && expected.isNaN) { return worst }
    let error = abs(value - expected) / (abs(expected) + floor)
    return error.isNaN ? .infinity : max(worst, error)
  }
}

/// The transpose of a matrix, (rows, columns): the tests write a batch row by row, the kernels take
/// it unit by unit.
func transposed<Element>(_ values: [Element], rows: Int) -> [Element] {
  let columns = rows == 0 ? 0 : values.count / rows
  return (0..<values.count).map { values[$0 % rows * columns + $0 / rows] }
}
