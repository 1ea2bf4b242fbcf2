extension SweepReport {
  /// How far the parts of a sweep are that are run apart, for one number of parts.
  package struct ShardCounts: Sendable, Hashable, Encodable {
    package var of: Int
    package var finished: Int
    package var running: Int
    package var stopped: Int
    package var missing: Int
    package var unreadable: Int
    /// The trials of the round that are done in them.
    package var trials: Int

    package init(
      of: Int, finished: Int, running: Int, stopped: Int, missing: Int, unreadable: Int,
      trials: Int
    ) {
      self.of = of
      self.finished = finished
      self.running = running
      self.stopped = stopped
      self.missing = missing
      self.unreadable = unreadable
      self.trials = trials
    }

    /// How far parts are of which none was merged yet, as one JSON object.
    package static func json(_ shards: [ShardCounts], folder: String) -> String {
      JSONText.encode(Document(folder: folder, shards: shards))
    }

    private struct Document: Encodable {
      var folder: String
      var shards: [ShardCounts]
    }
  }
}
