import Experiment
import Statistics
import Tabular

/// `wide.csv`: the mean validation loss over the learning rate, a row a rate and a column a setting, so
/// that a chart is two clicks away.
package struct WideTable: Sendable {
  /// The names of the settings, the best first.
  package let names: [String]
  /// By rising rate: the rate, and the mean loss of each setting, nil where it was not trained with that
  /// rate to its end, or a seed diverged.
  package let rows: [(learningRate: Double, losses: [Double?])]
  /// How many settings have no column.
  package let omitted: Int

  static let rateColumn = "learning_rate"
  /// What the name of every other column ends with; by this we know the file as ours.
  private static let ending = " (mean)"
  /// The most series that a chart of a spreadsheet has.
  package static let mostColumns = 255

  /// - Parameter summary: What the sweep found.
  package init(_ summary: SweepSummary) {
    let all = RateSeries.all(of: summary)
    let series = all.prefix(Self.mostColumns)
    omitted = all.count - series.count
    names = SettingNames(all.map(\.setting)).names(of: series.map(\.setting))
    let losses = series.map { series in
      Dictionary(
        series.entries.map { ($0.configuration.learningRate, $0.soundLoss) },
        uniquingKeysWith: { first, _ in first })
    }
    rows = Set(series.flatMap { $0.entries.map(\.configuration.learningRate) }).sorted()
      .map { rate in (rate, losses.map { $0[rate] ?? nil }) }
  }

  /// The names of the columns.
  package var header: [String] { [Self.rateColumn] + names.map { $0 + Self.ending } }

  /// The table as a CSV.
  ///
  /// - Parameter options: How the file is written.
  /// - Returns: The file's bytes.
  package func csv(options: CSVWriter.Options = .init()) -> [UInt8] {
    var writer = CSVWriter(header: header, options: options)
    for row in rows {
      writer.number(row.learningRate)
      for loss in row.losses { writer.number(loss) }
      writer.endRow()
    }
    return writer.bytes
  }

  /// Whether a file that begins with these bytes is one of these, in whatever form it was written.
  static func isCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.firstRow(of: start).map { names in
      names.first == rateColumn && names.dropFirst().allSatisfy { $0.hasSuffix(ending) }
    } ?? false
  }
}

/// Short names of settings: what tells them apart, the schedule and the optimizer first.
struct SettingNames {
  private let axes: [Axis]

  /// - Parameter settings: All that are to be told apart.
  init(_ settings: [Setting]) {
    let configurations = settings.map { Configuration($0, learningRate: 1) }
    let all = Axis.of(configurations).filter { $0.column != Axis.learningRate.column }
    let varying = all.filter { axis in Set(configurations.map(axis.value)).count > 1 }
    let main = all.filter { ["schedule", "optimizer"].contains($0.column) }
    axes = main + varying.filter { axis in !main.contains { $0.column == axis.column } }
  }

  /// The name of a setting, such as `cosine, sgd, batch 64`.
  func name(of setting: Setting) -> String {
    let configuration = Configuration(setting, learningRate: 1)
    let parts = axes.compactMap { axis -> String? in
      let text = axis.value(configuration).text
      return text.isEmpty
        ? (axis.absence.isEmpty ? nil : axis.absence)
        : axis.isPlain ? text : "\(axis.name) \(text)"
    }
    return parts.isEmpty ? "loss" : parts.joined(separator: ", ")
  }

  /// The names of settings.
  func names(of settings: [Setting]) -> [String] { settings.map(name) }
}
