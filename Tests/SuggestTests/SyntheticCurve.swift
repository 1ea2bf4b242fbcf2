import Foundation
import Tuning

/// A curve whose answers are known: flat at 2.3 up to 10⁻⁴, down to 0.3 at 10⁻¹ along half a cosine,
/// then up again to 1.8 at 1.
///
/// Its minimum is at 10⁻¹; it is steepest at 10⁻²·⁵, which is also the middle of its descent.
enum SyntheticCurve {
  static func loss(atDecade x: Double) -> Double {
    if x <= -4 { return 2.3 }
    if x <= -1 { return 1.3 + cos((x + 4) / 3 * .pi) }
    return 0.3 + 1.5 * (x + 1) * (x + 1)
  }

  /// Points from 10⁻⁶ to 1, with noise of a given standard deviation added to the losses.
  static func points(
    steps: Int, noise: Double = 0, seed: UInt64 = 1
  ) -> [RecordedCurve.Point] {
    var state = seed
    return (0..<steps).map { step in
      let x = -6 + 6 * Double(step) / Double(steps - 1)
      // The sum of twelve even numbers from −½ to ½ has a standard deviation of 1.
      let normal = (0..<12).reduce(-6.0) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Double(state >> 11) / Double(1 << 53)
      }
      return .init(learningRate: pow(10, x), loss: loss(atDecade: x) + noise * normal)
    }
  }
}
