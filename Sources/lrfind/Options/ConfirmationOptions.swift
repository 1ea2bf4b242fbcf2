import ArgumentParser
import Tuning

/// The short trainings that confirm the answer.
struct ConfirmationOptions: ParsableArguments {
  @Flag(
    help: """
      Spend up to three trainings instead of one: every stage of the search looks at several splits \
      of the rows and initial weights.
      """)
  var thorough = false

  /// How much is spent on a table.
  func effort(trainingRows: Int) -> Effort {
    Effort(trainingRows: trainingRows, isThorough: thorough)
  }
}
