import ArgumentParser
import Running
import Store
import Tabular

/// How the program ends, with the codes of `sysexits.h`.
enum ExitStatus: Int32 {
  case done = 0
  /// Finished, but there is no confident recommendation.
  case notConfident = 3
  /// Finished, but every training diverged.
  case everyTrainingDiverged = 4
  case usage = 64
  case unusableData = 65
  case missingInput = 66
  case cannotWrite = 73
  case inputOutput = 74
  /// Stopped by a signal or a time limit; the same command goes on.
  case stopped = 75

  var exitCode: ExitCode { ExitCode(rawValue) }
}

extension DataError.Kind {
  var exitStatus: ExitStatus {
    switch self {
    case .usage: .usage
    case .unusableData: .unusableData
    case .missingInput: .missingInput
    case .inputOutput: .inputOutput
    }
  }
}

extension OutputError.Kind {
  var exitStatus: ExitStatus {
    switch self {
    case .cannotWrite: .cannotWrite
    case .inputOutput: .inputOutput
    }
  }
}

extension ClusterError {
  var exitStatus: ExitStatus {
    switch self {
    case .missing: .missingInput
    case .failed: .inputOutput
    case .refused: isUnreachable ? .inputOutput : .usage
    case .inQueue, .badName: .cannotWrite
    }
  }
}

extension StoreError {
  var exitStatus: ExitStatus {
    switch self {
    case .missing, .cannotRead: .missingInput
    case .cannotWrite, .inUse, .foreignFile: .cannotWrite
    case .damaged, .newer, .differs, .foreign, .otherPlan: .unusableData
    case .inputOutput, .lost: .inputOutput
    }
  }
}
