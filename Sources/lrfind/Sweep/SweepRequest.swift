import ArgumentParser
import Glibc
import Planning
import Platform
import Tabular

/// What a sweep was asked to do, whether by options or by a plan file.
struct SweepRequest {
  /// The training data.
  var file: String
  var preparation: PreparationOptions
  var plan: SweepPlan
  /// The folder of the store and the results.
  var folder: String
  /// The plan, as a plan file holds it, without the folder.
  var yaml: String
  /// What the plan says to Slurm, which no result depends on.
  var slurm: [PlanEntry] = []
  /// The numerics of what is recorded, where that is only read; nil for those of this process.
  var numerics: String?

  /// The key of a plan file that names the training data, and that of the folder.
  private static let (dataKey, outKey) = ("data", "out")

  static func isPlanFile(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml")
  }

  /// Puts a request together.
  ///
  /// - Parameters:
  ///   - path: The training data or the plan file.
  ///   - options: What the options say.
  ///   - out: The folder that was asked for.
  /// - Throws: `PlanError` with every mistake; `DataError` when the plan file cannot be read.
  init(path: String?, entries options: [PlanEntry], out: String?) throws {
    var (entries, problems) = (options, [String]())
    if let path, Self.isPlanFile(path) {
      if let first = options.first {
        let given = options.map { "--\($0.key)" }.joined(separator: ", ")
        let line = PlanFile.text(of: [PlanEntry(key: first.key, values: first.values, place: "")])
        let (verb, it) = options.count == 1 ? ("has", "it") : ("have", "them")
        problems.append(
          "\(given): \(verb) no meaning beside a plan; leave \(it) out, and write \(it) into "
            + "\(path)" + (first.values.count == 1 ? ", as in '\(line.dropLast())'" : ""))
      }
      let keys =
        [Self.dataKey, Self.outKey] + PreparationOptions.keys + SweepPlan.keys
        + SlurmRequest.keys
      let read = PlanFile.entries(
        of: try Self.text(of: path), name: path, keys: keys,
        listKeys: SweepPlan.listKeys.union(PreparationOptions.listKeys)
          .union(SlurmRequest.listKeys),
        flagKeys: SweepPlan.flagKeys.union(PreparationOptions.flagKeys))
      // What the file itself is about is told first: without its lines all would be missing.
      guard !read.entries.isEmpty else { throw PlanError(problems + read.problems) }
      entries = read.entries
      problems += read.problems
    } else if let path {
      entries.insert(PlanEntry(key: Self.dataKey, values: [path], place: path), at: 0)
    }
    let preparation = PreparationOptions.parse(entries, problems: &problems)
    var plan: SweepPlan?
    do throws(PlanError) {
      plan = try SweepPlan(entries)
    } catch {
      problems += error.problems
    }
    if let problem = plan.flatMap({ preparation?.problem(with: $0) }) { problems.append(problem) }
    let data = entries.first { $0.key == Self.dataKey }?.values.first
    let isCommand = entries.contains { $0.key == "command" }
    if isCommand {
      // What reads a table has no meaning for a command, which reads its own.
      for entry in entries
      where entry.key == Self.dataKey || PreparationOptions.keys.contains(entry.key) {
        guard entry.key != "seed" else { continue }
        problems.append(
          "\(entry.place): it is about a table; a command has its own data, so leave it out")
      }
    } else if data == nil {
      problems.append(
        "\(path ?? ""): there is no training data; give it, as in 'data: train.csv'")
    }
    do throws(PlanError) { _ = try SlurmRequest(entries) } catch { problems += error.problems }
    guard problems.isEmpty, let plan, let preparation, let data = data ?? (isCommand ? "" : nil)
    else {
      throw PlanError(problems)
    }
    file = data
    self.preparation = preparation
    self.plan = plan
    folder =
      out ?? entries.first { $0.key == Self.outKey }?.values.first
      ?? OutputOptions.name(
        of: path ?? plan.command?.template.shortName ?? "sweep", ending: "sweep")
    slurm = entries.filter { SlurmRequest.keys.contains($0.key) }
    yaml = PlanFile.text(
      of: entries.filter { $0.key != Self.outKey && !SlurmRequest.keys.contains($0.key) })
  }

  /// The first line of a plan that was written here.
  private static let mark = "# A plan for 'lrfind sweep'\n"

  /// The whole content of a saved plan.
  var savedPlan: String {
    Self.mark + yaml + PlanFile.text(of: [PlanEntry(key: Self.outKey, values: [folder], place: "")])
  }

  /// Whether a file that begins with these bytes is a plan that was written here.
  static func isSavedPlan(_ start: ArraySlice<UInt8>) -> Bool { start.starts(with: mark.utf8) }

  /// Whether there is a plan that was written here, and whose bytes are not those of this one: it
  /// may have been edited since.
  func wouldReplacePlan(at path: String) -> Bool {
    // What is no file holds no plan, and a pipe would be waited for.
    guard OwnFile.kind(ofTarget: path) == nil, let present = try? Self.text(of: path),
      present.hasPrefix(Self.mark)
    else { return false }
    return present != savedPlan
  }

  /// How the data is read.
  ///
  /// - Parameter threads: The most threads that read and prepare.
  /// - Returns: The options, with that in them.
  func tableOptions(threads: Int) -> TableOptions {
    var options = preparation.tableOptions
    options.threads = threads
    return options
  }

  /// The files that must never be written over.
  var inputs: [String] {
    if let command = plan.command { return command.watched }
    if case .file(let path) = preparation.tableOptions.validation { return [file, path] }
    return [file]
  }

  /// The largest plan that is read: beyond it the file is surely something else.
  private static let sizeLimit = 1 << 20

  private static func text(of path: String) throws -> String {
    guard let file = path.withSystemPath({ fopen($0, "r") }) else {
      throw DataError(
        .missingInput, source: path, systemMessage(errno),
        remedy: "give a plan that is there")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: sizeLimit + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0, count <= sizeLimit,
      let text = String(validating: bytes[..<count], as: UTF8.self)
    else {
      throw DataError(
        .unusableData, source: path, "is not a plan, which is a small YAML text",
        remedy: "give the plan, or data whose name does not end in .yaml")
    }
    return text
  }
}
