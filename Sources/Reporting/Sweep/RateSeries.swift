import Experiment
import Statistics

/// The mean losses of one setting over the learning rate: what tables have a column of, and charts a line.
package struct RateSeries: Sendable {
  package var setting: Setting
  /// The configurations by rising rate: those as long as its best one, and those that diverged.
  package var entries: [SweepSummary.Entry]

  /// The series of all settings, in the order of their best ranks.
  package static func all(of summary: SweepSummary) -> [RateSeries] {
    var places: [Setting: Int] = [:]
    var members: [[SweepSummary.Entry]] = []
    for entry in summary.entries {
      let setting = entry.configuration.setting
      if let place = places[setting] {
        members[place].append(entry)
      } else {
        places[setting] = members.count
        members.append([entry])
      }
    }
    return members.map { entries in
      RateSeries(
        setting: entries[0].configuration.setting,
        entries: entries.filter { $0.isComparable(with: entries[0]) }
          .sorted { $0.configuration.learningRate < $1.configuration.learningRate })
    }
  }

  /// One for each schedule and optimizer: that of the best rank, so that both are seen with the batch
  /// size, model and weight decay that suit them best. A command has neither, and each of its settings one.
  static func bySchedule(of summary: SweepSummary) -> [RateSeries] {
    var seen: Set<[String]> = []
    return all(of: summary).filter { series in
      series.setting.parameters != nil
        || seen.insert(["\(series.setting.schedule)", series.setting.optimizer.specification])
          .inserted
    }
  }
}
