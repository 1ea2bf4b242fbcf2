import Commands
import Testing

struct CommandTemplateTests {
  static let values = CommandValues(
    learningRate: 0.001, length: 20, seed: 3, out: "/tmp/a b", parameters: ["wd": "0.01"])

  @Test(arguments: [
    ("python train.py --lr {lr}", ["python", "train.py", "--lr", "0.001"]),
    ("p  --lr={lr}\t-n {epochs}", ["p", "--lr=0.001", "-n", "20"]),
    ("p {lr} '{seed} and' \"{out}\"", ["p", "0.001", "3 and", "/tmp/a b"]),
    (#"p {lr} a\ b 'c"d' "e'f" "g\"h\\" ''"#, ["p", "0.001", "a b", "c\"d", "e'f", "g\"h\\", ""]),
    ("p {lr} {{lr}} {\"a\":1} {}", ["p", "0.001", "{lr}", "{a:1}", "{}"]),
    ("p {lr} '{\"a\": {wd}}'", ["p", "0.001", "{\"a\": 0.01}"]),
    ("p {lr} \\\n  -x", ["p", "0.001", "-x"]),
    ("LR={lr} 'MY X'=1 p", ["MY X=1", "p"]),
  ])
  func itIsCutAsAShellDoes(_ text: String, _ expected: [String]) throws {
    let template = try CommandTemplate(text, axes: text.contains("{wd}") ? ["wd"] : [])
    #expect(template.arguments(Self.values) == expected)
  }

  /// Whatever a value holds is one argument, or a part of one.
  @Test(arguments: [
    "; rm -rf /", "$(touch x)", "`touch x`", "a b", "' \" \\", "--flag", "{lr}", "{{", "a\nb", "*",
    "",
    "| tee x", "ü\u{202E}",
  ])
  func noValueBreaksOut(_ value: String) throws {
    let template = try CommandTemplate("p {lr} {x} 'a{x}b' \"{x}\"", axes: ["x"])
    var values = Self.values
    values.parameters = ["x": value]
    #expect(template.arguments(values) == ["p", "0.001", value, "a\(value)b", value])
  }

  @Test(arguments: [
    ("", "it is empty"), ("  ", "it is empty"), ("A=1", "no program behind the variables"),
    ("p", "it has no {lr}"), ("p {lr} {epoch}", "did you mean {epochs}?"),
    ("p {lr} {wd}", "there is no value {wd}"), ("p {lr} | tee x", "'|' needs a shell"),
    ("p {lr} > x", "'>' needs a shell"), ("p {lr} $HOME", "'$' needs a shell"),
    ("p {lr} \"$HOME\"", "'$' in double quotes needs a shell"), ("p {lr} ~/x", "'~' needs a shell"),
    ("p {lr} 'a", "a ' is not closed"), ("p {lr} \"a", "a \" is not closed"),
    ("p {lr} \\", "it ends with a \\"), ("{lr}", "the program's name has a place in it"),
    ("p {lr} {epochs} {steps}", "both {epochs} and {steps}"),
  ])
  func whatIsWrongIsOneLine(_ text: String, _ problem: String) {
    let error = #expect(throws: CommandError.self) { try CommandTemplate(text) }
    #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
  }

  @Test func anAxisHasToHaveAPlace() {
    let error = #expect(throws: CommandError.self) {
      try CommandTemplate("p {lr}", axes: ["wd"])
    }
    #expect(error?.description.contains("it has no {wd}") == true)
  }

  @Test func theEnvironmentHoldsTheSame() throws {
    let template = try CommandTemplate("LR={lr} X='a b' p {epochs}")
    let variables = template.environment(Self.values, inherited: ["PATH": "/bin", "LR": "old"])
    for variable in [
      "LR=0.001", "X=a b", "PATH=/bin", "LRFIND_LR=0.001", "LRFIND_EPOCHS=20", "LRFIND_SEED=3",
      "LRFIND_OUT=/tmp/a b", "PYTHONUNBUFFERED=1",
    ] {
      #expect(variables.contains(variable))
    }
    #expect(!variables.contains { $0.hasPrefix("LRFIND_STEPS") })
  }

  /// Programs read it in every language: YAML takes `1e-05` for a text.
  @Test(arguments: [
    (1e-5, "0.00001"), (3.162e-5, "0.00003162"), (0.1, "0.1"), (1, "1.0"), (31.62, "31.62"),
    (1e20, "100000000000000000000"), (1.5e-10, "0.00000000015"),
  ])
  func ratesHaveNoExponent(_ rate: Double, _ expected: String) throws {
    var values = Self.values
    values.learningRate = rate
    let text = try CommandTemplate("p {lr}").arguments(values)[1]
    #expect(text == expected)
    #expect(Double(text) == rate)
  }

  @Test(arguments: [
    ("python train.py --lr {lr}", "train"), ("./run.sh {lr}", "run"), ("xgb {lr}", "xgb"),
    ("python -m pkg.train {lr}", "python"), ("A=1 Rscript ../a/fit.R {lr}", "fit"),
  ])
  func itsNameIsThatOfTheScript(_ text: String, _ name: String) throws {
    #expect(try CommandTemplate(text).shortName == name)
  }
}
