import Glibc
import Platform
import Testing

struct ScratchFolderTests {
  @Test func `a folder of its own goes with what lies in it`() throws {
    var folder = ScratchFolder()
    let path = try #require(folder?.path)
    let other = try #require(ScratchFolder())
    #expect(other.path != path)
    for name in ["a", ".b"] {
      let file = try #require(FileDescriptor(opening: "\(path)/\(name)", O_WRONLY | O_CREAT))
      #expect(write(file.number, "x", 1) == 1)
    }
    #expect(access("\(path)/a", F_OK) == 0)
    folder = nil
    #expect(access(path, F_OK) != 0 && access(other.path, F_OK) == 0)
  }
}
