import FoundationEssentials
import Testing

/// The lines of every case are those that are kept, and that the reference script has run.
///
/// After an intended change: set LRFIND_RECORD=1 for one run, read the difference, and run
/// scripts/reference/check_snippets.py.
struct SnippetRecordTests {
  private static let records = ProcessInfo.processInfo.environment["LRFIND_RECORD"] == "1"

  @Test(arguments: SnippetCase.all)
  func areTheKeptOnes(_ snippetCase: SnippetCase) throws {
    let document = snippetCase.document
    if Self.records {
      try Data(document.utf8).write(to: snippetCase.file)
      Issue.record("recorded anew")
    }
    let kept = try Data(contentsOf: snippetCase.file)
    #expect(String(decoding: kept, as: UTF8.self) == document)
  }

  @Test func nothingElseIsKept() throws {
    let kept = try FileManager.default.contentsOfDirectory(atPath: SnippetCase.folder.path)
    #expect(Set(kept) == Set(SnippetCase.all.map { "\($0.name).txt" }))
  }
}
