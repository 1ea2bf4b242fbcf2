import Planning
import Running
import Store
import Tabular

/// How a sweep ends that cannot begin or go on.
enum SweepFailure {
  /// Says what is wrong, one line for each mistake, and ends the program.
  static func end(_ error: any Error) -> Never {
    switch error {
    case let error as PlanError:
      for problem in error.problems.dropLast() { Terminal.note("lrfind: error: \(problem)") }
      Terminal.fail(error.problems.last ?? "the plan is wrong", code: .usage)
    case let error as DataError:
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    case let error as StoreError:
      Terminal.fail("\(error)", code: error.exitStatus)
    case let error as ClusterError:
      Terminal.fail("\(error)", code: error.exitStatus)
    default:
      Terminal.fail("\(error)", code: .inputOutput)
    }
  }
}
