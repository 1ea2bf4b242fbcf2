import Planning
import Testing

/// Plans as YAML, and what is said of wrong ones.
struct PlanFileTests {
  private static func problems(_ yaml: String) -> [String] {
    let (entries, problems) = PlanFile.entries(
      of: yaml, name: "plan.yaml", keys: SweepPlan.keys + ["data"], listKeys: SweepPlan.listKeys,
      flagKeys: SweepPlan.flagKeys)
    if entries.isEmpty { return problems }
    do throws(PlanError) {
      _ = try SweepPlan(entries)
      return problems
    } catch {
      return problems + error.problems
    }
  }

  static let wrong: [(String, [String])] = [
    (
      "lr: 0.1\nscedule: cosine\n",
      ["plan.yaml:2: there is no key 'scedule'; did you mean 'schedule'?"]
    ),
    ("lr: 0.1\nlr: 0.2\n", ["plan.yaml:2: the key 'lr' comes twice"]),
    (
      "lr: 0.1\nseeds: 0\nbatch-size: [32, x]\n",
      [
        "plan.yaml:3: batch-size: 'x' is not a whole number from 1 to 2147483647",
        "plan.yaml:2: seeds: '0' is not a whole number from 1 to 10000",
      ]
    ),
    ("lr: 1..0.1:3\n", ["plan.yaml:1: lr: '1..0.1:3' does not rise; give the lower rate first"]),
    (
      "lr: 0.1..1\n",
      ["plan.yaml:1: lr: a grid needs the number of rates, as in 0.1..1:5"]
    ),
    (
      "lr: [0.1, 0]\n",
      [
        "plan.yaml:1: lr: '0' is not a number from 1e-30 to 1e30; give learning rates, or a range "
          + "such as 1e-4..1:13"
      ]
    ),
    ("lr: [0.1, 0.1]\n", ["plan.yaml:1: lr: 0.1 comes twice; give each rate once"]),
    (
      "lr: 0.1\nmodel: logistic\nhidden: 64\n",
      [
        "plan.yaml:3: hidden: it has no meaning for a logistic model, which has no hidden layer; leave it out"
      ]
    ),
    (
      "lr: 0.1\nsearch: random\n",
      ["plan.yaml:2: search: random needs the number of configurations; give it with trials"]
    ),
    (
      "lr: 0.1..1:5\nsearch: quasirandom\ntrials: 4\n",
      [
        "plan.yaml:1: lr: the number of rates has no meaning where they are drawn, as many as trials "
          + "says; leave out ':5'"
      ]
    ),
    (
      "lr: 0.1..1:5\nsearch: halving\ntrials: 4\n",
      [
        "plan.yaml:1: lr: the number of rates has no meaning where they are drawn, as many as trials "
          + "says; leave out ':5'"
      ]
    ),
    (
      "lr: 0.1\ntrials: 5\n",
      ["plan.yaml:2: trials: a grid trains every point; take search random or quasirandom"]
    ),
    (
      "lr: 0.1\nsearch: gird\n",
      [
        "plan.yaml:2: search: 'gird' is not among grid, random, quasirandom, halving; did you mean 'grid'?"
      ]
    ),
    (
      "lr: [0.1, 1]\nrungs: 2\nfactor: 1\n",
      [
        "plan.yaml:3: factor: '1' is not a whole number from 2 to 100",
        "plan.yaml:2: rungs: only search halving has rungs; leave it out, or take that",
        "plan.yaml:3: factor: only search halving has rungs; leave it out, or take that",
      ]
    ),
    (
      "lr: 0.1..1\nsearch: halving\nextend-edges: true\n",
      [
        "plan.yaml:1: lr: a grid needs the number of rates, as in 0.1..1:5",
        "plan.yaml:3: extend-edges: it widens a grid; it has no meaning for halving",
      ]
    ),
    (
      "lr: 0.1\nextend-edges: true\n",
      ["plan.yaml:2: extend-edges: one rate has no spacing to go on with; give lr at least two"]
    ),
    (
      "lr: 0.1,1\nextend-edges: perhaps\n",
      ["plan.yaml:2: extend-edges: 'perhaps' is neither true nor false"]
    ),
    ("lr: 0.1\nseeds: [1, 2]\n", ["plan.yaml:2: seeds: it takes one value, not a list"]),
    (
      "lr: {a: 1}\n",
      [
        "plan.yaml:1: lr: give a value, or a list of values"

      ]
    ),
  ]

  @Test(arguments: wrong) func `every mistake is told with its line`(
    yaml: String, expected: [String]
  ) {
    #expect(Self.problems(yaml) == expected)
  }

  @Test func `a plan without rates is refused`() {
    #expect(
      Self.problems("seeds: 2\n")
        == [
          "there are no learning rates; give lr, as in 1e-4..1:13 or 0.1,0.01, or kind find, which "
            + "finds them"
        ])
  }

  @Test func `what is no YAML is told with its line`() {
    let problems = Self.problems("lr: 0.1\nschedule: [cosine\n")
    #expect(problems.first?.hasPrefix("plan.yaml:3: this is not YAML") == true, "\(problems)")
  }

  static let plans: [[(String, [String])]] = [
    [("lr", ["1e-4..1:13"]), ("schedule", ["constant", "multistep:at=50%|75%,gamma=0.5"])],
    [("lr", ["0.1,0.01"]), ("optimizer", ["sgd,adam:beta1=0.8,eps=1e-6", "momentum"])],
    [
      ("lr", ["0.1"]), ("hidden", ["64", "64,32"]), ("weight-decay", ["0,0.01"]),
      ("seeds", ["3"]), ("data", ["it's a: file #1.csv"]),
    ],
    [
      ("lr", ["1e-3..1:4"]), ("search", ["halving"]), ("rungs", ["2"]), ("factor", ["4"]),
    ],
    [("lr", ["0.1,1"]), ("extend-edges", ["true"])],
    [
      ("lr", ["1e-3..1"]), ("search", ["quasirandom"]), ("trials", ["20"]), ("model", ["logistic"]),
    ],
  ]

  @Test(arguments: plans) func `a plan that is written reads back the same`(
    settings: [(String, [String])]
  ) throws {
    let entries = settings.map { PlanEntry(key: $0.0, values: $0.1, place: "") }
    let text = PlanFile.text(of: entries)
    let (read, problems) = PlanFile.entries(
      of: text, name: "plan.yaml", keys: SweepPlan.keys + ["data"],
      listKeys: SweepPlan.listKeys, flagKeys: SweepPlan.flagKeys)
    #expect(problems.isEmpty, "\(problems)")
    #expect(read.map(\.key) == entries.map(\.key))
    #expect(read.map(\.values) == entries.map(\.values), "\(text)")
    #expect(try SweepPlan(read) == SweepPlan(entries))
  }
}
