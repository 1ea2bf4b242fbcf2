import Reporting
import Running

extension MachineOptions {
  /// Ends the program with one line where a job would need more memory than there is.
  ///
  /// The system would give it, and end this process or another one when it is used.
  ///
  /// - Parameter need: What it needs.
  func check(_ need: MemoryNeed) {
    do throws(MemoryNeed.Excess) {
      try need.check(AvailableMemory.now(workers: need.workers))
    } catch {
      Terminal.fail(error.message, code: .usage)
    }
  }
}

extension MemoryNeed.Excess {
  fileprivate var message: String {
    let workers = Decimal.count(need.workers, "worker")
    return "training needs about \(Self.size(neededBytes)) of \(kind) (\(workers), "
      + "\(Decimal.grouped(need.parameterCount)) parameters a model), and "
      + "\(Self.size(available.bytes)) are \(place); give a smaller model or batch, fewer steps, or "
      + "fewer --workers"
  }

  private var kind: String {
    switch available.bound {
    case .machine, .controlGroup: "memory"
    case .addressSpace: "address space"
    }
  }

  private var place: String {
    switch available.bound {
    case .machine: "available"
    case .controlGroup: "left of what this control group may take"
    case .addressSpace: "left below its limit (ulimit -v)"
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000_000
      ? "\(Decimal.significant(Double(bytes) / 1e6, digits: 3)) MB"
      : "\(Decimal.significant(Double(bytes) / 1e9, digits: 3)) GB"
  }
}
