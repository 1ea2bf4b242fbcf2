/// The system has no memory for a table's rows.
struct OutOfMemory: Error {
  /// How much was asked for in one piece.
  let bytes: Int

  /// The error as it is told of a table with a name in messages.
  func error(source: String) -> DataError {
    let size = bytes == .max ? "" : " of \(max(1, bytes >> 20)) MB in one piece"
    return DataError(
      .inputOutput, source: source, "there is not enough memory for its rows\(size)",
      remedy: "leave columns out with --drop, give a part of the file, or allow more memory")
  }
}
