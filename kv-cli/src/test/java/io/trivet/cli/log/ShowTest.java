package io.trivet.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.effect.EffectWriter;
import io.trivet.storage.effect.Replaced;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogAppender;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `kv log show` on the files of a small log: three segments, the last frames cut off.
final class ShowTest {
  private static final LogOptions OPTIONS =
      LogOptions.defaults().withSegmentBytes(1 << 13).withRingBytes(1 << 14);

  /// As it is shown: five bytes, most of which do not print.
  private static final String KEY = "\"k\\n\\\"\\x00a\"";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path data;
  private Path wal;

  @BeforeEach
  void makeLog() throws IOException {
    wal = data.resolve("wal");
    try (GroupLog log =
            GroupLog.open(
                RealDisk.at(wal), OPTIONS, 0, (s, e, w, a, n) -> {}, new LogListener() {});
        LogAppender appender = log.appender()) {
      log.openEpoch(7);
      append(
          log,
          appender,
          (e, key) -> e.putString(0, key, 5, Replaced.NOTHING, Encoding.EMBSTR, 0, key, 5));
      append(
          log,
          appender,
          (e, key) -> {
            e.setExpiry(0, key, 5, 1_800_000_000_000L);
            e.hashPut(3, key, 5, text("field"), text("v".repeat(100)));
          });
      for (int i = 0; i < 60; i++) {
        append(log, appender, (e, key) -> e.putRange(0, key, 5, 12, text("x".repeat(150))));
      }
      long cut = log.flush();
      log.openEpoch(9);
      append(log, appender, (e, key) -> e.delete(0, key, 5));
      log.truncateAfter(cut);
    }
  }

  @Test
  void framesAreShownWithTheirEffectsInWords() {
    assertThat(run(data.toString(), "--limit", "2")).isZero();
    assertThat(out.toString().lines())
        .hasSize(6)
        .startsWith("00000000000000000000.wal from sequence 0")
        .anyMatch(line -> line.matches("\\d+  epoch 7  2023-11-14T22:13:20Z  \\d+ bytes"))
        .contains("    put string " + KEY + " in space 0: " + KEY + ", embstr, never expires")
        .contains("    set expiry " + KEY + " in space 0, expires 2027-01-15T08:00:00Z")
        .contains(
            "    put field %s in space 3, \"field\": \"%s\"... of 100 bytes"
                .formatted(KEY, "v".repeat(64)));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void allSegmentsOfADirectoryAreShownInOrder() {
    assertThat(run(wal.toString(), "--values", "0")).isZero();
    List<String> frames = out.toString().lines().filter(l -> l.contains("  epoch 7")).toList();
    assertThat(frames).hasSize(62);
    assertThat(out.toString().lines().filter(l -> l.contains("from sequence")))
        .hasSizeGreaterThan(2);
    assertThat(out.toString()).contains("from byte 12: 150 bytes").doesNotContain("xxx");
  }

  @Test
  void fromLeavesOutWhatIsOlderAndTheSegmentsBefore() throws IOException {
    List<Path> segments = segments();
    String last = segments.getLast().getFileName().toString();
    long from = Long.parseLong(last.substring(0, 20)) + 1;
    assertThat(run(wal.toString(), "--from", Long.toString(from), "--limit", "1")).isZero();
    assertThat(out.toString()).startsWith(last).doesNotContain("00000000000000000000.wal");
    assertThat(out.toString().lines()).hasSize(3);
  }

  @Test
  void framesThatATruncationCutOffAreShownFromTheirFile() {
    assertThat(run(wal.resolve("diverged-9.wal").toString())).isZero();
    assertThat(out.toString())
        .startsWith("diverged-9.wal from sequence ")
        .contains("  epoch 9  ")
        .contains("delete " + KEY + " in space 0");
  }

  @Test
  void damagedBytesAreNamedWithFileAndOffsetAndTheRestIsShown() throws IOException {
    Path first = segments().getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[4096 + 40] ^= 1;
    Files.write(first, bytes);
    assertThat(run(first.toString(), "--limit", "1")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("kv: " + first + " at offset 4096 (sequence 0): a frame with a wrong CRC")
        .hasLineCount(1);
    assertThat(out.toString()).contains("set expiry " + KEY).doesNotContain("put string");
  }

  @Test
  void aDamagedHeaderOfASegmentHidesNoFrame() throws IOException {
    Path first = segments().getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[3] ^= 1;
    Files.write(first, bytes);
    assertThat(run(first.toString(), "--limit", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("offset 0").contains("damaged segment header");
    assertThat(out.toString()).contains("put string " + KEY);
  }

  @Test
  void whatIsNoLogIsRefusedInOneLine() throws IOException {
    assertThat(run(wal.resolve("missing.wal").toString())).isEqualTo(1);
    Path text = Files.writeString(data.resolve("notes.txt"), "no log");
    assertThat(run(text.toString())).isEqualTo(1);
    assertThat(run(Files.createDirectory(data.resolve("empty")).toString())).isEqualTo(1);
    assertThat(err.toString().lines().toList())
        .hasSize(3)
        .allMatch(line -> line.startsWith("kv: "))
        .anyMatch(line -> line.contains("no such file"))
        .anyMatch(line -> line.contains("no header of a segment"))
        .anyMatch(line -> line.contains("no segment of a log"));
    assertThat(Files.exists(wal.resolve("missing.wal"))).isFalse();
  }

  @Test
  void aNegativeNumberIsAUsageError() {
    assertThat(run(wal.toString(), "--limit", "-1")).isEqualTo(2);
  }

  private static void append(
      GroupLog log, LogAppender appender, BiConsumer<EffectWriter, Long> effects)
      throws IOException {
    long key = Native.allocate(5);
    Native.copyIn("k\n\"\0a".getBytes(StandardCharsets.US_ASCII), 0, 5, key);
    effects.accept(new EffectWriter(appender.begin(64)), key);
    Native.free(key, 5);
    appender.append(log.lastEpoch(), 1_700_000_000_000L);
    log.flush();
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(wal)) {
      return files
          .filter(f -> f.getFileName().toString().matches("\\d{20}\\.wal"))
          .sorted()
          .toList();
    }
  }

  private int run(String... args) {
    return new CommandLine(new Show())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println("kv: " + failure.getMessage());
          return 1;
        })
        .execute(args);
  }

  private static Bytes text(String text) {
    return Bytes.utf8(text);
  }
}
