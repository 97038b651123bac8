package io.trivet.it.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The checkers on written histories, each of which names in its first line what is wrong in it.
final class GoldenHistoryTest {
  private static final String EXPECTATION = "# finds ";
  private static final long TOLERANCE_MS = 100;

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void findsWhatTheFirstLineSays(Path file) throws IOException {
    String expected = Files.readAllLines(file).getFirst().substring(EXPECTATION.length());

    HistoryCheck check = HistoryCheck.of(HistoryText.read(file), TOLERANCE_MS);

    List<String> kinds = check.anomalies().stream().map(a -> a.kind().name()).distinct().toList();
    if (expected.equals("nothing")) {
      assertThat(check.anomalies()).isEmpty();
    } else {
      assertThat(kinds).contains(expected);
    }
    assertThat(check.undecided()).isZero();
  }

  @Test
  void everyKindOfAnomalyHasAHistory() throws Exception {
    assertThat(goldenFiles().map(GoldenHistoryTest::firstLine))
        .containsAll(Stream.of(Anomaly.Kind.values()).map(kind -> EXPECTATION + kind).toList());
  }

  @Test
  void aHistoryIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    HistoryRecorder recorder = new HistoryRecorder(7);
    Call append = new Call(Verb.APPEND, Workload.LIST.key(1), "a");
    int client = recorder.newClient();
    recorder.invoke(client, append);
    recorder.fault("kill n1, n2");
    recorder.complete(client, append, Outcome.INFO, "closed by peer", "-");
    Path file = folder.resolve("history.txt");

    HistoryText.write(recorder.history(), file);

    List<String> lines = Files.readAllLines(file);
    HistoryText.write(HistoryText.read(file), file);
    assertThat(Files.readAllLines(file)).isEqualTo(lines).hasSize(4);
    assertThat(HistoryText.read(file).operations()).singleElement().matches(o -> !o.isOk());
  }

  private static Stream<Path> goldenFiles() throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(GoldenHistoryTest.class.getResource("/history"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList().stream();
    }
  }

  private static String firstLine(Path file) {
    try {
      return Files.readAllLines(file).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
