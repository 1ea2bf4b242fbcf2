import Foundation
import Testing

struct OutputFileTests {
  private let iris = Program.datasets.appendingPathComponent("iris.csv").path

  @Test func `curves are replaced by a later run`() throws {
    let folder = try TemporaryFolder()
    for _ in 1...2 {
      #expect(try Program.run([iris], in: folder).status == 0)
    }
  }

  @Test func `a file of somebody else's is kept, and the answer is still printed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: "iris.lrfind.csv")
    let run = try Program.run([iris], in: folder)
    #expect(run.status == 73)
    #expect(run.output.contains("learning rate "))
    #expect(
      run.errors == "lrfind: error: iris.lrfind.csv: exists and was not written by lrfind; "
        + "give another name, or --force to replace it\n")
    #expect(try folder.read("iris.lrfind.csv") == Data("mine\n".utf8))
    #expect(try Program.run([iris, "--force"], in: folder).status == 0)
  }

  @Test func `the input is never written over`() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(try Data(contentsOf: URL(fileURLWithPath: iris)), to: "a.csv")
    let before = try Data(contentsOf: input)
    let run = try Program.run(["a.csv", "--out", "a.csv", "--force"], in: folder)
    #expect(run.status == 73)
    #expect(run.errors.contains("is the input, which is never written over"))
    #expect(try Data(contentsOf: input) == before)
  }

  @Test func `a folder that is not there costs the file but not the answer`() throws {
    let run = try Program.run([iris, "--out", "no/such/folder.csv"], in: TemporaryFolder())
    #expect(run.status == 73)
    #expect(run.output.contains("learning rate "))
    #expect(run.errors.contains("no/such/folder.csv"))
  }

  @Test func `a full disk costs the file but not the answer`() throws {
    let run = try Program.run([iris, "--out", "/dev/full"], in: TemporaryFolder())
    #expect(run.status == 74)
    #expect(run.output.contains("learning rate "))
    #expect(run.errors.contains("/dev/full"))
  }
}
