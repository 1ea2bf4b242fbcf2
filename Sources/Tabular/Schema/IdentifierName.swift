/// Recognises the names of columns that only name the row.
enum IdentifierName {
  private static let words: Set<String> = [
    "id", "ids", "uuid", "guid", "index", "idx", "rowid", "rownum", "rownames", "row", "nr", "no",
    "number",
  ]

  /// Whether a column is named like an identifier: `id`, `PassengerId`, `customer_id`, `index`,
  /// `row`, `Unnamed: 0`, or not named at all.
  static func matches(_ column: RawColumn) -> Bool {
    guard column.isNamed else { return true }
    let lowercased = column.name.lowercased()
    if lowercased == "#" || lowercased.hasPrefix("unnamed:") { return true }
    guard let last = lastWord(of: column.name) else { return false }
    return words.contains(last)
  }

  /// The last word of `customer_id`, `Customer ID` or `customerId`, in lower case.
  private static func lastWord(of name: String) -> String? {
    var word = ""
    var previous: Character?
    for character in name {
      let startsWord = character.isUppercase && previous?.isLowercase == true
      if startsWord || !(character.isLetter || character.isNumber) { word = "" }
      if character.isLetter || character.isNumber { word.append(character) }
      previous = character
    }
    return word.isEmpty ? nil : word.lowercased()
  }
}
