import Foundation
import Testing
import Training

@Suite struct ScheduleGrammarTests {
  @Test(arguments: ScheduleSpecification.Shape.examples.map { ScheduleSpecification($0) })
  func readsBackWhatItPrints(_ specification: ScheduleSpecification) throws {
    #expect(try ScheduleSpecification.parse(specification.description) == specification)
    // With every key written out it is the same schedule.
    #expect(
      try ScheduleSpecification.parse(specification.shape.fullDescription) == specification)
    let json = try JSONEncoder().encode([specification])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(specification)\"]")
    #expect(try JSONDecoder().decode([ScheduleSpecification].self, from: json) == [specification])
  }

  @Test(arguments: [
    ("constant", "constant"),
    ("cosine:min=0", "cosine"),
    ("cosine:min=0.010", "cosine:min=0.01"),
    ("cosine:min=0.1,warmup=5%", "cosine:warmup=5%,min=0.1"),
    ("cosine:warmup=0%", "cosine"),
    ("step:gamma=0.1,every=10ep", "step"),
    ("step:every=2.5ep", "step:every=2.5ep"),
    ("step:every=0500", "step:every=500"),
    ("multistep:at=50%|75%", "multistep"),
    ("multistep:at=10|5ep|90%,warmup=3", "multistep:warmup=3,at=10|5ep|90%"),
    ("inverse-time:k=1e-3", "inverse-time:k=0.001"),
    ("inverse-sqrt:warmup=10%", "inverse-sqrt:warmup=10%"),
    ("exp-range:gamma=0.999,up=12.5%", "exp-range:gamma=0.999,up=12.5%"),
    ("onecycle:final=1e4,div=10", "onecycle:div=10"),
    ("wsd:warmup=5%,shape=sqrt", "wsd:shape=sqrt"),
    ("wsd:warmup=0", "wsd:warmup=0"),
    ("plateau:patience=5,factor=0.5", "plateau:factor=0.5,patience=5"),
  ])
  func canonicalText(_ typed: String, _ canonical: String) throws {
    let specification = try ScheduleSpecification.parse(typed)
    #expect(specification.description == canonical)
    #expect(try ScheduleSpecification.parse(canonical) == specification)
  }

  @Test(arguments: [
    (
      "cosin",
      "there is no schedule 'cosin'; choose among constant, step, multistep, exponential, "
        + "inverse-time, linear, polynomial, cosine, warm-restarts, triangular, triangular2, "
        + "exp-range, onecycle, inverse-sqrt, wsd, plateau, resnet, bert; did you mean 'cosine'?"
    ),
    (
      "step:gama=0.1",
      "schedule step has no key 'gama'; its keys are warmup, every, gamma; did you mean 'gamma'?"
    ),
    ("resnet:at=30%", "schedule resnet has no key 'at'; its keys are warmup"),
    ("bert:end=0", "schedule bert has no key 'end'; it has no keys"),
    ("cosine:min", "schedule 'cosine:min': 'min' is not of the form key=value"),
    ("cosine:", "schedule 'cosine:': '' is not of the form key=value"),
    ("cosine:min=0,min=1", "schedule 'cosine:min=0,min=1': 'min' is given twice"),
    ("step:gamma=0", "schedule step: gamma=0 is not a number that is greater than 0 and at most 1"),
    ("step:gamma=x", "schedule step: gamma=x is not a number that is greater than 0 and at most 1"),
    (
      "exponential:gamma=1.1",
      "schedule exponential: gamma=1.1 is not a number that is greater than 0 and at most 1"
    ),
    ("step:every=0", "schedule step: every=0 must be longer than nothing"),
    ("step:every=-3ep", "schedule step: every=-3ep is negative"),
    ("cosine:warmup=-5%", "schedule cosine: warmup=-5% is negative"),
    ("cosine:warmup=101%", "schedule cosine: warmup=101% is longer than the budget"),
    (
      "cosine:warmup=0.05",
      "schedule cosine: warmup=0.05 is not a duration, which is a share of the budget (30%), "
        + "epochs (5ep) or steps (500); did you mean 5%?"
    ),
    (
      "cosine:warmup=5epochs",
      "schedule cosine: warmup=5epochs is not a duration, which is a share of the budget (30%), "
        + "epochs (5ep) or steps (500)"
    ),
    (
      "multistep:at=75%|50%",
      "schedule multistep: at=75%|50% must ascend, but 50% does not come after 75%"
    ),
    (
      "multistep:at=50%|",
      "schedule multistep: at= is not a duration, which is a share of the budget (30%), "
        + "epochs (5ep) or steps (500)"
    ),
    (
      "inverse-time",
      "schedule inverse-time: it needs k, as in inverse-time:k=0.01, where 1/k is the number of "
        + "steps after which the rate is halved"
    ),
    (
      "inverse-time:k=0",
      "schedule inverse-time: k=0 is not a number that is greater than 0 and at most 1e30"
    ),
    (
      "exp-range",
      "schedule exp-range: it needs gamma, as in exp-range:gamma=0.999, the factor of a step"
    ),
    (
      "inverse-sqrt",
      "schedule inverse-sqrt: it needs warmup, as in inverse-sqrt:warmup=10%"
    ),
    (
      "linear:end=2",
      "schedule linear: end=2 is not a number from 0 to 1, as a fraction of the peak"
    ),
    (
      "polynomial:power=0",
      "schedule polynomial: power=0 is not a number that is greater than 0 and at most 1e30"
    ),
    (
      "warm-restarts:mult=1.5",
      "schedule warm-restarts: mult=1.5 is not a whole number from 1 to 100000000"
    ),
    (
      "onecycle:warmup=5%",
      "schedule onecycle: warmup is refused: it rises by itself, for as long as pct says"
    ),
    (
      "triangular:warmup=5%",
      "schedule triangular: warmup is refused: it rises by itself, from base, in every cycle"
    ),
    (
      "bert:warmup=5%",
      "schedule bert: warmup is refused: it has its own of 10%; for another, take linear with a "
        + "warmup"
    ),
    ("onecycle:div=0.5", "schedule onecycle: div=0.5 is not a number from 1 to 1e30"),
    (
      "onecycle:anneal=cosine",
      "schedule onecycle: anneal=cosine is not among cos, linear; did you mean 'cos'?"
    ),
    (
      "onecycle:base-momentum=0.97",
      "schedule onecycle: base-momentum=0.97 is above max-momentum=0.95"
    ),
    (
      "onecycle:max-momentum=1",
      "schedule onecycle: max-momentum=1 is not a number that is greater than 0 and less than 1"
    ),
    (
      "wsd:shape=sqr",
      "schedule wsd: shape=sqr is not among linear, cosine, sqrt; did you mean 'sqrt'?"
    ),
    (
      "plateau:factor=1",
      "schedule plateau: factor=1 is not a number that is greater than 0 and less than 1"
    ),
    (
      "plateau:patience=-1",
      "schedule plateau: patience=-1 is not a whole number from 0 to 100000000"
    ),
  ])
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: Specification.SyntaxError.self) {
      try ScheduleSpecification.parse(text)
    }
    #expect(error?.description == message)
  }
}
