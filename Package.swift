// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "lrfind",
  products: [.executable(name: "lrfind", targets: ["lrfind"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "CKernels"),
    .target(name: "CFastFloat"),
    .target(name: "CProcesses"),
    .target(name: "Platform"),
    .target(name: "RandomStreams"),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS", "CKernels", "Platform"]),
    .target(name: "Tabular", dependencies: ["CFastFloat", "CZlib", "Platform", "RandomStreams"]),
    .target(name: "Training", dependencies: ["LinearAlgebra", "RandomStreams", "Tabular"]),
    .target(name: "Descent", dependencies: ["Training"]),
    .target(name: "Probability"),
    .target(name: "Tuning", dependencies: ["Probability", "Training"]),
    .target(
      name: "Experiment", dependencies: ["LinearAlgebra", "Tabular", "Training"]),
    .target(
      name: "Planning",
      dependencies: [
        "Commands", "Experiment", "LinearAlgebra", "RandomStreams", "Tabular", "Training", "Tuning",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Statistics",
      dependencies: ["Experiment", "Planning", "Probability", "RandomStreams", "Training"]),
    .target(
      name: "Store",
      dependencies: [
        "Experiment", "Planning", "Platform", "Tabular", "Training", "Tuning",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Running",
      dependencies: [
        "Commands", "Experiment", "LinearAlgebra", "Planning", "Platform", "Statistics", "Store",
        "Tabular", "Training", "Tuning",
      ]),
    .target(name: "CurveFiles", dependencies: ["Tabular", "Tuning"]),
    .target(name: "Commands", dependencies: ["CProcesses", "CurveFiles", "Platform", "Tabular"]),
    .target(
      name: "Reporting",
      dependencies: [
        "CXLSXWriter", "CZlib", "CurveFiles", "Descent", "Experiment", "Planning", "Platform",
        "Running", "Statistics", "Store", "Tabular", "Training", "Tuning",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .executableTarget(
      name: "lrfind",
      dependencies: [
        "Commands", "CurveFiles", "Descent", "Experiment", "LinearAlgebra", "Planning", "Platform",
        "Reporting", "Running", "Statistics", "Store", "Tabular", "Training", "Tuning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "Benchmark",
      dependencies: [
        "LinearAlgebra", "Platform", "RandomStreams", "Running", "Tabular", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestSupport"]),
    .testTarget(name: "TabularTests", dependencies: ["CFastFloat", "Tabular", "TestSupport"]),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .target(
      name: "TestSupport", dependencies: ["LinearAlgebra", "Tabular"], path: "Tests/TestSupport"),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "AllocationCounter", "LinearAlgebra", "RandomStreams", "Tabular", "TestSupport", "Training",
      ],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "DescentTests", dependencies: ["Descent", "Reporting", "Training"],
      resources: [.copy("Golden")]),
    .testTarget(name: "TuningTests", dependencies: ["Training", "Tuning"]),
    .testTarget(
      name: "SweepTests",
      dependencies: [
        "Experiment", "Planning", "Platform", "RandomStreams", "Reporting", "Running", "Statistics",
        "Store",
        "Tabular", "TestSupport", "Training", "Tuning",
      ],
      resources: [.copy("Stores")]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Experiment", "Planning", "Reporting", "Running", "Statistics", "Store", "Tabular",
        "TestSupport", "Training", "Tuning",
      ]),
    .testTarget(
      name: "SweepResultTests",
      dependencies: [
        "CurveFiles", "Experiment", "LinearAlgebra", "Planning", "Probability", "RandomStreams",
        "Reporting", "Running", "Statistics", "Store", "Tabular", "TestSupport", "Training",
      ],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "AllocationCounter", "Experiment", "Planning", "Platform", "Running", "Statistics", "Store",
        "TestSupport", "lrfind",
      ]),
    .testTarget(name: "CommandRunTests", dependencies: ["Commands", "Platform", "TestSupport"]),
    .testTarget(
      name: "SuggestTests", dependencies: ["CurveFiles", "Tabular", "Tuning", "lrfind"],
      resources: [.copy("Golden")]),
  ],
  cxxLanguageStandard: .cxx17
)

// Built by scripts/fuzz alone, with libFuzzer and AddressSanitizer: libFuzzer brings its `main`.
if Context.environment["LRFIND_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CurveFiles", "Descent", "Experiment", "Planning", "Reporting", "Running", "Statistics",
        "Store", "Tabular", "Training", "Tuning",
      ],
      path: "Tests/Fuzz", exclude: ["Corpus"]))
}
