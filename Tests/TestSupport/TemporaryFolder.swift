import Foundation

/// A folder of its own for a test; it goes with the object.
package final class TemporaryFolder {
  package let url: URL

  package var path: String { url.path }

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lrfind-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns where it is.
  @discardableResult
  package func write(_ contents: Data, to name: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try contents.write(to: file)
    return file
  }

  @discardableResult
  package func write(_ text: String, to name: String) throws -> URL {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file and returns its path.
  package func file(_ name: String, _ text: String) throws -> String {
    try write(text, to: name).path
  }

  package func file(_ name: String, bytes: [UInt8]) throws -> String {
    try write(Data(bytes), to: name).path
  }

  package func read(_ name: String) throws -> Data {
    try Data(contentsOf: url.appendingPathComponent(name))
  }

  package func bytes(_ name: String) throws -> [UInt8] { Array(try read(name)) }

  /// The names of the files in the folder, hidden ones included.
  package var contents: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }
}

/// A place for a sweep's folder, where nothing is yet; what comes there goes with the object.
package final class StoreFolder {
  package let path: String

  package init() {
    let name = "lrfind-store-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The store in it.
  package var store: String { "\(path)/sweep.sqlite" }
}
