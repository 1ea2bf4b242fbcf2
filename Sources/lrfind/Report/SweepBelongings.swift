import Glibc
import Planning
import Reporting
import Store
import Tabular

/// The files of sweeps' folders, which nothing but the sweep itself writes over, whatever is forced.
enum SweepBelongings {
  /// Their names in the folder. A log that SQLite would read is one also where it is not there.
  private static let names: Set<String> = Set(
    SweepStore.fileNames + SweepFile.allCases.map(\.name)
      + [CommandReport.fileName, ShardFolder.name, SlurmScripts.folderName])

  /// Refuses to write to a place that belongs to a sweep.
  ///
  /// - Parameters:
  ///   - path: The file or folder that is to be written.
  ///   - others: More names in the folder that are refused.
  /// - Throws: `OutputError`.
  static func refuse(_ path: String, and others: Set<String> = []) throws(OutputError) {
    // Of what is not there yet, its folder tells.
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] }
    let isThere = OwnFile.exists(path)
    let parent = name.map { String(path[..<$0.startIndex]) } ?? "."
    let place =
      isThere ? ResultFile.resolved(path) : "\(ResultFile.resolved(parent))/\(name ?? path[...])"
    let parts = place.split(separator: "/").map(String.init)
    for (index, part) in parts.enumerated().dropFirst() {
      guard names.contains(part) || others.contains(part) else { continue }
      let folder = "/" + parts[..<index].joined(separator: "/")
      guard OwnFile.exists("\(folder)/\(SweepStore.fileName)") else { continue }
      throw OutputError(
        .cannotWrite, path: path, "belongs to the sweep in \(folder.shown), also with --force",
        remedy: "give another name")
    }
  }
}

extension SweepStore {
  /// The files that the plan in force reads, as far as they are where they were: a plan names them from where the
  /// sweep was started, which mostly is the folder that its own lies in.
  var inputs: [String] {
    get throws(StoreError) {
      guard let text = try planText() else { return [] }
      let keys = ["data", "validation", "watch"]
      let entries = PlanFile.entries(
        of: text, name: "plan", keys: keys, listKeys: ["watch"], flagKeys: []
      ).entries
      let names = entries.flatMap(\.values)
      return names + names.filter { !$0.hasPrefix("/") }.map { "\(folder)/../\($0)" }
    }
  }
}
