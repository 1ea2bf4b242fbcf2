import Foundation
import Testing
import Training

/// What `scripts/reference/schedules.py` recorded of PyTorch and transformers.
struct ScheduleGolden: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var schedule: String
    var source: String
    var peak: Double
    var budgetSteps: Int
    var stepsPerEpoch: Int
    var learningRates: [Double]
    var optimizer: String?
    var momentum: [Double]?
    var feedback: Bool?

    var testDescription: String { "\(schedule) against \(source)" }

    func resolved() throws -> Schedule {
      try ScheduleSpecification.parse(schedule).resolved(
        budgetSteps: budgetSteps, stepsPerEpoch: stepsPerEpoch)
    }
  }

  /// A validation loss for each checkpoint of the cases with feedback; null is NaN.
  var losses: [Double?]
  var cases: [Case]

  static let recorded: ScheduleGolden = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard
      let url = Bundle.module.url(
        forResource: "schedules", withExtension: "json", subdirectory: "Golden"),
      let data = try? Data(contentsOf: url),
      let golden = try? decoder.decode(ScheduleGolden.self, from: data)
    else { return ScheduleGolden(losses: [], cases: []) }
    return golden
  }()
}
