import Tabular

/// The data sets of the repository.
enum BundledDataset {
  static func load(_ name: String, from file: String = #filePath) throws -> Dataset {
    let marker = "/Tests/"
    var root = file
    while !root.hasSuffix(marker), !root.isEmpty { root.removeLast() }
    return try Dataset.load(path: "\(root.dropLast(marker.count))/datasets/\(name).csv")
  }
}
