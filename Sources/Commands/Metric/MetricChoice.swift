import Tabular

/// Which figure runs are judged by, and where it is sought.
package struct MetricChoice: Sendable, Hashable {
  /// Its name; nil for the one that serves best of those that are found.
  package var name: String?
  /// Whether it is the better the higher it is.
  package var isMaximized: Bool
  /// The file that it stands in, with places as in a command; nil to look for it.
  package var file: String?

  package init(name: String? = nil, isMaximized: Bool = false, file: String? = nil) {
    self.name = name
    self.isMaximized = isMaximized
    self.file = file
  }

  /// The figure that a log has of it.
  func find(in log: MetricLog) -> MetricSeries? {
    let found =
      name.map { MetricName.named($0, among: log.names) } ?? MetricName.best(of: log.names)
    return found.flatMap { MetricSeries($0, in: log) }
  }

  /// What a training is the better the lower.
  package func loss(_ value: Double) -> Double { isMaximized ? -value : value }
}
