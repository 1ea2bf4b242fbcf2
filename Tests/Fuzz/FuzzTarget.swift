import Glibc

/// What libFuzzer's bytes are handed to; `FUZZ_TARGET` names it.
///
/// A target returns, whatever the bytes are. What it states about them with `require` is looked for
/// like a crash.
enum FuzzTarget: String, CaseIterable {
  /// A training table, by one thread and by three.
  case table
  /// A recorded curve, as `suggest` reads it.
  case curve
  /// A plan of a sweep.
  case plan
  /// What `--schedule` takes.
  case schedule
  /// What `--optimizer` takes.
  case optimizer
  /// What `descend` takes.
  case polynomial

  /// The one that this process fuzzes.
  static let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      print("FUZZ_TARGET is '\(name)'; set it to one of \(names)")
      exit(64)
    }
    return target
  }()

  func check(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .table: TableTarget.check(bytes)
    case .curve: CurveTarget.check(bytes)
    case .plan: PlanTarget.check(String(decoding: bytes, as: UTF8.self))
    case .schedule: ScheduleTarget.check(String(decoding: bytes, as: UTF8.self))
    case .optimizer: OptimizerTarget.check(String(decoding: bytes, as: UTF8.self))
    case .polynomial: PolynomialTarget.check(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// What libFuzzer calls, again and again.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  FuzzTarget.chosen.check(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}

/// States what must be so whatever the bytes are; `precondition` is silent in a release build.
func require(_ condition: Bool, _ statement: @autoclosure () -> String) {
  if !condition { fail(statement()) }
}

/// Ends the process as a crash does, which makes libFuzzer keep the bytes.
func fail(_ statement: String) -> Never {
  print("not so: \(statement)")
  fflush(nil)
  abort()
}

/// States that an error of the data says what is wrong, on one line.
func checkMessage(_ text: String) {
  require(!text.isEmpty, "a message has words")
  require(
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 },
    "a message is one line: \(text.debugDescription)")
}
