import Tabular
import Training

/// `trials.csv`: one row a finished trial, parameters first, in plan order.
package enum TrialsTable {
  package static let fileName = "trials.csv"

  package static let columns = [
    "trial", "schedule", "optimizer", "weight_decay", "batch_size", "hidden", "activation",
    "learning_rate", "seed", "steps", "status", "diverged_at_step", "untrained_loss",
    "train_loss", "validation_loss", "metric",
  ]

  /// The file.
  package static func csv(
    _ results: [TrialResult], options: CSVWriter.Options = CSVWriter.Options()
  ) -> [UInt8] {
    var writer = CSVWriter(header: columns, options: options)
    for result in results {
      let configuration = result.configuration
      writer.text(result.id)
      writer.text(configuration.schedule.description)
      writer.text(configuration.optimizer.specification)
      writer.number(configuration.weightDecay)
      writer.integer(configuration.batchSize)
      // Layers are apart by x, as in 64x64: a comma would make a number of some of them.
      writer.text(configuration.hidden.map(String.init).joined(separator: "x"))
      writer.text(configuration.activation?.rawValue ?? "")
      writer.number(configuration.learningRate)
      writer.integer(result.seed)
      writer.integer(result.steps)
      writer.text(result.status.rawValue)
      if let step = result.divergedAtStep { writer.integer(step) } else { writer.missing() }
      for value in [
        result.untrainedLoss, result.trainLoss, result.validationLoss, result.metric,
      ] {
        writer.number(value)
      }
      writer.endRow()
    }
    return writer.bytes
  }

  /// Whether a file that begins with these bytes is one that was written here.
  package static func isOurs(_ start: ArraySlice<UInt8>) -> Bool {
    start.starts(with: CSVWriter(header: columns).bytes)
  }
}

/// `timings.csv`: what may differ between two equal runs.
package enum TimingsTable {
  package static let fileName = "timings.csv"

  package static let columns = ["trial", "seconds", "worker", "host"]

  /// The file.
  package static func csv(_ timings: [(id: String, timing: SweepStore.Timing)]) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    for (id, timing) in timings {
      writer.text(id)
      writer.number(timing.seconds)
      writer.integer(timing.worker)
      writer.text(timing.host)
      writer.endRow()
    }
    return writer.bytes
  }

  /// Whether a file that begins with these bytes is one that was written here.
  package static func isOurs(_ start: ArraySlice<UInt8>) -> Bool {
    start.starts(with: CSVWriter(header: columns).bytes)
  }
}
