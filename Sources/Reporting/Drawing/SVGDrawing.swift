/// A picture that is drawn piece by piece, as an SVG that stands within a page.
///
/// Colours are classes, which the page's style gives a meaning in light and dark. Places are rounded to
/// a tenth: nobody sees less, and a page of thousands of lines stays small.
struct SVGDrawing {
  let width: Double
  let height: Double
  private(set) var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// A number as it stands in an attribute.
  static func number(_ value: Double) -> String {
    let tenths = Int((min(1e6, max(-1e6, value)) * 10).rounded())
    guard tenths % 10 != 0 else { return "\(tenths / 10)" }
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  private static func attribute(_ name: String, _ value: String) -> String {
    value.isEmpty ? "" : " \(name)=\"\(value.inHTML)\""
  }

  mutating func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), class style: String
  ) {
    body +=
      "<line x1=\"\(Self.number(from.x))\" y1=\"\(Self.number(from.y))\" x2=\"\(Self.number(to.x))\" "
      + "y2=\"\(Self.number(to.y))\" class=\"\(style)\"/>"
  }

  /// A line through places; nothing for fewer than two.
  mutating func polyline(
    _ places: [(x: Double, y: Double)], class style: String, extra: String = ""
  ) {
    guard places.count > 1 else { return }
    let points = places.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    body += "<polyline points=\"\(points)\"\(Self.attribute("class", style))\(extra)/>"
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, class style: String,
    extra: String = "", title: String = ""
  ) {
    body +=
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
      + "height=\"\(Self.number(height))\" class=\"\(style)\"\(extra)"
      + (title.isEmpty ? "/>" : "><title>\(title.inHTML)</title></rect>")
  }

  mutating func circle(
    _ place: (x: Double, y: Double), radius: Double, class style: String, title: String = ""
  ) {
    body +=
      "<circle cx=\"\(Self.number(place.x))\" cy=\"\(Self.number(place.y))\" "
      + "r=\"\(Self.number(radius))\" class=\"\(style)\""
      + (title.isEmpty ? "/>" : "><title>\(title.inHTML)</title></circle>")
  }

  /// A cross, for what diverged.
  mutating func cross(
    _ place: (x: Double, y: Double), radius: Double, class style: String, title: String = ""
  ) {
    let (x, y) = (place.x, place.y)
    body +=
      "<path d=\"M\(Self.number(x - radius)),\(Self.number(y - radius))"
      + "L\(Self.number(x + radius)),\(Self.number(y + radius))"
      + "M\(Self.number(x - radius)),\(Self.number(y + radius))"
      + "L\(Self.number(x + radius)),\(Self.number(y - radius))\" class=\"\(style)\""
      + (title.isEmpty ? "/>" : "><title>\(title.inHTML)</title></path>")
  }

  enum Anchor: String { case start, middle, end }

  mutating func text(
    _ text: String, at place: (x: Double, y: Double), anchor: Anchor = .start,
    class style: String = "", turned: Bool = false
  ) {
    let (x, y) = (Self.number(place.x), Self.number(place.y))
    body +=
      "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\""
      + Self.attribute("class", style) + (turned ? " transform=\"rotate(-90 \(x) \(y))\"" : "")
      + ">\(text.inHTML)</text>"
  }

  /// What is drawn within belongs together, as a link where it leads somewhere.
  mutating func group(
    link: String? = nil, class style: String = "", extra: String = "",
    _ draw: (inout SVGDrawing) -> Void
  ) {
    let name = link == nil ? "g" : "a"
    body += "<\(name)\(link.map { Self.attribute("href", $0) } ?? "")"
    body += "\(Self.attribute("class", style))\(extra)>"
    draw(&self)
    body += "</\(name)>"
  }

  /// The picture as an element of a page.
  ///
  /// - Parameters:
  ///   - description: What is seen in it, for whoever does not see it.
  ///   - style: Its class; empty for none.
  /// - Returns: The element.
  func element(description: String, class style: String = "") -> String {
    "<svg viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" role=\"img\" "
      + "aria-label=\"\(description.inHTML)\"\(Self.attribute("class", style))>\(body)</svg>"
  }
}

extension String {
  /// The text as it stands in a page, in an attribute too.
  var inHTML: String {
    guard utf8.contains(where: { "<>&\"'".utf8.contains($0) }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
