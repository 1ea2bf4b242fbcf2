import ArgumentParser

/// Whether optimizers that promise to need no rate are trained beside the answer.
struct CompareFreeOption: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Also train the optimizers that promise to need no rate, and two usual rates, beside the answer."
    ))
  var compareFree = false
}
