import Glibc
import LinearAlgebra

/// How much memory a job may take: the least of what the machine, its control group and the limit on
/// address space leave.
package struct AvailableMemory: Sendable, Equatable {
  /// What sets the bound.
  package enum Bound: Sendable, Equatable {
    /// What the system can give without swapping.
    case machine
    /// The limit of a control group, as containers and job schedulers set it.
    case controlGroup
    /// `ulimit -v`.
    case addressSpace
  }

  package var bytes: Int
  package var bound: Bound
  /// What a job takes of it besides its own memory: threads and OpenBLAS's buffers fill address
  /// space that is hardly ever used.
  package var reserved = 0

  package init(bytes: Int, bound: Bound, reserved: Int = 0) {
    self.bytes = bytes
    self.bound = bound
    self.reserved = reserved
  }

  /// Looks at the system.
  ///
  /// - Parameters:
  ///   - workers: The workers of the job, whose threads and products take address space besides.
  ///   - root: Where the system's own files are.
  /// - Returns: What there is; nil where the system does not say.
  package static func now(workers: Int, root: String = "") -> AvailableMemory? {
    var bounds: [AvailableMemory] = []
    if let bytes = machineBytes(root) { bounds.append(.init(bytes: bytes, bound: .machine)) }
    for bytes in controlGroupBytes(root) {
      bounds.append(.init(bytes: bytes, bound: .controlGroup))
    }
    if let left = AddressSpace.left {
      bounds.append(
        .init(
          bytes: left, bound: .addressSpace, reserved: AddressSpace.reserved(workers: workers)))
    }
    return bounds.min { $0.bytes - $0.reserved < $1.bytes - $1.reserved }
  }

  private static func machineBytes(_ root: String) -> Int? {
    number(after: "MemAvailable:", in: "\(root)/proc/meminfo").map { $0 << 10 }
  }

  // MARK: Control groups

  /// What each control group of the process leaves, its parents' included.
  private static func controlGroupBytes(_ root: String) -> [Int] {
    guard let text = text(of: "\(root)/proc/self/cgroup") else { return [] }
    var left: [Int] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let hierarchy: Hierarchy
      if parts[1].isEmpty {
        hierarchy = .second
      } else if parts[1].split(separator: ",").contains("memory") {
        hierarchy = .first
      } else {
        continue
      }
      // In a container the path may be that outside of it: then its root is what there is.
      var path = parts[2].split(separator: "/")
      while true {
        let folder = ([root + hierarchy.folder] + path.map(String.init)).joined(separator: "/")
        if let bytes = hierarchy.left(in: folder) { left.append(bytes) }
        guard path.popLast() != nil else { break }
      }
    }
    return left
  }

  /// The two forms that control groups have.
  private enum Hierarchy {
    case first, second

    var folder: String {
      switch self {
      case .first: "/sys/fs/cgroup/memory"
      case .second: "/sys/fs/cgroup"
      }
    }

    private var files: (limit: String, used: String, reclaimable: String) {
      switch self {
      case .first: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
      case .second: ("memory.max", "memory.current", "inactive_file")
      }
    }

    /// The limit less what is used, which files that are read make no smaller; nil without a limit.
    func left(in folder: String) -> Int? {
      // "max", or a number that no machine has, is none.
      guard let limit = number("\(folder)/\(files.limit)"), limit < 1 << 60,
        let used = number("\(folder)/\(files.used)")
      else { return nil }
      let reclaimable =
        AvailableMemory.number(after: files.reclaimable, in: "\(folder)/memory.stat") ?? 0
      return max(0, limit - max(0, used - reclaimable))
    }

    private func number(_ path: String) -> Int? {
      AvailableMemory.text(of: path).flatMap { Int($0.prefix { $0.isNumber }) }
    }
  }

  // MARK: Files of the system

  /// The number of the line that begins with a word.
  private static func number(after word: String, in path: String) -> Int? {
    for line in text(of: path)?.split(separator: "\n") ?? [] {
      let parts = line.split(separator: " ")
      if parts.count >= 2, parts[0] == word { return Int(parts[1]) }
    }
    return nil
  }

  private static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
