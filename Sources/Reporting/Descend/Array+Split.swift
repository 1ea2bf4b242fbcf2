extension Array {
  /// Cut between neighbours that differ in a value: such as the runs of each start.
  func split<Value: Equatable>(by value: (Element) -> Value) -> [[Element]] {
    var parts: [[Element]] = []
    for element in self {
      if let first = parts.last?.first, value(first) == value(element) {
        parts[parts.count - 1].append(element)
      } else {
        parts.append([element])
      }
    }
    return parts
  }
}
