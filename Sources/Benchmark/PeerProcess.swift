import ArgumentParser
import Glibc

/// A Python that trains the same workloads with other libraries, on request, so that runs can take
/// turns and each library compiles only once.
final class PeerProcess {
  /// The libraries, as the script names them.
  static let names = ["jax", "torch"]

  private let process: LineProcess

  /// - Parameter python: The interpreter.
  /// - Throws: `ValidationError` when it does not start.
  init(python: String) throws {
    guard let script = Place.project.map({ $0 + "/scripts/reference/training_peers.py" }),
      access(script, R_OK) == 0
    else {
      throw ValidationError("--peers: scripts/reference/training_peers.py is not there")
    }
    process = try LineProcess(python, arguments: [script], name: "--peers \(python)")
  }

  /// The seconds that a step of one model takes there.
  func time(of measurement: TrainingMeasurement, library: String) throws -> Double {
    let workload = measurement.workload
    let widths = workload.widths.map(String.init).joined(separator: "-")
    process.send(
      "\(library) \(measurement.optimizer.name) \(widths) \(workload.batchSize) "
        + "\(Workload.rows) \(workload.peerSteps)")
    return try process.receive()
  }
}
