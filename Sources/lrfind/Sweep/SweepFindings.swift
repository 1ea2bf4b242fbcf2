import Experiment
import Reporting
import Store
import Tabular

/// What a sweep has found so far, by its kind: what its answer and its files are made of.
protocol SweepFindings {
  /// The files that such a sweep may have in its folder, besides its store.
  static var files: [SweepFile] { get }
  /// The one of them to look at first.
  static var mainFile: SweepFile { get }

  /// The axes of its files.
  var axes: [Axis] { get }

  /// How far it is.
  var counts: SweepCounts { get }
  /// How the program ends where it is all there is.
  var status: ExitStatus { get }
  /// What `--plot` draws; nil where there is nothing to draw.
  var plot: (any Plot)? { get }

  /// What was best; nil where nothing was.
  var winner: SweepWinner? { get }

  /// The answer as one JSON object.
  func json(_ standing: SweepReport.Standing) -> String

  /// The answer in words.
  func lines(_ style: Style) -> [String]

  /// The answer alone.
  var briefAnswer: [String] { get }
  /// What speaks against it, where nothing else is said; empty where nothing does.
  var briefDoubts: [String] { get }

  /// The result files with their bytes.
  ///
  /// - Parameters:
  ///   - store: Where it is recorded.
  ///   - form: How the files are written.
  /// - Returns: The files, in the order in which they are written.
  /// - Throws: `StoreError` when the store cannot be read.
  func contents(
    from store: SweepStore, _ form: CSVWriter.Options
  ) throws(StoreError) -> [(file: SweepFile, bytes: [UInt8])]

  /// The sheets of the workbook: the same rows as in the files, but for times.
  ///
  /// - Parameter store: Where it is recorded; it is also read while the workbook is written.
  /// - Returns: The sheets.
  /// - Throws: `StoreError` when the store cannot be read.
  func sheets(from store: SweepStore) throws(StoreError) -> [WorkbookSheet]
}

/// The training that a sweep found the best.
struct SweepWinner {
  var configuration: Configuration
  /// The updates that its schedule counts by.
  var steps: Int
  /// The rate that suits it without a schedule; nil where nobody looked for it.
  var constantLearningRate: Double?
}

extension SweepFindings {
  var axes: [Axis] { Axis.all }
}
