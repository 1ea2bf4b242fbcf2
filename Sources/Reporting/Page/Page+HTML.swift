import Mustache

extension Page {
  /// The page as one file: style, script and pictures are in it, and nothing is asked for from elsewhere.
  ///
  /// Texts from outside are escaped by the template; what it takes as it is (`{{{…}}}`) was made here, with
  /// every text escaped.
  ///
  /// - Returns: The file's bytes.
  /// - Throws: Where the template is broken, which a test would have seen.
  package func html() throws -> [UInt8] {
    let template = try MustacheTemplate(string: PageTemplate.text)
    return Array(template.render(PageContext(self)).utf8)
  }
}

/// What the template knows.
private struct PageContext {
  struct Table {
    var id: String
    var title: String
    var caption: String
    var count: String
    var element: String
  }

  struct Figure {
    var id: String
    var title: String
    var caption: String
    var picture: String
    var key: [Page.Key]
    var hasKey: Bool
  }

  var start = PageMark.start
  var mark = PageMark.element
  var style = PageStyle.text
  var script = PageScript.text
  var title: String
  var subtitle: String
  var answer: String
  var confidence: String
  var confidenceClass: String
  var sentences: [String]
  var warnings: [String]
  var warningsTitle: String
  var hasWarnings: Bool
  var figures: [Figure]
  var tables: [Table]
  var facts: [Page.Fact]
  var listings: [Page.Fact]
  var version: String

  init(_ page: Page) {
    style += page.tables.map { "\n" + $0.style }.joined()
    title = page.title
    subtitle = page.subtitle
    answer = page.answer
    confidence = page.confidence
    confidenceClass = page.isConfident ? "yes" : "no"
    sentences = page.sentences
    warnings = page.warnings
    warningsTitle = page.warningsTitle
    hasWarnings = !page.warnings.isEmpty
    figures = page.figures.map {
      Figure(
        id: $0.id, title: $0.title, caption: $0.caption, picture: $0.picture, key: $0.key,
        hasKey: !$0.key.isEmpty)
    }
    tables = page.tables.map {
      Table(
        id: $0.id, title: $0.title, caption: $0.caption, count: Decimal.count($0.rows.count, "row"),
        element: $0.element)
    }
    facts = page.facts
    listings = page.listings
    version = page.version
  }
}
