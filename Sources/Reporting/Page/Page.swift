/// A report to be looked at: plain values, from which `html` makes one file that needs no other.
package struct Page: Sendable {
  /// A picture with what is said of it.
  struct Figure: Sendable {
    var id: String
    var title: String
    /// Below the picture; it says what is seen, so that whoever does not see it misses nothing.
    var caption: String
    /// The picture as an element; empty where the caption says why there is none.
    var picture: String
    /// What the lines are, by class; empty where they are named in the picture.
    var key: [Key] = []
  }

  /// What a line or mark of a picture is.
  struct Key: Sendable {
    var name: String
    var style: String
  }

  /// Something about what was run.
  struct Fact: Sendable {
    var name: String
    var value: String

    /// Line by line as it may be shown.
    init(name: String, value: String) {
      self.name = name
      self.value = value.split(separator: "\n", omittingEmptySubsequences: false).map(\.shown)
        .joined(separator: "\n")
    }
  }

  /// The file or folder that it is about.
  var title: String
  /// A line below it.
  var subtitle: String
  /// What is recommended, in large letters.
  var answer: String
  /// How sure it is.
  var confidence: String
  var isConfident: Bool
  /// The recommendation in sentences.
  var sentences: [String]
  /// What speaks against it, with what to do; where it is confident, what else to know.
  var warnings: [String]
  var figures: [Figure]
  var tables: [PageTable]
  var facts: [Fact]
  /// The command line to repeat it, or the plan; empty where there is none.
  var listings: [Fact]
  var version: String

  /// What stands above the warnings.
  var warningsTitle: String { isConfident ? "Worth knowing" : "What speaks against it" }

  /// The most characters of a text from outside: a name of 10,000 would bury the rest.
  static let longestText = 300

  /// The name of a file or folder as the page's title: the last part of its path.
  static func title(of path: String) -> String {
    (path.split(separator: "/").last.map(String.init) ?? path).shown(atMost: longestText)
  }
}
