import Foundation
import TestSupport
import Testing

struct OutputFileTests {
  private static let iris = Program.datasets.appendingPathComponent("iris.csv").path

  @Test func `curves are replaced by a later run`() throws {
    let folder = try TemporaryFolder()
    for _ in 1...2 {
      #expect(try Program.run([Self.iris], in: folder).status == 0)
    }
  }

  @Test func `a file of somebody else's is kept, and the answer is still printed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: "iris.lrfind.csv")
    let run = try Program.run([Self.iris], in: folder)
    #expect(run.status == 73)
    #expect(run.output.contains("learning rate "))
    #expect(
      run.errors == "lrfind: error: iris.lrfind.csv: exists and was not written by lrfind; "
        + "give another name, or --force to replace it\n")
    #expect(try folder.read("iris.lrfind.csv") == Data("mine\n".utf8))
    #expect(try Program.run([Self.iris, "--force"], in: folder).status == 0)
  }

  @Test func `the input is never written over`() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(try Data(contentsOf: URL(fileURLWithPath: Self.iris)), to: "a.csv")
    let before = try Data(contentsOf: input)
    let run = try Program.run(["a.csv", "--out", "a.csv", "--force"], in: folder)
    #expect(run.status == 73)
    #expect(run.errors.contains("is the input, which is never written over"))
    #expect(try Data(contentsOf: input) == before)
  }

  @Test func `curves of several settings are replaced in whatever form`() throws {
    let folder = try TemporaryFolder()
    for form in [[], ["--bom"], ["--out-decimal-comma"], []] {
      let run = try Program.run(
        [Self.iris, "--optimizer", "sgd,adam", "--steps", "50", "-q"] + form, in: folder)
      #expect([0, 3].contains(run.status), "\(run.errors)")
    }
  }

  /// A command, and the file that it is to write.
  private static let runs: [(name: String, arguments: [String])] = [
    ("f.csv", ["find", Self.iris, "--steps", "50", "--out"]),
    ("f.svg", ["find", Self.iris, "--steps", "50", "--plot"]),
    ("f.csv", ["find", Self.iris, "--epochs", "10", "--batch-size", "16,32", "--out"]),
    ("f.csv", ["train", Self.iris, "--lr", "0.1", "--steps", "50", "--out"]),
    ("f.svg", ["sweep", Self.iris, "--lr", "0.1", "--steps", "50", "--plot"]),
  ]

  @Test(arguments: runs) func `a named file that cannot be written is told before training`(
    name: String, arguments: [String]
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: name)
    try folder.write("", to: "file")
    let nested = folder.url.appendingPathComponent("folder/\(name)")
    try FileManager.default.createDirectory(at: nested, withIntermediateDirectories: true)
    let targets = [
      (name, "exists and was not written by lrfind; give another name, or --force to replace it"),
      ("no/\(name)", "No such file or directory; create the folder first, or give another one"),
      ("file/\(name)", "Not a directory; create the folder first, or give another one"),
      ("folder/\(name)", "is a directory; give a file name"),
      ("/proc/\(name)", "creating a file in its folder failed"),
    ]
    let before = folder.contents
    for (path, message) in targets {
      let run = try Program.run(arguments + [path], in: folder)
      #expect(run.status == 73 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("lrfind: error: \(path): "), "\(run.errors)")
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
      #expect(folder.contents == before)
    }
    #expect(try folder.read(name) == Data("mine\n".utf8))
  }

  @Test func `a named file that can be written is looked at, and nothing stays beside it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: "other.csv")
    try folder.write("", to: "empty.csv")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent("link.csv"),
      withDestinationURL: folder.url.appendingPathComponent("other.csv"))
    for arguments in [["new.csv"], ["new.csv"], ["empty.csv"], ["link.csv", "--force"]] {
      let run = try Program.run([Self.iris, "-q", "--out"] + arguments, in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(folder.contents == ["empty.csv", "link.csv", "new.csv", "other.csv"])
    for name in folder.contents {
      #expect(try folder.read(name) == folder.read("new.csv"))
    }
  }

  @Test func `curves and plot are two files`() throws {
    let run = try Program.run(
      [Self.iris, "--out", "a.svg", "--plot", "a.svg"], in: TemporaryFolder())
    #expect(run.status == 64 && run.errors.contains("--out and --plot both name a.svg"))
  }

  @Test func `a full disk costs the file but not the answer`() throws {
    let run = try Program.run([Self.iris, "--out", "/dev/full"], in: TemporaryFolder())
    #expect(run.status == 74)
    #expect(run.output.contains("learning rate "))
    #expect(run.errors.contains("/dev/full"))
  }

  @Test(arguments: ["./a.svg", "sub/../a.svg", "link.svg"])
  func `one file under two names is refused before anything is trained`(_ other: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("sub"), withIntermediateDirectories: false)
    if other == "link.svg" {
      try folder.write("", to: "a.svg")
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appendingPathComponent(other).path, withDestinationPath: "a.svg")
    }
    let run = try Program.run(
      [Self.iris, "--out", "a.svg", "--plot", other, "--force"], in: folder)
    #expect(run.status == 64 && run.errors.contains("--out and --plot both name"), "\(run.errors)")
  }
}
