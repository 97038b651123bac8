package io.trivet.server.replication;

import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An image of files of given sizes, and the place where a copy of it is put together.
final class ImageInMemory implements ImageFeed {
  final byte[][] files;
  final AtomicInteger closed = new AtomicInteger();

  ImageInMemory(int... fileBytes) {
    files = new byte[fileBytes.length][];
    Random random = new Random(1);
    for (int i = 0; i < files.length; i++) {
      files[i] = new byte[fileBytes[i]];
      random.nextBytes(files[i]);
    }
  }

  @Override
  public Bytes manifest() {
    return Bytes.utf8("of " + files.length);
  }

  @Override
  public void read(int file, long offset, ByteBuffer target) {
    target.put(files[file], (int) offset, target.remaining());
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  /// What a standby has of it.
  ///
  /// Threads: one at a time; the counters any.
  static final class Copy implements ImageTarget {
    final byte[][] files;
    final AtomicInteger closed = new AtomicInteger();
    volatile int failAtBytes = Integer.MAX_VALUE;
    private final long totalBytes;
    private final int[] present;
    private volatile long presentBytes;

    Copy(ImageInMemory image) {
      files = new byte[image.files.length][];
      present = new int[files.length];
      long total = 0;
      for (int i = 0; i < files.length; i++) {
        files[i] = new byte[image.files[i].length];
        total += files[i].length;
      }
      totalBytes = total;
    }

    boolean isCopyOf(ImageInMemory image) {
      return Arrays.deepEquals(files, image.files);
    }

    @Override
    public @Nullable Missing missing() {
      for (int i = 0; i < files.length; i++) {
        if (present[i] < files[i].length) {
          return new Missing(i, present[i], files[i].length - present[i]);
        }
      }
      return null;
    }

    @Override
    public void write(int file, long offset, ByteBuffer bytes) throws IOException {
      if (presentBytes >= failAtBytes) {
        failAtBytes = Integer.MAX_VALUE;
        throw new IOException("no space");
      }
      if (offset != present[file]) {
        throw new IOException("offset " + offset + " where " + present[file] + " is the next");
      }
      int count = bytes.remaining();
      bytes.get(files[file], present[file], count);
      present[file] += count;
      presentBytes = presentBytes() + count;
    }

    @Override
    public long totalBytes() {
      return totalBytes;
    }

    @Override
    public long presentBytes() {
      return presentBytes;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
