import LinearAlgebra
import Training

@main
struct Benchmark {
  static func main() throws {
    try KernelFamily.select(nil)
    let peak = PeakProduct.measure()
    print("kernels \(KernelFamily.current.name), best sgemm \(Int(peak / 1e9)) GFLOP/s")
    for workload in Workload.all {
      let dataset = workload.dataset()
      for optimizer in [Training.Optimizer.sgd, .adam()] {
        let settings = workload.settings(optimizer)
        let width = GroupWidth.lanes(
          for: settings, inputs: workload.widths[0], outputs: workload.widths.last ?? 0)
        let times = (0..<5).map { _ in
          var total = 0.0
          for start in stride(from: 0, to: Workload.laneCount, by: width) {
            let lanes = Array(workload.lanes[start..<min(start + width, Workload.laneCount)])
            let trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
            var losses = lanes.map { _ in [Float]() }
            for index in losses.indices { losses[index].reserveCapacity(workload.steps + 20) }
            trainer.advance(to: 20, recording: &losses)
            total += Timing.seconds { trainer.advance(to: 20 + workload.steps, recording: &losses) }
          }
          return total / Double(workload.steps * Workload.laneCount)
        }
        let time = Timing.median(times)
        let rate = workload.flops / time
        print(
          workload.description, optimizer.name, "width \(width)",
          "\((time * 1e8).rounded() / 100) µs", "\(Int(rate / 1e9)) GFLOP/s",
          "\(Int(100 * rate / peak)) %")
      }
    }
  }
}
