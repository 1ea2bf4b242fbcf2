import FoundationEssentials
import Glibc
import Planning
import Platform
import Tabular

/// Where the parts of a sweep lie that are run apart: each in a folder of its own, below the sweep's,
/// with a store that one process writes.
package struct ShardFolder: Sendable, Hashable {
  /// The sweep's folder.
  package let sweep: String

  package init(of sweep: String) { self.sweep = sweep }

  package static let name = "shards"

  package var path: String { "\(sweep)/\(Self.name)" }

  /// The plan that the parts are of.
  package var planPath: String { "\(path)/plan.yaml" }

  /// The folder of a part.
  package func path(of shard: Shard) -> String { "\(path)/\(shard.folderName)" }

  /// Makes the folders above those of the parts.
  ///
  /// - Throws: `StoreError.cannotWrite`.
  package func make() throws(StoreError) {
    for folder in [sweep, path] {
      if mkdir(folder, 0o777) != 0, errno != EEXIST {
        throw .cannotWrite(path: folder, problem: systemMessage(errno))
      }
    }
  }

  /// Opens the store of a part for writing, without what a network disk does not have.
  package func open(_ shard: Shard) throws(StoreError) -> SweepStore {
    guard SystemPath.isText(sweep) else {
      throw .cannotWrite(path: sweep, problem: "a sweep's folder needs a name in UTF-8")
    }
    try make()
    return try SweepStore.open(folder: path(of: shard), journal: .rollback)
  }

  /// The parts that there are, by their number of parts and their index.
  ///
  /// - Throws: `StoreError.cannotRead` when there is a folder that cannot be listed.
  package func shards() throws(StoreError) -> [Shard] {
    guard access(path, F_OK) == 0 else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .cannotRead(path: path, problem: systemMessage(errno))
    }
    return names.compactMap { Shard(folderName: $0) }
      .sorted { ($0.count, $0.index) < ($1.count, $1.index) }
  }

  /// Renames the folder of a part that cannot be used, so that it can be run anew.
  ///
  /// - Returns: Where it is now.
  /// - Throws: `StoreError.cannotWrite`.
  package func setAside(_ shard: Shard) throws(StoreError) -> String {
    let source = path(of: shard)
    var number = 1
    while access("\(source).damaged-\(number)", F_OK) == 0 { number += 1 }
    let destination = "\(source).damaged-\(number)"
    guard rename(source, destination) == 0 else {
      throw .cannotWrite(path: destination, problem: systemMessage(errno))
    }
    return destination
  }
}
