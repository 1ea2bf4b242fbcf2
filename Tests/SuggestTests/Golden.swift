import CurveFiles
import Foundation
import Testing
import Tuning

/// The curves that other tools recorded; see scripts/reference/record_curves.py.
enum Golden {
  /// What the tools themselves suggest.
  struct Suggestions: Decodable {
    struct Curve: Decodable {
      var points: Int
      var suggestions: [String: Double]
    }

    struct Valley: Decodable {
      var losses: [Double]
      var index: Int
    }

    var curves: [String: Curve]
    var fastai_valley: [String: Valley]
  }

  static let folder = Bundle.module.bundleURL.appendingPathComponent("Golden")

  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  static func suggestions() throws -> Suggestions {
    let data = try Data(contentsOf: folder.appendingPathComponent("suggestions.json"))
    return try JSONDecoder().decode(Suggestions.self, from: data)
  }
}

/// A file in the temporary folder that is removed with the value.
final class ScratchFile {
  let path: String

  convenience init(_ content: String, ending: String = "csv") throws {
    try self.init(bytes: Array(content.utf8), ending: ending)
  }

  init(bytes: [UInt8], ending: String) throws {
    let name = "lrfind-suggest-\(UUID().uuidString).\(ending)"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The distance of two rates in decades.
func decades(_ rate: Double, _ other: Double) -> Double { log10(rate / other) }
