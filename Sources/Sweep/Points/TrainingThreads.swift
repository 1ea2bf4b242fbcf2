import Dispatch

/// Threads for tasks that train, apart from those that everything else runs on.
///
/// Training never gives up its thread. On the usual threads it would keep what ends a run, be it a
/// signal or the time limit, waiting until a piece of work is done.
final class TrainingThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "training", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
