import Dispatch
import Synchronization

/// Reads the rows of a plain file in blocks, on several threads.
///
/// Where a block's first row starts is known only when the block before it has been read: a line
/// end may stand inside quotes. So a thread guesses it, reads the block's rows into memory of its
/// own, and waits until the blocks before it are done. Then the true start and the kinds of the
/// columns are known. If the guess was right, the rows are taken over; otherwise the block is read
/// again from the right place, as one thread alone would have read it. What comes out (rows, codes
/// of texts, messages with their lines) is therefore the same for any number of threads.
///
/// `@unchecked Sendable`: `reader`, `position` and `failure` are only touched by the thread whose
/// turn it is.
final class BlockReading: @unchecked Sendable {
  /// The bytes of a block: what is read and what comes of it fit a second-level cache.
  static let blockSize = 1 << 18
  /// Rows of more columns are about as long as a block, and each thread has what belongs to a
  /// column of its own.
  private static let mostColumns = 10_000
  /// More threads would wait for memory.
  static let mostThreads = 8

  private var reader: TableReader
  /// The offset of the first row that was not taken over.
  private var position: Int
  private var failure: DataError?

  private let stream: ByteStream
  private let start: Int
  private let blockSize: Int
  private let blockCount: Int
  private let nextBlock = Atomic(0)
  private let hasFailed = Atomic(false)
  private let turns = Turns()

  /// Reads all rows that follow, on several threads where the file and the options allow it.
  ///
  /// - Parameters:
  ///   - reader: A reader at the first row.
  ///   - stream: What it reads from.
  ///   - size: The bytes of the file, where they are known.
  ///   - options: The number of threads, and the size of a block.
  /// - Returns: The reader at the end of the file.
  /// - Throws: `DataError` at the first row that cannot be read.
  static func readRows(
    with reader: TableReader, of stream: ByteStream, size: Int?, options: TableOptions
  ) throws(DataError) -> TableReader {
    let start = reader.buffer.offset
    let blockCount = ((size ?? 0) - start) / options.blockSize
    guard options.threads > 1, blockCount > 1, reader.columns.count <= mostColumns,
      reader.buffer.isFile, stream.section(at: 0) != nil
    else {
      var reader = reader
      try reader.readRows()
      return reader
    }
    let reading = BlockReading(
      reader, of: stream, blockSize: options.blockSize, blockCount: blockCount)
    return try reading.run(threads: min(options.readingThreads, blockCount))
  }

  private init(_ reader: TableReader, of stream: ByteStream, blockSize: Int, blockCount: Int) {
    self.reader = reader
    self.stream = stream
    self.blockSize = blockSize
    self.blockCount = blockCount
    start = reader.buffer.offset
    position = start
  }

  private func run(threads: Int) throws(DataError) -> TableReader {
    // Each is used by one thread, and touches the others' work only in its turn.
    nonisolated(unsafe) let workers = (0..<threads).map { _ in
      BlockReader(like: reader, blockSize: blockSize)
    }
    // Whoever takes a block is running, so that those behind it wait only for running threads,
    // however many of them there are in truth.
    DispatchQueue.concurrentPerform(iterations: threads) { work(with: workers[$0]) }
    if let failure { throw failure }
    return reader
  }

  private func work(with worker: BlockReader) {
    while !hasFailed.load(ordering: .relaxed) {
      let block = nextBlock.add(1, ordering: .relaxed).oldValue
      guard block < blockCount else { return }
      let lower = start + block * blockSize
      // The last block ends with the file, wherever that is by now.
      let upper = block == blockCount - 1 ? nil : lower + blockSize
      let rows = worker.read(from: lower, to: upper, isFirst: block == 0, of: stream)
      turns.wait(for: block)
      var copies: BlockReader.Place?
      if failure == nil {
        do throws(DataError) {
          copies = try finish(rows, of: worker, to: upper)
        } catch {
          failure = error
          hasFailed.store(true, ordering: .relaxed)
        }
      }
      if copies != nil { turns.beginBesides() }
      turns.next()
      // Rows are copied while other threads have their turns.
      if let copies {
        worker.copyRows(to: copies)
        turns.endBesides()
      }
    }
  }

  /// Takes a block's rows over, or reads them again; all blocks before it are done, but for copies
  /// of their rows.
  ///
  /// - Returns: Where the block's rows are to be copied to.
  private func finish(
    _ rows: Range<Int>?, of worker: BlockReader, to upper: Int?
  ) throws(DataError) -> BlockReader.Place? {
    if let rows, rows.lowerBound == position, worker.startKinds == reader.columns.map(\.kind) {
      // Rows that are being copied must not move.
      if !worker.fits(in: reader) { turns.waitForOthers() }
      let place = try worker.append(to: &reader)
      position = rows.upperBound
      return place
    }
    turns.waitForOthers()
    if upper.map({ position < $0 }) ?? true {
      guard let section = stream.section(at: position) else { return nil }
      reader.buffer.restart(with: section, at: position)
      reader.limit = upper
      try reader.readRows()
      position = reader.buffer.offset
    }
    worker.forget(like: reader)
    return nil
  }
}
