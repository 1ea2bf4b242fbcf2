import Planning
import Testing

/// Plans that are YAML and yet no plans are refused before anything is composed of them.
struct PlanStructureTests {
  private static func problems(_ yaml: String) -> [String] {
    PlanFile.entries(
      of: yaml, name: "plan.yaml", keys: SweepPlan.keys, listKeys: SweepPlan.listKeys,
      flagKeys: SweepPlan.flagKeys
    ).problems
  }

  /// Nine lists of nine of the list before, which as a key is hashed value by value.
  private static let bomb: String = {
    let names = "abcdefghij".map(String.init)
    var lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for (last, name) in zip(names, names.dropFirst()) {
      let list = [String](repeating: "*\(last)", count: 9).joined(separator: ",")
      lines.append("\(name): &\(name) [\(list)]")
    }
    return (lines + ["? *j", ": 1", "? *i", ": 2"]).joined(separator: "\n")
  }()

  static let refused: [(String, String)] = [
    (bomb, "plan.yaml:1: an anchor such as '&name'"),
    ("lr: 0.1\nseeds: &n 2\n", "plan.yaml:2: an anchor such as '&name'"),
    ("lr: [0.1, &n 2]\n", "plan.yaml:1: an anchor such as '&name'"),
    ("lr: *n\n", "plan.yaml:1: an alias such as '*name'"),
    ("*n : 1\n", "plan.yaml:1: an alias such as '*name'"),
    ("lr: 0.1\n<<: {seeds: 2}\n", "plan.yaml:2: the merge key '<<'"),
    ("lr: 0.1\n? [a, b]\n: 1\n", "plan.yaml:2: a key is a word"),
    ("lr: 0.1\n{a: 1}: 1\n", "plan.yaml:2: a key is a word"),
    ("lr: !!float 0.1\n", "plan.yaml:1: a tag such as '!name'"),
    ("lr: !x [0.1]\n", "plan.yaml:1: a tag such as '!name'"),
    ("---\nlr: 0.1\n---\nlr: 1\n", "plan.yaml:3: another document begins here"),
    ("lr: 0.1\nseeds: 2\0\n", "plan.yaml:2: it holds a NUL character"),
    ("lr: [[[[0.1]]]]\n", "plan.yaml:1: values are nested too deeply"),
    (String(repeating: "[", count: 100_000), "plan.yaml:1: "),
    (String(repeating: "{a: ", count: 100_000), "plan.yaml:1: "),
    ((0..<101).map { "k\($0): 1\n" }.joined(), "plan.yaml:101: a plan has at most 100 keys"),
    ("\"lr\\n\\u2028x\": 1\n", #"plan.yaml:1: there is no key 'lr\n\u{2028}x'"#),
  ]

  @Test(arguments: refused) func `one line tells what is too much`(yaml: String, start: String) {
    let problems = Self.problems(yaml)
    #expect(problems.count == 1 && problems.allSatisfy { $0.hasPrefix(start) }, "\(problems)")
    #expect(!problems.contains { $0.contains("\n") })
  }

  @Test(arguments: [
    "optimizer: 'a &b *c'\n", "optimizer: \"&a *b\"\n", "optimizer: R &D *x <<\n",
    "lr: [0.1, 1] # &a *b !c\n", "optimizer: \"<<\"\n", "lr:\n  - [0.1,\n     1]\n",
    "lr: >-\n  0.1\n", "\u{FEFF}lr: 0.1\n", "---\nlr: 0.1\n...\n", "\"lr\": 0.1\n",
  ]) func `what only looks like it is read`(yaml: String) {
    #expect(Self.problems(yaml) == [])
  }
}
