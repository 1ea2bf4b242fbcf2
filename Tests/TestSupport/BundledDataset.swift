import Tabular

/// The data sets of the repository.
package enum BundledDataset {
  package static func load(_ name: String, from file: String = #filePath) throws -> Dataset {
    try Dataset.load(path: path(name, from: file))
  }

  /// Where one is.
  package static func path(_ name: String, from file: String = #filePath) -> String {
    let marker = "/Tests/"
    var root = file
    while !root.hasSuffix(marker), !root.isEmpty { root.removeLast() }
    return "\(root.dropLast(marker.count))/datasets/\(name).csv"
  }
}
