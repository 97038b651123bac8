package io.trivet.cli.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member is found by its configuration file, whoever started it.
final class LocalMemberTest {
  @TempDir Path folder;

  private LocalMember member;
  private Process process;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(folder.resolve("n1"));
    Files.createFile(folder.resolve("n1.conf"));
    Files.createFile(folder.resolve("n2.conf"));
    List<String> words = List.of("n1", "data", "127.0.0.1:7001", "127.0.0.1:7101");
    member = new LocalMember(folder, GroupMember.parse(words).getFirst());
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void nobodyRuns() throws IOException {
    assertThat(member.process()).isNull();
  }

  @Test
  void thatWhichAnOperatorStartedIsFound() throws IOException {
    run("io.trivet.cli.Main", "server", "n1.conf");
    assertThat(member.process()).isEqualTo(process.toHandle());
    assertThat(member.start()).isFalse();
    assertThat(Objects.requireNonNull(member.stop()).pid()).isEqualTo(process.pid());
  }

  @Test
  void neitherAnotherMemberNorAnotherProgramIsTaken() throws IOException {
    run("io.trivet.cli.Main", "server", "n2.conf");
    Files.writeString(folder.resolve("n1/kv.pid"), process.pid() + "\n");
    assertThat(member.process()).isNull();
    end();
    run("editor", "n1.conf");
    assertThat(member.process()).isNull();
  }

  /// A process with these words at the end of its command line, which starts in the group's folder.
  private void run(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "sleep 60; :"));
    command.addAll(List.of(words));
    process = new ProcessBuilder(command).directory(folder.toFile()).start();
  }
}
