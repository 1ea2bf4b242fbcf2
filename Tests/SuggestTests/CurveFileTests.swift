import CurveFiles
import Foundation
import Tabular
import Testing
import Tuning

@Suite struct CurveFileTests {
  /// Three points as their users write them; each reads as (0.001, 2.5), (0.01, 2), (0.1, NaN).
  static let spellings: [(String, String)] = [
    ("torch-lr-finder, pandas", ",lr,loss\n0,0.001,2.5\n1,0.01,2\n2,0.1,nan\n"),
    ("fastai", "lrs,losses\n0.001,2.5\n0.01,2.0\n0.1,NaN\n"),
    ("Keras", "epoch,learning_rate,val_loss,loss\n0,0.001,9,2.5\n0,0.01,9,2\n0,0.1,9,\n"),
    ("Lightning's monitor", "step,lr-SGD,train_loss_step\n0,1e-3,2.5\n1,1e-2,2\n2,1e-1,\n"),
    ("spaces and case", "Learning Rate;Training Loss\n0,001;2,5\n0,01;2\n0,1;NaN\n"),
    ("no header", "0.001,2.5\n0.01,2\n0.1,nan\n"),
    ("arrays", #"{"lr": [0.001, 0.01, 0.1], "loss": [2.5, 2, NaN]}"#),
    ("nested", #"{"a": 1, "results": {"lr": [1e-3, 1e-2, 1e-1], "loss": [2.5, 2, null]}}"#),
    ("objects", #"[{"lr": 0.001, "loss": 2.5}, {"lr": 0.01, "loss": 2.0}, {"lr": 0.1}]"#),
    ("pairs", "[[0.001, 2.5], [0.01, 2], [0.1, NaN]]"),
    ("two lists", "[[0.001, 0.01, 0.1], [2.5, 2, NaN]]"),
    (
      "lrfind's own",
      "phase,repeat,step,learning_rate,loss,smoothed_loss,validation_loss\r\n"
        + "range_test,0,1,0.001,2.5,9,\r\nrange_test,0,2,0.01,2,9,\r\nrange_test,0,3,0.1,,9,\r\n"
        + "confirmation,0,1,5,7,9,\r\n"
    ),
  ]

  @Test(arguments: spellings) func isRead(name: String, content: String) throws {
    let scratch = try ScratchFile(content)
    let file = try CurveFile(path: scratch.path)
    let points = try #require(file.curve.runs.first)
    #expect(file.curve.runs.count == 1)
    #expect(points.map(\.learningRate) == [0.001, 0.01, 0.1])
    #expect(points.prefix(2).map(\.loss) == [2.5, 2])
    #expect(points[2].loss.isNaN)
  }

  @Test func repeatsStayApart() throws {
    let scratch = try ScratchFile(
      "phase,repeat,step,learning_rate,loss,smoothed_loss,validation_loss\n"
        + "range_test,0,1,0.001,1,,\nrange_test,1,1,0.001,2,,\nrange_test,1,2,0.01,3,,\n")
    let curve = try CurveFile(path: scratch.path).curve
    #expect(curve.runs.map { $0.map(\.loss) } == [[1], [2, 3]])
    #expect(curve.isSmoothed == false)
  }

  @Test func columnsCanBeNamed() throws {
    let scratch = try ScratchFile("a,b,loss\n1,2,3\n4,5,6\n")
    let named = try CurveFile(path: scratch.path, learningRateColumn: "b", lossColumn: "1")
    #expect(named.learningRateColumn == "b" && named.lossColumn == "a")
    #expect(
      named.curve.runs == [[.init(learningRate: 2, loss: 1), .init(learningRate: 5, loss: 4)]])
    let smoothed = try ScratchFile(#"{"lr": [1], "smoothed_loss": [2]}"#, ending: "json")
    #expect(try CurveFile(path: smoothed.path).curve.isSmoothed == true)
  }

  @Test(arguments: [
    (
      "lr", "lss", DataError.Kind.usage,
      ": --loss-column lss: there is no such column; did you mean 'loss'?"
    ),
    (
      "loss", "loss", .usage,
      ": column 2 'loss': cannot be both the learning rate and the loss; name two columns with "
        + "--lr-column and --loss-column"
    ),
  ])
  func namedColumnsAreChecked(
    rate: String, loss: String, kind: DataError.Kind, message: String
  ) throws {
    let scratch = try ScratchFile("lr,loss\n1,2\n")
    let error = #expect(throws: DataError.self) {
      try CurveFile(path: scratch.path, learningRateColumn: rate, lossColumn: loss)
    }
    #expect(error?.kind == kind)
    #expect(error?.description == scratch.path + message)
  }
}
