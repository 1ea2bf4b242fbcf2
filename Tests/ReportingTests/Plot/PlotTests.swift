import FoundationEssentials
import Glibc
import Reporting
import Tabular
import Testing

extension LossPlot {
  /// A small plot with everything on it: the loss falls from 1, then runs away.
  static func sample(title: String = "title", scale: Double = 1) -> LossPlot {
    let rates = (0..<40).map { pow10(-4 + Double($0) / 8) }
    let curve = rates.map { scale * (1 / (1 + 20 * $0) + $0 * $0 * $0 / 20) }
    return LossPlot(
      title: title, subtitle: "subtitle", lossLabel: "loss (cross-entropy)",
      names: .init(losses: "each step", curve: "smoothed", confirmed: "full trainings"),
      learningRates: rates,
      losses: [curve.map { $0 * 1.1 }, curve.prefix(30).map { $0 * 0.9 } + [.nan]],
      smoothed: curve,
      confirmed: [
        .init(learningRate: 0.1, loss: 0.3 * scale), .init(learningRate: 3, loss: nil),
        .init(learningRate: 1, loss: nil),
      ], recommended: 0.0172, range: 0.005...0.05, divergence: 3.2)
  }

  private static func pow10(_ exponent: Double) -> Double { pow(10, exponent) }
}

struct PlotScaleTests {
  @Test func divergingTailLeavesTheFrame() {
    let scale = LossPlot.sample().lossScale
    #expect(scale.high > 1 && scale.high < 1.5)
    #expect(!scale.isLogarithmic && scale.low >= 0)
  }

  @Test func aShortTrainingThatDidNotDivergeIsInTheFrame() {
    var plot = LossPlot.sample()
    plot.confirmed = [.init(learningRate: 1, loss: 5), .init(learningRate: 3, loss: nil)]
    #expect(plot.lossScale.high > 5)
    let script = plot.script(for: .svg)
    #expect(script.contains("$confirmed << EOD\n1 5\nEOD") && script.contains("title 'diverged'"))
    plot.confirmed.removeLast()
    #expect(!plot.script(for: .svg).contains("title 'diverged'"))
  }

  @Test func lossesOverDecadesAreLogarithmic() {
    var plot = LossPlot.sample()
    plot.confirmed = [.init(learningRate: 0.1, loss: 1e-3)]
    #expect(plot.lossScale.isLogarithmic)
    #expect(plot.lossScale.low < 1e-3 && plot.lossScale.high < 2)
    plot.confirmed.append(.init(learningRate: 0.2, loss: 0))
    #expect(!plot.lossScale.isLogarithmic)
  }

  @Test func everythingMarkedIsInTheFrame() {
    var plot = LossPlot.sample()
    plot.range = 1e-7...0.05
    plot.divergence = 1e4
    #expect(plot.rateScale.low < 1e-7 && plot.rateScale.high > 1e4)
  }

  @Test func emptyCurvesStillHaveAFrame() {
    var plot = LossPlot.sample()
    plot.learningRates = []
    plot.losses = []
    plot.smoothed = []
    plot.confirmed = []
    plot.divergence = nil
    for scale in [plot.rateScale, plot.lossScale] {
      #expect(scale.low < scale.high && scale.low.isFinite && scale.high.isFinite)
    }
  }

  @Test func decadesAreWrittenInOneStyle() {
    let wide = PlotScale(low: 0.9e-5, high: 11, isLogarithmic: true)
    #expect(
      wide.logarithmicTicks.map(\.label).filter { !$0.isEmpty }
        == ["10^{-5}", "10^{-4}", "10^{-3}", "10^{-2}", "10^{-1}", "10^{0}", "10^{1}"])
    let narrow = PlotScale(low: 0.009, high: 0.3, isLogarithmic: true)
    #expect(
      narrow.logarithmicTicks.map(\.label).filter { !$0.isEmpty }
        == ["0.01", "0.02", "0.05", "0.1", "0.2"])
    let vast = PlotScale(low: 1e-30, high: 1e10, isLogarithmic: true)
    #expect(vast.logarithmicTicks.count <= 14)
  }

  @Test func placesAreInverse() {
    for isLogarithmic in [true, false] {
      let scale = PlotScale(low: 0.1, high: 1000, isLogarithmic: isLogarithmic)
      #expect(abs(scale.position(of: scale.value(at: 0.3)) - 0.3) < 1e-12)
    }
  }
}

struct PlotScriptTests {
  @Test func textsAreQuoted() {
    #expect(GnuplotText.quoted("it's_a\\n`x` @{^}") == "'it''s_a\\n`x` @{^}'")
    #expect(GnuplotText.quoted("a\nEOD\r\u{2028}b\u{7F}") == #"'a\nEOD\r\u{2028}b\u{7f}'"#)
  }

  @Test(arguments: PlotFormat.allCases)
  func noTextEndsALine(_ format: PlotFormat) {
    let plain = LossPlot.sample().script(for: format)
    let nasty = LossPlot.sample(title: "'\nset output 'x'\n!touch x\n").script(for: format)
    #expect(plain.split(separator: "\n").count == nasty.split(separator: "\n").count)
  }

  @Test func barsEndAtTheFrame() {
    var plot = LossPlot.sample()
    #expect(!plot.script(for: .svg).contains("yerrorbars"))
    plot.confirmed[0].interval = 0.25...1e6
    let script = plot.script(for: .svg)
    let scale = plot.lossScale
    #expect(
      script.contains("$bars << EOD\n0.1 0.3 0.25 \(GnuplotText.number(scale.high))\nEOD"))
    #expect(script.contains("yerrorbars") && scale.high < 1.5)
  }

  @Test func anEdgeThatWasTrainedIsSaidExactly() {
    var plot = LossPlot.sample()
    #expect(plot.script(for: .svg).contains("diverges from about 3.2"))
    (plot.divergence, plot.isDecided) = (3, true)
    #expect(plot.script(for: .svg).contains("'diverges from 3'"))
  }

  @Test func withoutARangeThereIsNoBand() {
    var plot = LossPlot.sample()
    #expect(plot.script(for: .svg).contains("rectangle"))
    plot.range = nil
    let script = plot.script(for: .svg)
    #expect(!script.contains("rectangle") && !script.contains("nearly as good"))
  }

  @Test func whatIsNotFiniteIsNotDrawn() {
    var plot = LossPlot.sample()
    plot.smoothed[3] = .infinity
    let script = plot.script(for: .svg)
    #expect(!script.contains("inf") && !script.contains(" nan\n"))
  }
}

struct PlotFormatTests {
  @Test(arguments: [
    ("a.svg", PlotFormat.svg), ("b/c.d.PNG", .png), ("./x.Pdf", .pdf),
  ])
  func endingSaysTheFormat(_ path: String, _ format: PlotFormat) throws {
    #expect(try PlotFormat(path: path) == format)
  }

  @Test(arguments: ["plot", "a.jpeg", "svg", ".svg", "a.svg/b", "", "a.svg.", "a. svg"])
  func otherEndingsAreRefused(_ path: String) {
    let error = #expect(throws: PlotError.self) { try PlotFormat(path: path) }
    #expect(error == .unknownFormat(path: path))
    #expect(error?.description.contains(".svg, .png, .pdf") == true)
  }
}

struct PlotMarkTests {
  /// The check value of the CRC that PNG uses.
  @Test func checksumIsThePublishedOne() {
    #expect(PlotMark.checksum("123456789".utf8) == 0xCBF4_3926)
  }

  @Test func foreignFilesAreNotOurs() {
    let svg = Array("<?xml version=\"1.0\"?>\n<svg/>\n".utf8)
    let pdf = Array("%PDF-1.5\n%".utf8) + [0xB5, 0xED, 0xAE, 0xFB, 0x0A]
    let png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 0, count: 40)
    for (format, bytes) in [(PlotFormat.svg, svg), (.pdf, pdf), (.png, png)] {
      #expect(!PlotMark.isOurs(bytes[...], format: format))
      let marked = PlotMark.marked(bytes, as: format)
      #expect(PlotMark.isOurs(marked.prefix(ResultFile.recognitionLength), format: format))
      for other in PlotFormat.allCases where other != format {
        #expect(!PlotMark.isOurs(marked[...], format: other))
      }
    }
  }

  @Test func dateOfAPDFIsRemovedInPlace() {
    let bytes = Array("%PDF-1.5\n%....\n/CreationDate (D:20261121214509Z)\n".utf8)
    let marked = PlotMark.marked(bytes, as: .pdf)
    #expect(marked.count == bytes.count)
    #expect(String(decoding: marked, as: UTF8.self).contains("(D:20000101000000Z)"))
  }
}
