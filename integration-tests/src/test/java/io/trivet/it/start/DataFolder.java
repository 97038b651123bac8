package io.trivet.it.start;

import io.trivet.it.process.NodeProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/// The files of a node that was killed, all of them synced, to be damaged.
///
/// @param folder as [NodeProcess] takes it
record DataFolder(Path folder) {
  /// Keys `key:0` to `key:2999`, in several segments.
  static final int KEYS = 3_000;

  private static final String VALUE = "v".repeat(1_000);

  /// Has a node write keys into a new folder, and kills it.
  ///
  /// @param hasCheckpoint whether the first half is in the checkpoint and memory, too
  static DataFolder written(Path folder, boolean hasCheckpoint) {
    try (NodeProcess node =
            NodeProcess.start(
                folder,
                "--appendfsync",
                "always",
                "--wal-segment-size",
                "1mb",
                "--checkpoint-interval-ms",
                "3600000");
        Jedis jedis = new Jedis("127.0.0.1", node.port())) {
      write(jedis, 0, KEYS / 2);
      if (hasCheckpoint) {
        jedis.save();
      }
      write(jedis, KEYS / 2, KEYS);
    }
    return new DataFolder(folder);
  }

  private static void write(Jedis jedis, int from, int to) {
    try (Pipeline pipeline = jedis.pipelined()) {
      for (int i = from; i < to; i++) {
        pipeline.set("key:" + i, VALUE + i);
      }
    }
  }

  /// The segments of the log, oldest first.
  List<Path> segments() {
    return files("wal", ".wal");
  }

  /// The tables of the checkpoint.
  List<Path> tables() {
    return files("checkpoint", ".sst");
  }

  /// Turns over all bits of some bytes.
  static void damage(Path file, long at, int count) {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] bytes = new byte[count];
      access.seek(at);
      access.readFully(bytes);
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
      access.seek(at);
      access.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the last byte of a file is that is not zero.
  static long lastByte(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int last = bytes.length - 1;
      while (bytes[last] == 0) {
        last--;
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files(String part, String suffix) {
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve(part))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
