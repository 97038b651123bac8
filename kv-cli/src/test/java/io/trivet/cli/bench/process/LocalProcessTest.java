package io.trivet.cli.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalProcessTest {
  private static final String STAT =
      "42 (a name) with (brackets) S 1 42 42 0 -1 4194560 100 0 3 0 150 25 0 0 20 0 5 0 1234 99 7";

  @TempDir private Path proc;
  private Path folder;

  @BeforeEach
  void writeAProcess() throws IOException {
    folder = Files.createDirectory(proc.resolve("42"));
    Files.writeString(folder.resolve("stat"), STAT + "\n");
    Files.writeString(
        folder.resolve("status"), "Name:\ta\nVmPeak:\t  900 kB\nVmRSS:\t  512 kB\nThreads:\t5\n");
  }

  @Test
  void readsProcessorTimeAndResidentMemory() throws Exception {
    assertThat(new LocalProcess(folder).use())
        .isEqualTo(new ProcessUse(1_750_000_000L, 512 * 1024));
  }

  @Test
  void failsForAProcessThatHasEnded() {
    assertThatThrownBy(() -> new LocalProcess(proc.resolve("43")).use())
        .isInstanceOf(IOException.class);
  }

  @Test
  void findsTheProcessThatTheServerNames() {
    assertThat(find("process_id:42")).isEqualTo(new LocalProcess(folder));
    assertThat(find("process_id:42\nused_cpu_user:1.5\nused_cpu_sys:0.251"))
        .isEqualTo(new LocalProcess(folder));
  }

  @Test
  void isNotMisledByAServerInAContainer() {
    assertThat(find("process_id:42\nused_cpu_user:9.5\nused_cpu_sys:0.2")).isNull();
    assertThat(find("process_id:7")).isNull();
  }

  @Test
  void findsNothingForAServerThatDoesNotTell() {
    assertThat(find("")).isNull();
    assertThat(find("process_id:x")).isNull();
  }

  @Test
  void findsNothingOnAnotherMachine() {
    ServerFacts facts = new ServerFacts(Map.of("process_id", "1"));
    assertThat(LocalProcess.find(new ServerAddress("192.0.2.1", 6379), facts)).isNull();
  }

  private LocalProcess find(String facts) {
    return LocalProcess.find(ServerFacts.parse(facts), proc);
  }
}
