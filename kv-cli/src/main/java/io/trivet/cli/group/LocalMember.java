package io.trivet.cli.group;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A member of a group of this machine as a process of its own, which outlives the command that
/// started it. In the member's folder are its log, `kv.log`, and the number of its process,
/// `kv.pid`. A process is taken for the member's only if it is a server whose command line names
/// the member's configuration file, because numbers come again; one that an operator started with
/// that file is the member's too.
public final class LocalMember {
  private static final Path PROC = Path.of("/proc");
  private static final String MAIN_CLASS = "io.trivet.cli.Main";
  private static final int LAST_LINES = 5;

  /// A voter holds a few objects and a Raft log of some entries.
  private static final List<String> VOTER_JVM =
      List.of(
          "-Xms16m",
          "-Xmx32m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=24m",
          "-XX:MaxMetaspaceSize=96m");

  private final GroupMember member;
  private final Path configFile;
  private final Path folder;

  LocalMember(Path groupFolder, GroupMember member) {
    this.member = member;
    this.configFile = GroupFiles.file(groupFolder, member.id());
    this.folder = groupFolder.resolve(member.id());
  }

  public GroupMember member() {
    return member;
  }

  /// Its process; null if it does not run.
  public @Nullable ProcessHandle process() throws IOException {
    return noted()
        .or(() -> ProcessHandle.allProcesses().filter(this::isOurs).findFirst())
        .orElse(null);
  }

  /// Starts it, if it does not run.
  ///
  /// @return whether it was started
  public boolean start() throws IOException {
    if (process() != null) {
      return false;
    }
    Files.createDirectories(folder);
    Redirect log = Redirect.appendTo(log().toFile());
    Process process =
        new ProcessBuilder(command())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log)
            .redirectError(log)
            .start();
    Files.writeString(folder.resolve("kv.pid"), process.pid() + "\n");
    return true;
  }

  /// Asks it to stop; [#awaitStop] waits for it.
  ///
  /// @return its process, null if it did not run
  @Nullable ProcessHandle stop() throws IOException {
    ProcessHandle process = process();
    if (process != null) {
      process.destroy();
    }
    return process;
  }

  /// Waits until a process has ended.
  ///
  /// @return false if it has not in time
  static boolean awaitStop(ProcessHandle process, long timeoutMs) {
    try {
      process.onExit().get(timeoutMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Path log() {
    return folder.resolve("kv.log");
  }

  /// What it said last, to be shown when it did not start.
  List<String> lastLines() throws IOException {
    if (!Files.exists(log())) {
      return List.of();
    }
    List<String> lines =
        new String(Files.readAllBytes(log()), StandardCharsets.UTF_8).lines().toList();
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /// The command that runs this very program, as a server, in a session of its own, so that Ctrl-C
  /// does not reach it.
  private List<String> command() {
    List<String> command = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(setsid.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (member.isVoter()) {
      command.addAll(VOTER_JVM);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MAIN_CLASS);
    command.add("server");
    command.add(configFile.toString());
    return command;
  }

  private Optional<ProcessHandle> noted() throws IOException {
    Path file = folder.resolve("kv.pid");
    String text = Files.exists(file) ? Files.readString(file).strip() : "";
    return text.matches("\\d{1,10}")
        ? ProcessHandle.of(Long.parseLong(text)).filter(ProcessHandle::isAlive).filter(this::isOurs)
        : Optional.empty();
  }

  private boolean isOurs(ProcessHandle process) {
    Path proc = PROC.resolve(Long.toString(process.pid()));
    try {
      byte[] commandLine = Files.readAllBytes(proc.resolve("cmdline"));
      List<String> words = List.of(new String(commandLine, StandardCharsets.UTF_8).split("\0"));
      return words.contains(MAIN_CLASS) && words.stream().anyMatch(word -> isConfig(proc, word));
    } catch (IOException noProc) {
      return process.info().commandLine().orElse("").contains(configFile.toString());
    }
  }

  private boolean isConfig(Path proc, String word) {
    try {
      return word.endsWith(configFile.getFileName().toString())
          && Files.isSameFile(proc.resolve("cwd").toRealPath().resolve(word), configFile);
    } catch (IOException | InvalidPathException otherOrGone) {
      return false;
    }
  }
}
