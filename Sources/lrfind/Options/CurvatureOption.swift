import ArgumentParser

/// Whether the loss' curvature is measured.
struct CurvatureOption: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Also measure how sharply the training loss is curved, and the rate that this allows."))
  var curvature = false
}
