/// What a plot is drawn as.
package enum PlotFormat: String, Sendable, Hashable, CaseIterable {
  case svg, png, pdf

  /// The format that a path's ending says, in capitals or not.
  ///
  /// - Throws: `PlotError.unknownFormat` for any other ending.
  package init(path: String) throws(PlotError) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex,
      let format = PlotFormat(rawValue: name[name.index(after: dot)...].lowercased())
    else { throw PlotError.unknownFormat(path: path) }
    self = format
  }
}
