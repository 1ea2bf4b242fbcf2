import ArgumentParser
import Tabular

/// How CSVs are written for a spreadsheet that expects something else than commas and points.
///
/// `--decimal-comma` is about the data that is read: what is found there says nothing about the
/// spreadsheet that opens the results. So what is written has an option of its own.
struct SpreadsheetOptions: ParsableArguments {
  @Flag(help: "Begin CSVs that are written with a byte-order mark, as Excel on Windows wants it.")
  var bom = false

  @Flag(
    help: """
      Write CSVs with a decimal comma and ; between fields, for spreadsheets set to German, French \
      and the like.
      """)
  var outDecimalComma = false

  /// The form of the files.
  var form: CSVWriter.Options { CSVWriter.Options(bom: bom, decimalComma: outDecimalComma) }

  /// Refuses the options where no CSV is written.
  ///
  /// - Parameter reason: Why none is, such as `--dry-run, which writes nothing`.
  /// - Throws: `ValidationError` when one is given.
  func refuse(for reason: String) throws {
    if let name = bom ? "--bom" : outDecimalComma ? "--out-decimal-comma" : nil {
      throw ValidationError("\(name) has no meaning \(reason)")
    }
  }
}
