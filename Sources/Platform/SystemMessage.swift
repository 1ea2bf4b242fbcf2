import Glibc

/// What the system says about an error number, such as `No space left on device`.
package func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text)
}
