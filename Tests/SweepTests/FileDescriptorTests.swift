import Glibc
import Platform
import Testing

struct FileDescriptorTests {
  @Test func `a nameless file has no name, no standard number and is not inherited`() throws {
    let file = try #require(FileDescriptor.nameless())
    var status = stat()
    #expect(fstat(file.number, &status) == 0 && status.st_nlink == 0)
    #expect(file.number > STDERR_FILENO)
    #expect(fcntl(file.number, F_GETFD) & FD_CLOEXEC != 0)
    #expect(write(file.number, "ab", 2) == 2 && lseek(file.number, 0, SEEK_SET) == 0)
    var bytes: [UInt8] = [0, 0]
    #expect(read(file.number, &bytes, 2) == 2 && bytes == Array("ab".utf8))
  }

  @Test func `what cannot be opened is nil, and errno says why`() {
    errno = 0
    #expect(FileDescriptor(opening: "/nowhere/at/all", O_RDONLY) == nil && errno == ENOENT)
  }

  @Test func `an opened file is not inherited`() throws {
    let file = try #require(FileDescriptor(opening: "/dev/null", O_WRONLY))
    #expect(fcntl(file.number, F_GETFD) & FD_CLOEXEC != 0)
    let other = try #require(file.duplicate())
    #expect(other.number != file.number && other.number > STDERR_FILENO)
    #expect(fcntl(other.number, F_GETFD) & FD_CLOEXEC != 0)
  }
}
