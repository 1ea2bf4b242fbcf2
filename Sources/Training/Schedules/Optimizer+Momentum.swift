extension Optimizer {
  /// How its momentum moves under a schedule, or nil where it stays.
  ///
  /// A schedule never switches momentum on where the optimizer has none, as `OneCycleLR` does to
  /// plain SGD. The lanes of a group share this.
  package func momentumCycle(under schedule: Schedule) -> MomentumCycle? {
    momentum == nil ? nil : schedule.momentumCycle
  }
}
