import Tabular

/// `timings.csv`: what may differ between two equal runs.
package enum TimingsTable {
  package static let fileName = "timings.csv"

  package static let columns = ["trial", "seconds", "worker", "host"]

  /// The file.
  package static func csv(
    _ timings: [(id: String, timing: SweepStore.Timing)], options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = CSVWriter(header: columns, options: options)
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
    CSVWriter.isTable(start, header: columns)
  }
}
