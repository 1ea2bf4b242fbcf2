import Training

extension Runner {
  /// Cuts lanes into groups.
  ///
  /// Lanes whose momentum takes different courses cannot share a group; they are put apart first,
  /// in the order in which the courses come up. What is trained follows from the lanes alone: with
  /// more workers the groups are cut between tiles, which share nothing but a gathered batch.
  ///
  /// - Parameters:
  ///   - lanes: The lanes of a round.
  ///   - settings: What they share.
  ///   - inputs: The number of features.
  ///   - outputs: The number of outputs of a lane.
  ///   - workers: How many groups are trained at once; 1 where that must not matter.
  /// - Returns: The places of each group's lanes among `lanes`.
  package static func groups(
    of lanes: [Lane], settings: TrainingSettings, inputs: Int, outputs: Int, workers: Int = 1
  ) -> [[Int]] {
    let width = GroupWidth.lanes(
      for: settings, inputs: inputs, outputs: outputs, of: lanes.count, workers: workers)
    var courses: [MomentumCycle?] = []
    var places: [[Int]] = []
    for (place, lane) in lanes.enumerated() {
      let course = settings.optimizer.momentumCycle(under: lane.schedule)
      if let known = courses.firstIndex(of: course) {
        places[known].append(place)
      } else {
        courses.append(course)
        places.append([place])
      }
    }
    return places.flatMap { places in
      stride(from: 0, to: places.count, by: width).map {
        Array(places[$0..<min($0 + width, places.count)])
      }
    }
  }
}
