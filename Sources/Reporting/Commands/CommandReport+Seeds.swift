import Statistics
import Tuning

extension CommandReport {
  /// How the two best rates of the longest runs differ over the seeds; nil for one seed, which does not
  /// tell.
  func seedWords(_ answer: RungAnswer) -> String? {
    guard answer.plan.seeds.count > 1,
      let rung = answer.rungs.last(where: { $0.best != nil }), let best = rung.best
    else { return nil }
    let others = rung.places.filter { $0 != best && rung.loss(at: $0) != nil }
    guard let other = others.min(by: { (rung.loss(at: $0) ?? 0) < (rung.loss(at: $1) ?? 0) }),
      let ours = rung.bySeed[best], let theirs = rung.bySeed[other], ours.count == theirs.count
    else { return nil }
    let difference = MeanEstimate(zip(theirs, ours).map { plan.choice.loss($0 - $1) })
    guard let low = difference.low, let high = difference.high else { return nil }
    let rates = [best, other].map {
      Decimal.significant(answer.plan.learningRate(at: Double($0)))
    }
    let measure = measure ?? "loss"
    return
      "\(measure) at \(rates[1]) less that at \(rates[0]) after \(rung.length) \(plan.unit.rawValue): "
      + "\(Decimal.significant(difference.mean, digits: 2)) "
      + "(95 %: \(Decimal.range(low, high, digits: 2))) over \(Decimal.count(ours.count, "seed"))"
  }
}
