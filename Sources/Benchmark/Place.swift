import Glibc

/// Where the benchmark and the files around it are, and how it starts other programs.
enum Place {
  /// The folder of this program, in which `lrfind` lies too.
  static let programs: String? = {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    let text = String(cString: path)
    return text.lastIndex(of: "/").map { String(text[..<$0]) }
  }()

  /// The project's folder: the nearest one around this program that holds `datasets`.
  static let project: String? = {
    var folder = programs
    while let candidate = folder {
      if access(candidate + "/datasets", R_OK) == 0 { return candidate }
      folder = candidate.lastIndex(of: "/").map { String(candidate[..<$0]) }
      if folder?.isEmpty == true { return nil }
    }
    return nil
  }()

  /// Starts a program, looked for in the folders of PATH; 0, or an error number.
  static func spawn(
    _ program: String, _ arguments: [String],
    actions: UnsafePointer<posix_spawn_file_actions_t>, process: inout pid_t
  ) -> Int32 {
    var pointers = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return posix_spawnp(&process, program, actions, nil, pointers, environ)
  }
}
