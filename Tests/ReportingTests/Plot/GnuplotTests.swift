import FoundationEssentials
import Reporting
import Tabular
import Testing

/// What needs no gnuplot.
struct GnuplotFailureTests {
  @Test func missingProgramSaysHowToInstallIt() {
    let error = #expect(throws: PlotError.self) {
      try Gnuplot.run("plot 0", program: "no-such-gnuplot-program")
    }
    #expect(error == .gnuplotMissing)
    #expect(error?.description.contains("apt-get install gnuplot-nox") == true)
  }

  @Test func programThatDrawsNothingIsAFailure() {
    #expect(throws: PlotError.gnuplotFailed(message: "it drew nothing")) {
      try Gnuplot.run("", program: "true")
    }
    #expect(throws: PlotError.gnuplotFailed(message: "it ended with status 1")) {
      try Gnuplot.run("", program: "false")
    }
  }
}

/// What needs gnuplot; skipped without it.
@Suite(.enabled(if: Gnuplot.isInstalled, "gnuplot is not installed"))
struct GnuplotTests {
  private static let nasty = "it's \"a_b\" \\ @x {^} `touch pwned` $(x) %s <&> äß\n!touch pwned\n"

  @Test(arguments: PlotFormat.allCases)
  func samePlotIsTheSameBytes(_ format: PlotFormat) throws {
    let plot = LossPlot.sample(title: Self.nasty)
    let bytes = try plot.render(as: format)
    #expect(try plot.render(as: format) == bytes)
    #expect(bytes.count > 5000)
    #expect(PlotMark.isOurs(bytes.prefix(ResultFile.recognitionLength), format: format))
  }

  @Test func textsAreDrawnAsTheyAre() throws {
    let svg = String(
      decoding: try LossPlot.sample(title: Self.nasty).render(as: .svg), as: UTF8.self)
    #expect(
      svg.contains("it's \"a_b\" \\ @x {^} `touch pwned` $(x) %s &lt;&amp;> äß\\n!touch pwned"))
    #expect(!FileManager.default.fileExists(atPath: "pwned"))
  }

  /// The name of the vertical axis is drawn around its middle, where it must have room for half of
  /// its height; numbers beside the axis push the frame away, not the name off the picture.
  @Test(arguments: [1, 1e-5, 1.234_567e7])
  func theNameOfTheLossIsNotCut(_ scale: Double) throws {
    var plot = LossPlot.sample(scale: scale)
    // From 1 on, by a ten-thousandth of it: numbers of many digits.
    func near(_ loss: Double) -> Double { scale * (1 + loss / scale / 10_000) }
    plot.smoothed = plot.smoothed.map(near)
    plot.losses = plot.losses.map { $0.map(near) }
    plot.confirmed = []
    let svg = String(decoding: try plot.render(as: .svg), as: UTF8.self)
    let rotated = try #require(svg.firstMatch(of: /translate\(([-0-9.]+),[-0-9.]+\) rotate\(270\)/))
    let place = try #require(Double(rotated.1))
    // Of 13 points; the baseline stands to the right of the letters.
    #expect(place >= 13 && place < 40)
  }

  @Test func extremesAreDrawn() throws {
    var plot = LossPlot.sample(scale: 1e-12)
    plot.confirmed = []
    plot.divergence = nil
    _ = try plot.render(as: .svg)
    plot.learningRates = [0.1]
    plot.losses = [[.nan]]
    plot.smoothed = []
    _ = try plot.render(as: .svg)
  }

  @Test func errorIsItsFirstLine() {
    let error = #expect(throws: PlotError.self) {
      try Gnuplot.run("set terminal svg\n$data << EOD\n1\nEOD\nplot nonsense(1)\n")
    }
    guard case .gnuplotFailed(let message) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(message == "undefined function: nonsense")
  }

  @Test(arguments: PlotFormat.allCases)
  func ownFilesAreReplacedAndOthersNot(_ format: PlotFormat) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "lrfind-plot-\(format)-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a.\(format)")
    try LossPlot.sample(title: "first").write(to: file.path)
    try LossPlot.sample(title: "second").write(to: file.path)
    let foreign = try Gnuplot.run(LossPlot.sample().script(for: format))
    try Data(foreign).write(to: file)
    #expect(throws: OutputError.self) { try LossPlot.sample().write(to: file.path) }
    #expect(try Data(contentsOf: file) == Data(foreign))
    try LossPlot.sample().write(to: file.path, force: true)
    #expect(try Data(contentsOf: file) != Data(foreign))
  }
}
