import ArgumentParser

/// The choice of machine kernels.
struct KernelOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The OpenBLAS kernels to run on, such as haswell or skylakex; auto chooses by processor.",
      valueName: "family"))
  var kernels = auto

  private static let auto = "auto"

  /// The family that the arguments ask for, or nil.
  ///
  /// OpenBLAS has to be told before it is loaded, so this is read before the arguments are parsed.
  static func requested(in arguments: [String]) -> String? {
    let flag = "--kernels"
    for (argument, next) in zip(arguments, arguments.dropFirst() + [auto]) {
      let value =
        argument == flag
        ? next
        : argument.hasPrefix("\(flag)=")
          ? String(argument.dropFirst(flag.count + 1)) : auto
      if value != auto { return value }
    }
    return nil
  }
}
