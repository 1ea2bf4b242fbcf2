import FoundationEssentials
import Glibc
import Platform

/// What is left of runs whose supervisor was killed beside them.
enum StrayProcesses {
  /// Kills every process that was started in a run: its folder stands in their environment.
  ///
  /// - Parameter folder: The run's folder.
  static func kill(of folder: String) {
    let mark = Array("\0\(CommandTemplate.Place.out.variable)=\(folder)\0".utf8)
    let own = getpid()
    // What was killed may have started others meanwhile.
    for _ in 0..<8 {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      let strays = names.compactMap(Int32.init).filter { number in
        number != own && environment(of: number).firstRange(of: mark) != nil
      }
      if strays.isEmpty { return }
      for number in strays { _ = Glibc.kill(number, SIGKILL) }
    }
  }

  private static func environment(of process: Int32) -> [UInt8] {
    guard let file = FileDescriptor(opening: "/proc/\(process)/environ", O_RDONLY) else {
      return []
    }
    var bytes: [UInt8] = [0]
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file.number, &block, block.count)
      guard count > 0 else { return bytes + [0] }
      bytes += block[..<count]
    }
  }
}
