import CurveFiles
import Tabular

extension CurveFile.Note {
  /// A short name, as it stands in JSON.
  var name: String {
    switch self {
    case .joined: "joined_rows"
    case .alone: "dropped_unjoined"
    case .logarithms: "took_logarithms"
    case .cutRecord: "cut_record"
    case .cutLine: "cut_line"
    case .eventFiles: "event_files"
    }
  }

  /// The points that it is about; nil where it is about all.
  var points: Int? {
    switch self {
    case .joined(let count, _), .alone(let count): count
    case .logarithms, .cutRecord, .cutLine, .eventFiles: nil
    }
  }

  /// What was done, for people.
  var sentence: String {
    switch self {
    case .joined(let count, let column?):
      "learning rate and loss were logged apart: \(Decimal.count(count, "step")) joined on "
        + "'\(column.singleLine)'"
    case .joined(let count, nil):
      "learning rate and loss take turns: \(Decimal.count(count, "pair")) of neighbouring rows joined"
    case .alone(let count):
      "\(Decimal.count(count, "step")) with only one of the two left out"
    case .logarithms(let base, let column):
      "'\(column.singleLine)' holds \(base) logarithms of the learning rates: raised to the rates"
    case .cutRecord(let bytes):
      "the file ends inside a record, as while it is written: the last \(Decimal.count(bytes, "byte")) "
        + "left out"
    case .cutLine(let line):
      "line \(line), the last, ends inside its JSON, as while it is written: left out"
    case .eventFiles(let count):
      "\(Decimal.count(count, "event file")) of the folder read one after the other"
    }
  }
}
