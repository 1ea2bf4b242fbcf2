import GRDB

/// Why a sweep's store cannot be used; the description is one line.
package enum StoreError: Error, CustomStringConvertible, Sendable, Equatable {
  /// There is no store in the folder.
  case missing(folder: String)
  /// The folder or file cannot be created or written.
  case cannotWrite(path: String, problem: String)
  /// The file cannot be read.
  case cannotRead(path: String, problem: String)
  /// Reading or writing failed, as on a full disk; what was recorded is still there.
  case inputOutput(path: String, problem: String)
  /// The file is no store of a sweep, or a part of it is gone.
  case damaged(path: String, problem: String)
  /// A newer lrfind wrote it.
  case newer(path: String)
  /// The folder holds a sweep of other data or numerics.
  case differs(folder: String, what: String, recorded: String, present: String)
  /// A shard has trials that the sweep that it is to be merged into has not.
  case foreign(folder: String, trial: String, into: String)
  /// A shard holds groups of another plan than the one that it is to be given.
  case otherPlan(folder: String, sweep: String)
  /// Something else stands where lrfind keeps a file of its own.
  case foreignFile(path: String, what: String)
  /// The folder or the store was taken away while it was written.
  case lost(path: String, problem: String)
  /// Another process is writing it.
  case inUse(folder: String, holder: String)

  package var description: String {
    switch self {
    case .missing(let folder):
      "\(folder): there is no sweep in this folder; give the --out of one that was started"
    case .cannotWrite(let path, let problem):
      "\(path): \(problem); give a folder that can be written with --out"
    case .cannotRead(let path, let problem):
      "\(path): \(problem); it is only read: let it be read, or copy the folder"
    case .inputOutput(let path, let problem):
      "\(path): \(problem); what was finished is recorded: run the same command again when it works"
    case .damaged(let path, let problem):
      "\(path): this is not the store of a sweep, or it is damaged (\(problem)); move it away, or "
        + "give another folder with --out"
    case .newer(let path):
      "\(path): was written by a newer lrfind; use that one, or give another folder with --out"
    case .differs(let folder, let what, let recorded, let present):
      "\(folder): its trials were run with other \(what): there \(recorded), now \(present); their "
        + "results cannot be mixed: go back to the same \(what), or give another folder with --out"
    case .foreign(let folder, let trial, let into):
      "\(folder): its trial \(trial) and the group of it are not planned in \(into); nothing of "
        + "it was merged: merge it into the folder of the sweep that it is a part of"
    case .otherPlan(let folder, let sweep):
      "\(folder): it holds groups of another plan; merge them into \(sweep) first, or move the folder "
        + "away"
    case .foreignFile(let path, let what):
      "\(path): is \(what), where lrfind keeps a file of its own; move it away, or give another "
        + "folder with --out"
    case .lost(let path, let problem):
      "\(path): \(problem) while the sweep was running; nothing more was written to it, nor to what "
        + "is there now: put back what was there and run the same command again, or start anew"
    case .inUse(let folder, let holder):
      "\(folder): another sweep is writing to this folder (\(holder)); wait for it, stop it, or "
        + "give another folder with --out"
    }
  }

  /// The error that SQLite reported.
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = (error as? StoreError) ?? .inputOutput(path: path, problem: "\(error)")
      return
    }
    let problem = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    // Nothing is recorded twice; rows that are in the way contradict the others.
    case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_FORMAT, .SQLITE_CONSTRAINT:
      self = .damaged(path: path, problem: problem)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self = .cannotWrite(path: path, problem: problem)
    default:
      self = .inputOutput(path: path, problem: problem)
    }
  }
}
