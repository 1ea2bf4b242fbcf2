import Experiment
import Reporting
import Statistics
import Tabular
import Testing
import Training

struct WideTableTests {
  private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n").dropLast()
  }

  @Test func `a column a setting, the best first, and a row a rate`() throws {
    let cosine = try ScheduleSpecification.parse("cosine")
    let summary = SweepSummary([
      .made(0.01, seed: 0, loss: 1.5), .made(0.01, seed: 1, loss: 0.5),
      .made(0.1, seed: 0, loss: 0.75), .made(0.1, seed: 1, loss: nil),
      .made(0.01, seed: 0, loss: 0.25, schedule: cosine),
      .made(1, seed: 0, loss: 0.5, schedule: cosine),
    ])
    let table = WideTable(summary)
    // At 0.1 a seed diverged: what the other ended with is no mean of that rate.
    #expect(
      lines(table.csv()) == [
        "learning_rate,\"cosine, sgd (mean)\",\"constant, sgd (mean)\"", "0.01,0.25,1", "0.1,,",
        "1,0.5,",
      ])
    #expect(
      lines(table.csv(options: .init(decimalComma: true)))[1] == "0,01;0,25;1")
  }

  @Test func `names tell what varies besides`() {
    let summary = SweepSummary([
      .made(0.01, seed: 0, loss: 1), .made(0.01, seed: 0, loss: 2, batchSize: 64),
    ])
    #expect(WideTable(summary).names == ["constant, sgd, batch 32", "constant, sgd, batch 64"])
  }

  @Test func `each mean is that of the summary`() throws {
    let summary = SweepSummary(MadeSweep.large)
    let table = WideTable(summary)
    #expect(table.names.count == 6 && table.omitted == 0)
    var count = 0
    for (column, series) in RateSeries.all(of: summary).enumerated() {
      for entry in series.entries {
        let row = try #require(
          table.rows.first { $0.learningRate == entry.configuration.learningRate })
        #expect(row.losses[column] == entry.soundLoss)
        count += 1
      }
    }
    #expect(count == summary.entries.count)
  }

  @Test(arguments: [false, true], [false, true])
  func `knows its own in every form, also where the bytes end within the header`(
    bom: Bool, comma: Bool
  ) {
    let options = CSVWriter.Options(bom: bom, decimalComma: comma)
    let file = WideTable(SweepSummary(MadeSweep.large)).csv(options: options)
    #expect(SweepFile.wide.isOurs(file[...]))
    #expect(SweepFile.wide.isOurs(file[..<80]))
    for other in SweepFile.allCases where other != .wide { #expect(!other.isOurs(file[...])) }
    let foreign = CSVWriter(header: ["learning_rate", "loss"], options: options).bytes
    #expect(!SweepFile.wide.isOurs(foreign[...]))
  }
}
