import FoundationEssentials

/// The medians of one workload with one optimizer.
struct TrainingTime: Codable {
  var workload: String
  var optimizer: String
  /// The lanes of a group.
  var width: Int
  var microsecondsPerModelStep: Double
  var gflops: Double
  var shareOfBestProduct: Double
  /// Of the time of training with a checkpoint of 2,048 rows every 100 steps.
  var evaluationShare: Double
  /// How many times as long each other library takes.
  var timesAsLong: [String: Double]

  init(_ measurement: TrainingMeasurement, peak: Double) {
    let time = Timing.median(measurement.times)
    let evaluation =
      Timing.median(measurement.evaluationTimes) * Double(Workload.evaluatedRows) / 100
    workload = measurement.workload.description
    optimizer = measurement.optimizer.name
    width = measurement.width
    microsecondsPerModelStep = time * 1e6
    gflops = measurement.workload.flops / time / 1e9
    shareOfBestProduct = measurement.workload.flops / time / peak
    evaluationShare = evaluation / (evaluation + time)
    // Runs that followed one another are compared, so that what slows both down cancels out.
    timesAsLong = measurement.peerTimes.mapValues { peer in
      Timing.median(zip(peer, measurement.times).map { $0 / $1 })
    }
  }
}

/// All that was measured.
struct BenchmarkReport: Codable {
  var kernels: String
  var bestProductGflops: Double
  var training: [TrainingTime]
  var program: ProgramTimes?

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// A table for people.
  var table: String {
    let peers = PeerProcess.names.filter { name in
      training.contains { $0.timesAsLong[name] != nil }
    }
    let head =
      ["workload", "optimizer", "lanes", "µs/step", "GFLOP/s", "of best", "evaluation"]
      + peers.map { "\($0) takes" }
    let rows = training.map { time in
      [
        time.workload, time.optimizer, "\(time.width)",
        Self.text(time.microsecondsPerModelStep, places: 2), Self.text(time.gflops, places: 0),
        Self.text(100 * time.shareOfBestProduct, places: 0) + " %",
        Self.text(100 * time.evaluationShare, places: 1) + " %",
      ] + peers.map { name in time.timesAsLong[name].map { Self.text($0, places: 2) + "×" } ?? "" }
    }
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    var lines = ([head] + rows).map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return column < 2 ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
    lines.insert(
      "kernels \(kernels), best product \(Self.text(bestProductGflops, places: 0)) GFLOP/s", at: 0)
    if let program {
      lines.append(
        "CSV: \(Self.text(program.csvMegabytesPerSecond, places: 0)) MB/s on one thread, "
          + "\(Self.text(program.csvSpeedupOfTwoThreads, places: 2))× that on two")
      lines.append(
        "two workers: \(Self.text(program.workers.speedupOfTwoWorkers, places: 2))× one, "
          + "\(Self.text(100 * program.workers.shareOfTwoProcesses, places: 0)) % of two processes")
      if let seconds = program.wholeJobSeconds, let memory = program.wholeJobMegabytes {
        lines.append(
          "lrfind breast_cancer.csv: \(Self.text(seconds, places: 3)) s, "
            + "\(Self.text(memory, places: 0)) MB")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A number with a fixed count of decimals.
  private static func text(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "–" }
    let factor = (0..<places).reduce(1) { product, _ in product * 10 }
    let scaled = Int((value * Double(factor)).rounded())
    guard places > 0 else { return "\(scaled)" }
    let fraction = "\(scaled % factor)"
    let zeros = String(repeating: "0", count: places - fraction.count)
    return "\(scaled / factor).\(zeros)\(fraction)"
  }
}
