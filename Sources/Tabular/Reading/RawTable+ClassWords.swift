extension RawTable {
  /// Decides what `None` and `NA` mean in a target of texts: the name of a class, unless the table
  /// uses the word for what is missing in other columns too. Tells either way.
  mutating func resolveClassWords() {
    guard let index = columns.firstIndex(where: \.isTarget), columns[index].kind == .text else {
      return
    }
    let words = dialect.numbers.missing
    let name = columns[index].name.singleLine
    for word in words.texts.indices
    where words.mayNameClass(word) && columns[index].missingUse.contains(word) {
      let text = words.texts[word]
      let isUsedElsewhere = columns.indices.contains {
        $0 != index && columns[$0].missingUse.contains(word)
      }
      if isUsedElsewhere {
        forget(text, in: columns[index])
        columns[index].classWords.remove(text)
        notes.append(
          "'\(text)' in the target '\(name)' means missing, as in other columns (else say "
            + "--no-missing \(text))")
      } else {
        columns[index].missingUse.remove(word)
        notes.append(
          "'\(text)' in the target '\(name)' is a class (else say --missing \(text))")
      }
    }
  }

  /// Makes the cells of a column that hold a text missing.
  private func forget(_ text: String, in column: RawColumn) {
    let texts = column.dictionary
    guard let code = (0..<texts.count).first(where: { texts.text(of: $0) == text }) else { return }
    let value = Float(code)
    for row in 0..<storage.count where storage.row(row)[column.slot] == value {
      storage.row(row)[column.slot] = .nan
    }
  }
}
