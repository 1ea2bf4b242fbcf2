import CXLSXWriter
import Glibc
import Tabular

/// How the cells of a workbook look.
struct WorkbookFormats {
  typealias Format = UnsafeMutablePointer<lxw_format>

  let name: Format?
  let label: Format?
  let text: Format?
  let title: Format?
  let answer: Format?
  let remark: Format?
  private let integer: Format?
  private let fixed: Format?
  private let power: Format?

  /// Where four decimals show enough, and not too much.
  private static let fixedRange = 0.001..<100_000.0

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func format(_ look: (Format) -> Void) -> Format? {
      let format = workbook_add_format(book)
      if let format { look(format) }
      return format
    }
    let top = UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)
    name = format {
      format_set_bold($0)
      format_set_bg_color($0, 0xE8_EEF4)
      format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
    }
    label = format {
      format_set_bold($0)
      format_set_align($0, top)
    }
    text = format {
      format_set_text_wrap($0)
      format_set_align($0, top)
    }
    title = format {
      format_set_bold($0)
      format_set_font_size($0, 16)
    }
    answer = format {
      format_set_bold($0)
      format_set_font_size($0, 14)
      format_set_text_wrap($0)
      format_set_align($0, top)
    }
    remark = format { format_set_italic($0) }
    integer = format { format_set_num_format($0, "0") }
    fixed = format { format_set_num_format($0, "0.0000") }
    power = format { format_set_num_format($0, "0.000E+00") }
  }

  /// How a number of a column is shown: as it is where it was typed, else with four digits that count.
  func format(of number: Double, in column: WorkbookSheet.Column) -> Format? {
    if [.integer, .list].contains(column.kind) { return integer }
    if column.isGiven || number == 0 { return nil }
    return Self.fixedRange.contains(abs(number)) ? fixed : power
  }
}
