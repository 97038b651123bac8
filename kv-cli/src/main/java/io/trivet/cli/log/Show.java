package io.trivet.cli.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.effect.CorruptEffectException;
import io.trivet.storage.effect.EffectDecoder;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.log.FrameFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kv log show`: prints the frames of a log file, or of all segments of a directory, with their
/// effects in words.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the frames of a WAL segment, of the frames that a truncation cut off"
          + " (diverged-EPOCH.wal), or of all segments of a directory, and their effects in words.",
      "",
      "A frame is one command, transaction or script. Its line has its sequence (the position of"
          + " its end in the log), the epoch, the primary's wall time and its size; the lines below"
          + " it have the effects.",
      "",
      "Bytes that are no frame are named with file and offset, on stderr, and the next whole frame"
          + " is looked for. On a node that runs the newest frame may be half written: that looks"
          + " the same."
    },
    footer = {"", "Exit code: 0 all is whole, 1 something is damaged or cannot be read."})
final class Show implements Callable<Integer> {
  private static final String WAL_DIRECTORY = "wal";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|DIR",
      description =
          "A file of the log, the directory that holds them (DATA/wal), or a node's data"
              + " directory.")
  private Path path;

  @Option(
      names = "--from",
      paramLabel = "SEQ",
      description = "Leaves out the frames before this sequence.")
  private long from;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Ends after so many frames; otherwise all are shown.")
  private long limit;

  @Option(
      names = "--values",
      paramLabel = "BYTES",
      defaultValue = "64",
      description =
          "Bytes of a value, field or member that are shown (default: ${DEFAULT-VALUE}); with 0"
              + " only the sizes are.")
  private int valueBytes;

  private long shown;
  private boolean isDamaged;

  @Override
  public Integer call() throws IOException {
    if (from < 0 || limit < 0 || valueBytes < 0) {
      throw new ParameterException(spec.commandLine(), "a negative number makes no sense here");
    }
    Path absolute = path.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      showDirectory(absolute);
    } else if (Files.exists(absolute)) {
      Disk disk = RealDisk.at(Objects.requireNonNull(absolute.getParent()));
      show(disk, Objects.requireNonNull(absolute.getFileName()).toString());
    } else {
      throw new NoSuchFileException(path + ": there is no such file or directory");
    }
    spec.commandLine().getOut().flush();
    return isDamaged ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void showDirectory(Path directory) throws IOException {
    Path inner = directory.resolve(WAL_DIRECTORY);
    Disk disk = RealDisk.at(Files.isDirectory(inner) ? inner : directory);
    List<String> segments = FrameFile.segments(disk, from);
    if (segments.isEmpty()) {
      throw new NoSuchFileException(path + ": there is no segment of a log");
    }
    for (int i = 0; i < segments.size() && shown < limit; i++) {
      show(disk, segments.get(i));
    }
  }

  private void show(Disk disk, String name) throws IOException {
    try (FrameFile file = FrameFile.open(disk, name)) {
      out().printf("%s from sequence %d%n", name, file.firstSequence());
      boolean isOver = false;
      while (!isOver && shown < limit) {
        isOver = !showNext(file);
      }
    } catch (CorruptFrameException e) {
      tell(e); // not even the header
    }
  }

  /// False at the end of the file.
  private boolean showNext(FrameFile file) throws IOException {
    try {
      if (!file.next()) {
        return false;
      }
    } catch (CorruptFrameException e) {
      tell(e);
      return file.skipDamage();
    }
    if (file.sequence() >= from) {
      shown++;
      showFrame(file);
    }
    return true;
  }

  private void showFrame(FrameFile file) {
    out()
        .printf(
            "%d  epoch %d  %s  %d bytes%n",
            file.sequence(),
            file.epoch(),
            Instant.ofEpochMilli(file.wallTimeMs()),
            file.frameBytes());
    try {
      EffectText text = new EffectText(valueBytes);
      for (EffectRecord effect : EffectDecoder.decode(file.payload())) {
        out().println("    " + text.of(effect));
      }
    } catch (CorruptEffectException e) {
      tell("%s: the frame is whole, but: %s".formatted(file.describe(), e.getMessage()));
    }
  }

  private void tell(CorruptFrameException damage) {
    tell(String.valueOf(damage.getMessage()));
  }

  private void tell(String damage) {
    isDamaged = true;
    out().flush();
    spec.commandLine().getErr().println("kv: " + damage);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
