// Yams does not show the events of its parser; this is the parser that it brings along.
private import CYaml

/// What a plan's YAML may be made of, checked event by event before anything is composed of it.
///
/// A composed document has its aliases resolved, so that a few hundred bytes can stand for 10⁹
/// values, and a key that is made of them is hashed for ever. A plan is one mapping of plain keys,
/// whose values are texts, lists of texts, or lists of such lists; nothing else is composed.
struct PlanStructure {
  /// Why a text is not composed, and where.
  struct Problem: Error, Equatable {
    var line: Int
    var text: String
  }

  /// A list in a list in the mapping.
  private static let mostNesting = 3
  /// More than there are settings, so that one that comes twice is told as that.
  private static let mostKeys = 100

  /// A mapping or list that is open.
  private struct Level {
    var isMapping: Bool
    var isKeyNext = true
  }

  private var levels: [Level] = []
  private var documents = 0
  private var keys = 0

  /// Checks a text.
  ///
  /// - Throws: `Problem`. A text that is no YAML is left to who composes it, and reports it better.
  static func check(_ yaml: String) throws(Problem) {
    let bytes = Array(yaml.utf8)
    if let end = bytes.firstIndex(of: 0) {
      let line = 1 + bytes[..<end].count { $0 == UInt8(ascii: "\n") }
      throw Problem(line: line, text: "it holds a NUL character, which no text has; remove it")
    }
    var problem: Problem?
    bytes.withUnsafeBufferPointer { bytes in
      do throws(Problem) {
        var structure = Self()
        try structure.walk(bytes)
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
  }

  private mutating func walk(_ bytes: UnsafeBufferPointer<UInt8>) throws(Problem) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { return }
      defer { yaml_event_delete(&event) }
      if event.type == YAML_STREAM_END_EVENT { return }
      do throws(Refusal) {
        try take(event)
      } catch {
        throw Problem(line: Int(event.start_mark.line) + 1, text: error.text)
      }
    }
  }

  private struct Refusal: Error {
    var text: String

    init(_ text: String) { self.text = text }
  }

  private mutating func take(_ event: yaml_event_t) throws(Refusal) {
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      guard documents == 1 else {
        throw Refusal("another document begins here; a plan is one, so leave out '---'")
      }
    case YAML_ALIAS_EVENT:
      throw Refusal(
        "an alias such as '*name' has no meaning in a plan; write the value, or quote it")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let isQuoted =
        scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE
        || scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
      try check(anchor: scalar.anchor, tag: scalar.tag)
      if isKey {
        if !isQuoted, scalar.length == 2, scalar.value[0] == Self.less, scalar.value[1] == Self.less
        {
          throw Refusal("the merge key '<<' has no meaning in a plan; write the settings")
        }
        keys += 1
        if keys > Self.mostKeys { throw Refusal("a plan has at most \(Self.mostKeys) keys") }
      }
      endNode()
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      try check(anchor: sequence.anchor, tag: sequence.tag)
      try begin(isMapping: false)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      try check(anchor: mapping.anchor, tag: mapping.tag)
      try begin(isMapping: true)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      levels.removeLast()
      endNode()
    default: break
    }
  }

  private static let less = UInt8(ascii: "<")

  /// Whether a key is to come.
  private var isKey: Bool { levels.last.map { $0.isMapping && $0.isKeyNext } ?? false }

  private func check(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?
  ) throws(Refusal) {
    if anchor != nil {
      throw Refusal("an anchor such as '&name' has no meaning in a plan; leave it out, or quote it")
    }
    if tag != nil {
      throw Refusal("a tag such as '!name' has no meaning in a plan; leave it out, or quote it")
    }
  }

  private mutating func begin(isMapping: Bool) throws(Refusal) {
    if isKey { throw Refusal("a key is a word, not a list or a mapping") }
    guard levels.count < Self.mostNesting else {
      throw Refusal("values are nested too deeply; a plan has at most lists of lists")
    }
    levels.append(Level(isMapping: isMapping))
  }

  private mutating func endNode() {
    if let last = levels.indices.last { levels[last].isKeyNext.toggle() }
  }
}
