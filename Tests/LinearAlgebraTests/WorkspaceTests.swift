import LinearAlgebra
import Testing

@Suite struct WorkspaceTests {
  @Test func piecesAreAlignedDisjointAndZero() {
    let counts = [1, 16, 17, 0, 100, 3]
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    let pieces = counts.map { workspace.take($0) }
    for (number, piece) in pieces.enumerated() {
      #expect(UInt(bitPattern: piece) % 64 == 0)
      #expect(piece.values(counts[number]).allSatisfy { $0 == 0 })
      for index in 0..<counts[number] { piece[index] = Float(number + 1) }
    }
    for (number, piece) in pieces.enumerated() {
      #expect(piece.values(counts[number]).allSatisfy { $0 == Float(number + 1) })
    }
    withExtendedLifetime(workspace) {}
  }

  @Test func otherElementsOfFourBytesFitToo() {
    let workspace = Workspace(capacity: Workspace.capacity(for: [5, 5]))
    let integers = workspace.take(5, as: Int32.self)
    integers[4] = -7
    #expect(workspace.take(5).values(5) == [0, 0, 0, 0, 0])
    #expect(integers.values(5) == [0, 0, 0, 0, -7])
    withExtendedLifetime(workspace) {}
  }
}
