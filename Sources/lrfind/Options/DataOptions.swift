import ArgumentParser
import Tabular

/// What is read and how it is prepared; the same in every command that takes a table.
struct DataOptions: ParsableArguments {
  @Argument(help: "The training data: a CSV, plain or gzipped; - for standard input.")
  var file: String

  @OptionGroup var preparation: PreparationOptions

  /// The seed of the split, the initial weights and the batches.
  var seed: Int { preparation.seed }

  /// The options as the reader takes them.
  var tableOptions: TableOptions { preparation.tableOptions }
}
