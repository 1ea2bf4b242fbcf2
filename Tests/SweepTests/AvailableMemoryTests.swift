import Foundation
import Running
import Testing

/// What the system's files say is read as it is meant, in both forms of control groups.
@Suite struct AvailableMemoryTests {
  /// A folder with the system's files as they are to be.
  private struct System {
    let root: URL

    init(_ files: [String: String]) throws {
      root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      for (path, text) in files {
        let file = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
    }

    var available: AvailableMemory? {
      defer { try? FileManager.default.removeItem(at: root) }
      return AvailableMemory.now(workers: 1, root: root.path)
    }
  }

  private static let machine = [
    "proc/meminfo": "MemTotal:       8000 kB\nMemFree:  10 kB\nMemAvailable:    4000 kB\n"
  ]

  @Test func theMachineAlone() throws {
    #expect(
      try System(Self.machine).available == AvailableMemory(bytes: 4_096_000, bound: .machine))
  }

  /// The tightest of a group and its parents counts; what files fill is given back when needed.
  @Test func controlGroupsOfTheSecondForm() throws {
    let system = try System(
      Self.machine.merging([
        "proc/self/cgroup": "0::/jobs/one\n",
        "sys/fs/cgroup/jobs/one/memory.max": "max\n",
        "sys/fs/cgroup/jobs/one/memory.current": "100\n",
        "sys/fs/cgroup/jobs/memory.max": "3000000\n",
        "sys/fs/cgroup/jobs/memory.current": "2500000\n",
        "sys/fs/cgroup/jobs/memory.stat": "active_file 7\ninactive_file 1000000\n",
      ]) { $1 })
    #expect(system.available == AvailableMemory(bytes: 1_500_000, bound: .controlGroup))
  }

  /// In a container the path is that outside of it, and the limit stands at the root.
  @Test func controlGroupsOfTheFirstForm() throws {
    let system = try System(
      Self.machine.merging([
        "proc/self/cgroup": "5:cpu:/\n4:memory,x:/outside\n0::/\n",
        "sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000\n",
        "sys/fs/cgroup/memory/memory.usage_in_bytes": "500000\n",
      ]) { $1 })
    #expect(system.available == AvailableMemory(bytes: 1_500_000, bound: .controlGroup))
  }

  @Test func aLimitThatIsNone() throws {
    let system = try System(
      Self.machine.merging([
        "proc/self/cgroup": "4:memory:/\n",
        "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        "sys/fs/cgroup/memory/memory.usage_in_bytes": "500000\n",
      ]) { $1 })
    #expect(system.available?.bound == .machine)
  }

  @Test func aSystemThatDoesNotSay() throws {
    #expect(try System([:]).available == nil)
  }
}
