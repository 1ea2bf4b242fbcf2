/// What a chart says before it is drawn: its axes, its series of points, and what is marked.
///
/// A terminal's lines and a page's picture are both made of it, so that they show the same.
struct ChartDrawing: Sendable {
  struct Point: Sendable {
    var x: Double
    /// Nil where training diverged.
    var y: Double?
    /// Drawn as a bar through the point.
    var interval: ClosedRange<Double>?
    /// What the point leads to, on a page; nil for nothing.
    var link: String?
    /// What is said of it, to whoever points at it.
    var title = ""
  }

  struct Series: Sendable {
    /// How its points are drawn: joined, each with a mark, or as a cloud of dots that a terminal leaves out.
    enum Look: Sendable { case line, marks, lineWithMarks, dots }

    /// What it is called; empty where it needs no key.
    var name: String
    var points: [Point]
    var look: Look
    /// The places of its colour and of its dashes.
    var colour = 0
    var dash = 1
  }

  /// What is marked besides the points.
  struct Marks: Sendable {
    var recommended: Named?
    /// The values beside it that do nearly as well, and what is said of them.
    var range: (values: ClosedRange<Double>, title: String)?
    /// From where on training diverges.
    var edge: Edge?
    /// The place of the best point.
    var ring: (x: Double, y: Double)?
    /// A level that the points are compared with.
    var level: Named?
  }

  struct Edge: Sendable {
    var value: Double
    /// Whether short trainings say so, and no whole one diverged there.
    var isPredicted = false
    /// The steps in which it did, where a whole training has more; nil where it has not.
    var steps: Int?

    /// What is said of it.
    var words: String {
      isPredicted
        ? "from where short trainings predict that it diverges"
        : "from where training diverges"
          + (steps.map { " within \(Decimal.count($0, "step"))" } ?? "")
    }
  }

  struct Named: Sendable {
    var value: Double
    var name: String
  }

  var x: PlotScale
  var y: PlotScale
  var xLabel: String
  var yLabel: String
  /// Those behind first.
  var series: [Series]
  var marks = Marks()
  /// What the intervals of the points are.
  var intervals = ""
  /// The height of its frame on a page.
  var height = 330.0

  /// Whether a height is one that the chart shows; what is not leaves the frame.
  func holds(_ value: Double?) -> Bool { value.map { $0 >= y.low && $0 <= y.high } ?? false }
}
