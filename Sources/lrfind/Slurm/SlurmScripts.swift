import Glibc
import Planning
import Reporting
import Running
import Store
import Tabular

/// What a sweep leaves in its folder for Slurm: two scripts, the numbers of its jobs, and their logs.
struct SlurmScripts {
  /// The sweep's folder.
  let folder: String

  var path: String { "\(folder)/\(Self.folderName)" }
  static let folderName = "slurm"
  var arrayPath: String { "\(path)/array.sh" }
  var mergePath: String { "\(path)/merge.sh" }
  private var jobsPath: String { "\(path)/jobs" }

  private static let mark = "#!/bin/bash\n# Written by lrfind: "

  /// One task of an array. It is told what to add to its number, and how many parts there are.
  ///
  /// - Parameters:
  ///   - program: lrfind itself.
  ///   - folder: Where the parts are.
  ///   - machine: What the machine gives to the work, as it was typed.
  /// - Returns: The script.
  static func array(program: String, folder: ShardFolder, machine: [String]) -> String {
    let sweep = ([program, "sweep", folder.planPath] + machine).map(ShellText.quoted)
      .joined(separator: " ")
    return mark + """
      one part of a sweep; what is added to the task's number, and how many parts there are.
      again=
      stop() { [ -z "${child-}" ] || kill -TERM "$child" 2>/dev/null; }
      # USR1 comes a minute before the time is up: what is recorded stays, and the task is queued again.
      trap 'again=1; stop' USR1
      trap stop TERM
      \(sweep) --quiet --shard "$((SLURM_ARRAY_TASK_ID + $1))/$2" &
      child=$!
      wait "$child"
      status=$?
      # A signal ends the wait before the program has ended.
      while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        status=$?
      done
      if [ -n "$again" ] && [ "$status" -eq 75 ]; then
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
      fi
      exit "$status"

      """
  }

  /// The job behind the arrays: it joins what is there, and submits what is left.
  static func merge(program: String, folder: String, request: SlurmRequest) -> String {
    let merge = ([program, "merge", folder] + request.typed).map(ShellText.quoted)
      .joined(separator: " ")
    return mark + "joins the parts of a sweep, and submits what comes next.\nexec \(merge)\n"
  }

  /// Writes both.
  ///
  /// - Throws: `StoreError`.
  func write(array: String, merge: String) throws(StoreError) {
    try ShardFolder(of: folder).make()
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw .cannotWrite(path: path, problem: String(cString: strerror(errno)))
    }
    for (path, text) in [(arrayPath, array), (mergePath, merge)] {
      try write(text, to: path) { $0.starts(with: Self.mark.utf8) }
    }
  }

  private func write(
    _ text: String, to path: String, isOurs: (ArraySlice<UInt8>) -> Bool
  ) throws(StoreError) {
    do throws(OutputError) {
      try ResultFile.write(Array(text.utf8), to: path, isOurs: isOurs)
    } catch {
      if error.kind == .inputOutput { throw .inputOutput(path: path, problem: error.problem) }
      throw .cannotWrite(path: path, problem: error.problem)
    }
  }

  /// The jobs that were ever submitted for this folder.
  var jobs: [String] {
    guard let file = fopen(jobsPath, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Notes jobs that were submitted.
  func note(jobs new: [String]) throws(StoreError) {
    let text = (jobs + new).joined(separator: "\n") + "\n"
    try write(text, to: jobsPath) { $0.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x0A } }
  }

  // MARK: Commands

  /// `sbatch` for one array.
  func submission(
    of array: SlurmCluster.Array, count: Int, _ request: SlurmRequest
  ) -> [String] {
    let limit = request.arrayLimit.map { "%\($0)" } ?? ""
    return ["sbatch", "--parsable", "--job-name=lrfind", "--array=\(array.tasks)\(limit)"]
      + common(log: "%A_%a.log") + ["--signal=B:USR1@60"] + request.arguments(isMerge: false)
      + [Self.asPath(arrayPath), "\(array.offset)", "\(count)"]
  }

  /// `sbatch` for the job behind arrays.
  func submission(ofMergeAfter jobs: [String], _ request: SlurmRequest) -> [String] {
    ["sbatch", "--parsable", "--job-name=lrfind-merge"]
      + ["--dependency=afterany:\(jobs.joined(separator: ":"))"]
      + common(log: "%j-merge.log") + request.arguments(isMerge: true) + [Self.asPath(mergePath)]
  }

  private func common(log: String) -> [String] {
    // Slurm fills in what stands behind a percent sign.
    let logs = path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    return ["--ntasks=1", "--requeue", "--open-mode=append", "--output=\(logs)/\(log)"]
  }

  /// A path that no program takes for an option.
  private static func asPath(_ path: String) -> String { path.hasPrefix("-") ? "./\(path)" : path }
}
