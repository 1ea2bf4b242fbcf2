/// The checksum of TensorBoard's records: CRC-32C (Castagnoli), reflected.
package enum CRC32C {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
  }

  package static func checksum(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    return ~crc
  }

  /// The checksum as records hold it: turned by 15 bits and moved by a constant, so that a checksum of bytes that hold
  /// checksums stays useful.
  package static func masked(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let crc = checksum(bytes)
    return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
  }
}
