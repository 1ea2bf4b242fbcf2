import ArgumentParser

/// Whether files may be replaced that are not ours.
struct OverwriteOption: ParsableArguments {
  @Flag(help: "Replace files that lrfind did not write.")
  var force = false
}
