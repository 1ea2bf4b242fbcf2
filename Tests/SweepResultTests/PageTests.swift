import Experiment
import Foundation
import FoundationXML
import Reporting
import Statistics
import Store
import Testing
import Training

struct PageTests {
  /// A page of made trials.
  private func page(
    _ trials: [TrialResult], dataName: String = "train.csv", isFinished: Bool = true
  ) throws -> String {
    let summary = SweepSummary(trials)
    let report = SweepReport(
      summary: summary, dataName: dataName, metric: .accuracy,
      plannedTrials: trials.count + (isFinished ? 0 : 1))
    let standing = SweepReport.Standing(
      folder: "night", writer: nil,
      counts: SweepCounts(
        total: trials.count, done: trials.count, diverged: 0, beyondPlan: 0, isLastRound: true),
      files: [])
    let curves = report.curveConfigurations.compactMap { configuration in
      trials.first { $0.configuration == configuration }
    }
    let page = report.page(
      .init(
        standing: standing, facts: [("data", dataName)],
        listings: [("To repeat it", "lrfind sweep \(dataName)")], curves: curves, version: "1.0"))
    return String(decoding: try page.html(), as: UTF8.self)
  }

  /// The pictures as XML, which is what a browser would make of them.
  private func pictures(_ html: String) throws -> [XMLElement] {
    try html.components(separatedBy: "<svg ").dropFirst().map { part in
      let end = try #require(part.range(of: "</svg>"))
      let text = "<svg \(part[..<end.upperBound])"
      return try #require(try XMLDocument(xmlString: text).rootElement())
    }
  }

  private func elements(_ name: String, of picture: XMLElement) throws -> [XMLElement] {
    try picture.nodes(forXPath: "//\(name)").compactMap { $0 as? XMLElement }
  }

  @Test func `holds the answer, every figure and a row for each configuration`() throws {
    let html = try page(MadeSweep.large)
    let summary = SweepSummary(MadeSweep.large)
    for id in [
      "loss", "map-0", "map-1", "parallel", "sensitivity", "curves", "schedules", "importance",
    ] {
      #expect(html.contains("<figure id=\"\(id)\">"), "\(id)")
    }
    for entry in summary.entries { #expect(html.contains("<tr id=\"c\(entry.rank)\"")) }
    #expect(html.components(separatedBy: "<tr id=\"c").count - 1 == summary.entries.count)
    let diverged = summary.entries.count { $0.divergedCount > 0 }
    #expect(html.components(separatedBy: " class=\"d\">").count - 1 == diverged && diverged > 0)
    let best = Decimal.significant(summary.entries[0].configuration.learningRate)
    #expect(html.contains("<p class=\"big\">learning rate \(best)"))
    #expect(PageMark.isOurs(ArraySlice(html.utf8.prefix(4096))))
  }

  /// Where a point of the chart stands follows from the scales of the value alone.
  @Test func `marks stand where the scales put them`() throws {
    let trials = MadeSweep.parabola
    let pictures = try pictures(try page(trials))
    let chart = try #require(
      pictures.first { ($0.attribute(forName: "aria-label")?.stringValue ?? "").hasPrefix("Mean") })
    let plot = SweepReport(summary: SweepSummary(trials), dataName: "", metric: .accuracy).plot
    let (rates, losses) = (plot.rateScale, plot.lossScale)
    let expected = plot.lines[0].points.compactMap { point in
      point.loss.map { loss in
        (
          82 + 760 * rates.position(of: point.learningRate),
          34 + 330 * (1 - losses.position(of: loss))
        )
      }
    }
    let circles = try elements("circle", of: chart).filter {
      $0.attribute(forName: "class")?.stringValue == "p f0"
    }.map { circle in
      ["cx", "cy"].map { Double(circle.attribute(forName: $0)?.stringValue ?? "") ?? .nan }
    }
    #expect(circles.count == expected.count && circles.count == 9)
    for (circle, place) in zip(circles, expected) {
      #expect(abs(circle[0] - place.0) < 0.1 && abs(circle[1] - place.1) < 0.1)
    }
  }

  @Test func `each mark of the chart leads to the row of its configuration`() throws {
    let html = try page(MadeSweep.large)
    let ranks = Set(SweepSummary(MadeSweep.large).entries.map { "#c\($0.rank)" })
    let links = try pictures(html).flatMap { try elements("a", of: $0) }.compactMap {
      $0.attribute(forName: "href")?.stringValue
    }
    #expect(Set(links).isSubset(of: ranks) && Set(links) == ranks)
  }

  @Test func `every picture says in words what is seen in it`() throws {
    let pictures = try pictures(try page(MadeSweep.large)).filter {
      $0.attribute(forName: "aria-hidden") == nil
    }
    #expect(pictures.count == 8)
    for picture in pictures {
      #expect(picture.attribute(forName: "role")?.stringValue == "img")
      #expect(picture.attribute(forName: "aria-label")?.stringValue?.isEmpty == false)
    }
  }

  @Test func `nothing is asked for from elsewhere`() throws {
    let html = try page(MadeSweep.large)
    for word in ["http:", "https:", "src=", "@import", "url(", "fetch(", "<link", "<img"] {
      #expect(!html.contains(word), "\(word)")
    }
  }

  /// One seed each, so that nothing is to be compared.
  private static let plain = MadeSweep.parabola.filter { $0.seed == 0 }

  static let names = [
    "<script>alert(1)</script>.csv", "\"><img onerror=alert(1)>", "'; DROP TABLE", "a\nb.csv",
    "=1+1", "😀.csv", "]]>", "</pre></style></script>", String(repeating: "x", count: 10_000),
    "{{title}}", "\u{202E}evil",
  ]

  @Test(arguments: names)
  func `texts from outside stay texts`(_ name: String) throws {
    let html = try page(Self.plain, dataName: name)
    // The page has its own script, and no other; an attribute ends where it should.
    #expect(html.components(separatedBy: "<script").count == 2)
    #expect(html.components(separatedBy: "</script").count == 2)
    #expect(html.components(separatedBy: "</style").count == 2)
    #expect(!html.contains("<img") && !html.contains("\u{202E}"))
    #expect(html.contains("<h1>"))
    _ = try pictures(html)
  }

  /// What a command is given may be anything.
  @Test(arguments: names)
  func `values of axes stay texts`(_ value: String) throws {
    var trials = Self.plain
    for index in trials.indices {
      trials[index].configuration.setting = .ofCommand([
        "<b>": index % 4 < 2 ? value : "plain"
      ])
    }
    let html = try page(trials)
    #expect(html.components(separatedBy: "<script").count == 2)
    #expect(!html.contains("<b>") && !html.contains("<img") && !html.contains("\u{202E}"))
    _ = try pictures(html)
  }

  @Test func `nothing that is not finite is drawn`() throws {
    var trials = MadeSweep.large
    for index in stride(from: 0, to: trials.count, by: 7) {
      trials[index].validationLoss = index % 2 == 0 ? .infinity : 1e300
      trials[index].checkpoints[1].validationLoss = .nan
    }
    let html = try page(trials)
    for picture in try pictures(html) {
      let text = picture.xmlString.lowercased()
      #expect(!text.contains("\"nan") && !text.contains("inf\"") && !text.contains(",nan"))
    }
  }

  @Test func `without a finished trial, and where all diverged, it says so`() throws {
    #expect(try page([]).contains("no trial is finished yet"))
    let diverged = MadeSweep.parabola.map { trial in
      TrialResult.made(trial.configuration.learningRate, seed: trial.seed, loss: nil)
    }
    #expect(try page(diverged).contains("every trial diverged"))
    #expect(try page(MadeSweep.large, isFinished: false).contains("the best so far; not finished"))
  }

  /// The best rate of sgd is its highest: that says nothing against adam's, which is in the middle.
  @Test func `an edge of another setting is told and is no doubt`() throws {
    let losses: [(optimizer: Optimizer, means: [Double])] = [
      (.sgd, [0.5, 0.4, 0.3]), (.adam(), [0.2, 0.1, 0.2]),
    ]
    var trials: [TrialResult] = []
    for (optimizer, means) in losses {
      for (rate, mean) in zip([0.001, 0.01, 0.1], means) {
        for seed in 0..<3 {
          let loss = mean + 0.001 * Double(seed)
          trials.append(.made(rate, seed: UInt64(seed), loss: loss, optimizer: optimizer))
        }
      }
    }
    let html = try page(trials)
    #expect(html.contains("confident of this setting: see what is said of others"))
    #expect(html.contains("best rate at an edge"))
    // Above it stands no title that says the contrary of the answer.
    #expect(html.contains("Worth knowing") && !html.contains("What speaks against it"))
  }

  @Test func `a title is a name, not a path`() throws {
    let html = try page(Self.plain, dataName: "/far/away/train.csv")
    #expect(html.contains("<h1>train.csv</h1>"))
  }

  /// 10,000 configurations are at most 5 MB.
  @Test func `stays small`() throws {
    var trials: [TrialResult] = []
    for rate in 0..<500 {
      for (index, optimizer) in [Optimizer.sgd, .adam()].enumerated() {
        for batch in 0..<10 {
          let rateValue = 1e-4 * Double(rate + 1)
          trials.append(
            .made(
              rateValue, seed: 0,
              loss: rate % 9 == 0 ? nil : 0.5 + 0.001234567 * Double(rate + index),
              optimizer: optimizer, batchSize: 16 + batch))
        }
      }
    }
    let bytes = try page(trials).utf8.count
    #expect(trials.count == 10_000 && bytes < 5_000_000, "\(bytes)")
  }
}
