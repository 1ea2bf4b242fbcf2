import Experiment
import Reporting
import Statistics
import Tabular
import Testing
import Training

struct SweepFileTests {
  private func lines(_ bytes: [UInt8]) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasSuffix("\r\n"))
    return text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(
      String.init)
  }

  /// A logistic regression that ended well, and a network that diverged.
  private func trials() throws -> [TrialResult] {
    var first = TrialResult.made(
      0.1, seed: 7, loss: 0.25, schedule: try .parse("step:every=5ep,gamma=0.5"))
    first.id = "t1f"
    first.configuration.setting.model = .logistic
    first.configuration.setting.weightDecay = 1e-5
    var second = TrialResult.made(
      3.16228, seed: 2_147_483_647, loss: nil, optimizer: .adam(beta2: 0.99))
    second.id = "t2a"
    second.configuration.setting.model = .mlp(hidden: [64, 32], activation: .relu)
    second.trainLoss = .infinity
    second.checkpoints[1] = .init(
      step: 2, learningRate: 3.16228, trainLoss: .nan, validationLoss: nil)
    return [first, second]
  }

  @Test func trialsInTheGivenOrder() throws {
    #expect(
      lines(SweepFile.trialFile.csv(try trials()) { $0.id == "t1f" ? 1 : 2 }) == [
        "trial,schedule,optimizer,weight_decay,batch_size,hidden,activation,learning_rate,seed,"
          + "steps,status,diverged_at_step,untrained_loss,train_loss,validation_loss,metric,horizon,in_plan,balanced_accuracy,auc,fold,number",
        "t1f,\"step:every=5ep,gamma=0.5\",sgd,1e-05,32,,,0.1,7,100,ok,,2,0.125,0.25,0.9375,100,true,,,0,1",
        "t2a,constant,adam:beta2=0.99,0,32,64x32,relu,3.16228,2147483647,100,diverged,3,2,,,,100,true,,,0,2",
      ])
  }

  @Test func curves() throws {
    let subjects = [
      "\"step:every=5ep,gamma=0.5\",sgd,1e-05,32,,,0.1,7,0",
      "constant,adam:beta2=0.99,0,32,64x32,relu,3.16228,2147483647,0",
    ]
    #expect(
      lines(SweepFile.curveFile.csv(Array(SweepFile.curvePoints(of: try trials()))) { _ in 5 }) == [
        "trial,step,learning_rate,train_loss,validation_loss,in_plan,number,schedule,optimizer,"
          + "weight_decay,batch_size,hidden,activation,peak_learning_rate,seed,fold",
        "t1f,0,0.1,,2,true,5,\(subjects[0])", "t1f,100,0.025,0.25,0.25,true,5,\(subjects[0])",
        "t2a,0,3.16228,,2,true,5,\(subjects[1])", "t2a,2,3.16228,,,true,5,\(subjects[1])",
      ])
  }

  // Losses 1 and 3 have the mean 2, the standard error √2 / √2 = 1 and reach 12.706 of it; no
  // second configuration, so nothing to compare with.
  @Test func summaryOfOneConfiguration() throws {
    let summary = SweepSummary([.made(0.1, seed: 0, loss: 1), .made(0.1, seed: 1, loss: 3)])
    let written = lines(SweepFile.summaryFile.csv(summary.entries))
    #expect(
      written[0] == "schedule,optimizer,weight_decay,batch_size,hidden,activation,learning_rate,"
        + "steps,rank,n,diverged_share,mean,standard_error,low,high,mean_train_loss,mean_metric,"
        + "difference,difference_low,difference_high,distinguishable,is_best_rate,edge,"
        + "lr_off_3x_loss,lr_off_3x_diverges,lr_off_10x_loss,lr_off_10x_diverges,horizon,in_plan,mean_balanced_accuracy,mean_auc"
    )
    let cells = written[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(
      cells.prefix(13)
        == "constant,sgd,0,32,64,relu,0.1,100,1,2,0,2,1".split(separator: ",").map(String.init)[...]
    )
    // 2 − 12.7 would be below what any loss is.
    #expect(cells[13] == "0")
    #expect(relativeError(Double(cells[14]), 2 + 12.706_204_736_174_7) < 1e-12)
    #expect(cells.dropFirst(15).joined(separator: ",") == "1,0.5,0,,,,true,,,,,,100,true,,")
    #expect(cells.count == SweepFile.summary.columns.count)
  }

  @Test func summaryOfRates() {
    let trials: [TrialResult] = [
      .made(0.01, seed: 0, loss: 1.5), .made(0.1, seed: 0, loss: 1), .made(1, seed: 0, loss: 1.25),
      .made(10, seed: 0, loss: nil),
    ]
    let written = lines(SweepFile.summaryFile.csv(SweepSummary(trials).entries)).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(6).joined(separator: ",")
    }
    #expect(
      written.first == "0.1,100,1,1,0,1,,,,0.5,0.75,0,,,,true,,\(third),false,0.5,false,100,true,,")
    #expect(written.last == "10,100,4,1,1,,,,,,,,,,,false,,,,,,100,true,,")
  }

  /// Of the way from 0.1 to 0.01, log 3 / log 10 of 0.5.
  private var third: String {
    let rates = RateCurve(
      [0.01, 0.1, 1].map { .init(learningRate: $0, loss: $0 == 0.1 ? 1 : $0 == 1 ? 1.25 : 1.5) })
    guard case .loss(let loss) = rates.sensitivity(at: 0.1).threefold else { return "" }
    #expect(relativeError(loss, 0.5 * 0.477_121_254_719_662_4) < 1e-12)
    return "\(loss)"
  }

  @Test func spreadsheetOptions() throws {
    let options = CSVWriter.Options(bom: true, decimalComma: true)
    let bytes = SweepFile.curveFile.csv(
      Array(SweepFile.curvePoints(of: try trials())), options: options)
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(
      lines(Array(bytes.dropFirst(3)))[2]
        == "t1f;100;0,025;0,25;0,25;true;;step:every=5ep,gamma=0.5;sgd;1e-05;32;;;0,1;7;0")
  }

  @Test(arguments: SweepFile.allCases)
  func recognisesItsOwn(_ file: SweepFile) throws {
    for bom in [false, true] {
      for comma in [false, true] {
        let options = CSVWriter.Options(bom: bom, decimalComma: comma)
        // Earlier ones had fewer columns: before there were plans beyond, and metrics behind that.
        let flag = file.columns.firstIndex(of: "in_plan")
        for columns in [file.columns]
          + (flag.map { ($0..<file.columns.count).map { file.columns[..<$0] } } ?? []).map(
            Array.init)
        {
          let header = CSVWriter(header: columns, options: options).bytes
          for other in SweepFile.allCases {
            #expect(other.isOurs(header[...]) == (other == file))
          }
        }
      }
    }
    #expect(Set(file.columns).count == file.columns.count)
    #expect(!file.isOurs(ArraySlice("my,own,data\r\n".utf8)))
  }
}
