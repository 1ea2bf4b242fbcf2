import Foundation
import TestSupport
import Testing

/// The article about the answer as JSON names the fields that there are.
struct AnswerDocumentationTests {
  /// Names of data, not of fields, stand below these.
  private static let maps: Set = ["rules", "class_metrics"]

  private static let article: String = {
    let file = Program.datasets.deletingLastPathComponent()
      .appendingPathComponent("Sources/Reporting/Documentation.docc/Answer.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  /// The fields of a value, such as `decision.rates[].regret`.
  private func fields(_ value: Any, below path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      return object.reduce(into: []) { all, field in
        let name = path.isEmpty ? field.key : "\(path).\(field.key)"
        all.insert(name)
        if !Self.maps.contains(field.key) { all.formUnion(fields(field.value, below: name)) }
      }
    case let list as [Any]:
      return list.reduce(into: []) { $0.formUnion(fields($1, below: "\(path)[]")) }
    default: return []
    }
  }

  /// What stands in the tables, between backticks, in the first column.
  private var documented: Set<String> {
    Set(
      Self.article.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line in
        line.split(separator: "|")[0].split(separator: "`").enumerated()
          .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
      })
  }

  private func answer(_ arguments: [String]) throws -> Set<String> {
    let names = ["iris", "diabetes", "penguins"]
    let paths = names.reduce(into: [:]) {
      $0[$1] = Program.datasets.appendingPathComponent("\($1).csv").path
    }
    let run = try Program.run(
      arguments.map { paths[$0] ?? $0 } + ["--json", "--steps", "100"], in: TemporaryFolder())
    return fields(run.json)
  }

  @Test func `each field of the answer is documented, and there is each that is`() throws {
    let all = try answer(["iris"])
      .union(answer(["diabetes"]))
      .union(answer(["penguins", "--compare", "0.3", "--drop", "year"]))
    // Lists and objects need no line beside those of what they hold.
    let leaves = all.filter { name in
      !all.contains { $0.hasPrefix("\(name)[]") || $0.hasPrefix("\(name).") }
    }
    #expect(leaves.subtracting(documented).isEmpty)
    #expect(documented.subtracting(all).isEmpty)
  }

  /// Those stand in sentences.
  @Test func `each field of what is asked for besides is named`() throws {
    let all = try answer(["iris", "--compare-free", "--curvature", "--effort", "quick"])
    let own = all.filter { $0.hasPrefix("untuned") || $0.hasPrefix("curvature") }
    #expect(own.count > 20)
    for name in Set(
      own.compactMap { $0.split(separator: ".").last.map { $0.filter { $0 != "[" && $0 != "]" } } })
    {
      #expect(Self.article.contains("`\(name)`") || Self.article.contains(".\(name)`"), "\(name)")
    }
  }
}
