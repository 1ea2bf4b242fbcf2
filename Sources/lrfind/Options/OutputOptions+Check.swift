import ArgumentParser
import Tabular

extension OutputOptions {
  /// Refuses one file for two things, and a program that could not be printed.
  ///
  /// - Parameters:
  ///   - plot: Where the plot goes.
  ///   - paste: Where the program goes.
  ///   - report: Where the page goes; nil where there is none.
  /// - Throws: `ValidationError`.
  func refuseEqual(_ plot: PlotOption, _ paste: PasteOption, report: String? = nil) throws {
    let files = [
      ("--out", out), ("--plot", plot.plot), ("--report", report), ("--paste-to", paste.pasteTo),
    ]
    for (place, (option, file)) in files.enumerated() {
      guard let file,
        let (other, _) = files[..<place].first(where: {
          $0.1.map { ResultFile.areSame($0, file) } ?? false
        })
      else { continue }
      throw ValidationError("\(other) and \(option) both name \(file); give two files")
    }
    try paste.refuse(beside: answer)
  }

  /// Ends the program where the file that `--out` names cannot be written, before anything is
  /// trained for it.
  ///
  /// The default place is not looked at: nobody asked for it, so it never keeps the answer back.
  ///
  /// - Parameters:
  ///   - inputs: Files that must never be written over.
  ///   - isOurs: Whether an existing file that begins with these bytes may be replaced.
  func check(protecting inputs: [String], isOurs: (ArraySlice<UInt8>) -> Bool) {
    guard let out else { return }
    do throws(OutputError) {
      try NamedFile.check(out, protecting: inputs, force: force, isOurs: isOurs)
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }
}
