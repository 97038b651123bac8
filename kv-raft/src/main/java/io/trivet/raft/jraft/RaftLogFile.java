package io.trivet.raft.jraft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The log of one member of a Raft group: a file that is appended to, and written anew when it is
/// cut. Persistent: never change, never reuse.
///
/// ```
///  0                4                8                 16                24               28
///  +----------------+----------------+-----------------+-----------------+----------------+------
///  | magic "TVRL"   | version 1      | first index     | whole bytes     | crc of 0 to 24 | frames
///  +----------------+----------------+-----------------+-----------------+----------------+------
/// ```
///
/// "Whole bytes" is how long the file was when it got its name: these bytes had been synced before.
/// An append is one `RaftLogFrame` and is synced before the next begins. So a bad frame is damage
/// if it lies below "whole bytes" or if a good frame follows: the start is refused. Else it is the
/// torn tail of an append that nobody was told of, and is cut. (As in ADR 0005, the very last
/// append is proved by nothing until the file is closed.) Opening and closing write the file anew,
/// so what was read is synced before it is promised.
///
/// The entries are few and are kept in memory as well.
///
/// Invariants: entries are contiguous, in [first, first + size). After a failed write or sync no
/// call changes the file again (I19).
///
/// Threads: one writer at a time (guarded by `this`); readers need no lock.
final class RaftLogFile implements AutoCloseable {

  private static final int MAGIC = 0x5456_524c;
  private static final int VERSION = 1;
  private static final int WHOLE_AT = 16;
  private static final int CRC_AT = 24;
  private static final int HEADER_BYTES = 28;
  private static final long MAX_FILE_BYTES = 1L << 28;

  private final Path path;
  private final ConcurrentSkipListMap<Long, byte[]> entries = new ConcurrentSkipListMap<>();
  private volatile long first;
  private volatile long last;
  private @Nullable FileChannel file;

  private RaftLogFile(Path path) {
    this.path = path;
  }

  /// Writes the file of an empty log, whose first entry will be number 1.
  static void create(Path path) throws IOException {
    RaftLogFile empty = new RaftLogFile(path);
    empty.first = 1;
    empty.rewrite();
    empty.closeFile();
  }

  /// Reads a log.
  ///
  /// @throws CorruptRaftFileException if something is missing that had been synced
  static RaftLogFile open(Path path) throws IOException {
    RaftLogFile log = new RaftLogFile(path);
    log.load();
    log.rewrite();
    return log;
  }

  /// Index of the first entry, or of the one that will be first.
  long first() {
    return first;
  }

  /// Index of the last entry; one less than first() if there is none.
  long last() {
    return last;
  }

  /// The bytes of an entry; null if the log does not have it.
  byte @Nullable [] entry(long index) {
    return entries.get(index);
  }

  /// Appends entries behind the last; durable on return.
  synchronized void append(long firstIndex, List<byte[]> added) throws IOException {
    if (firstIndex != last + 1) {
      throw new IllegalArgumentException(
          "entry %d after %d in %s".formatted(firstIndex, last, path));
    }
    FileChannel channel = writable();
    file = null; // stays so if one of the next two fails
    write(channel, RaftLogFrame.encode(firstIndex, added));
    channel.force(false);
    file = channel;
    last = keep(firstIndex, added);
  }

  /// Cuts the newest: keeps entries up to and with lastKept. Durable on return.
  synchronized void truncateAfter(long lastKept) throws IOException {
    entries.tailMap(lastKept, false).clear();
    last = Math.max(first - 1, Math.min(last, lastKept));
    rewrite();
  }

  /// Drops the oldest: keeps entries from firstKept on. Durable on return.
  synchronized void pruneBefore(long firstKept) throws IOException {
    entries.headMap(firstKept, false).clear();
    first = Math.max(first, firstKept);
    last = Math.max(last, first - 1);
    rewrite();
  }

  /// Drops all entries; the next will have this index. Durable on return.
  synchronized void reset(long nextIndex) throws IOException {
    entries.clear();
    first = nextIndex;
    last = nextIndex - 1;
    rewrite();
  }

  /// Writes the file anew, so that the next start knows all of it to be whole.
  @Override
  public synchronized void close() throws IOException {
    if (file != null) {
      rewrite();
      closeFile();
    }
  }

  private void rewrite() throws IOException {
    closeFile();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    entries.forEach(
        (index, entry) -> frames.writeBytes(RaftLogFrame.encode(index, List.of(entry)).array()));
    ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + frames.size());
    whole.putInt(MAGIC).putInt(VERSION).putLong(first).putLong(whole.capacity()).putInt(0);
    whole.put(frames.toByteArray()).flip();
    whole.putInt(CRC_AT, headerCrc(whole));
    SealedFile.replace(path, whole);
    file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private void load() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(read());
    if (bytes.limit() < HEADER_BYTES
        || bytes.getInt(0) != MAGIC
        || bytes.getInt(CRC_AT) != headerCrc(bytes)) {
      throw new CorruptRaftFileException(path, 0, "the header is not what was written");
    }
    if (bytes.getInt(4) != VERSION) {
      throw new CorruptRaftFileException(path, 4, "version " + bytes.getInt(4) + " is not known");
    }
    first = bytes.getLong(8);
    last = first - 1;
    int end = readFrames(bytes);
    if (end < bytes.getLong(WHOLE_AT)) {
      throw new CorruptRaftFileException(path, end, "synced bytes are damaged");
    }
    for (int at = end + 1; at < bytes.limit(); at++) {
      RaftLogFrame later = RaftLogFrame.decode(bytes, at);
      if (later != null && later.firstIndex() > last) {
        throw new CorruptRaftFileException(path, end, "a good frame follows at offset " + at);
      }
    }
  }

  /// Where the good frames end.
  private int readFrames(ByteBuffer bytes) throws CorruptRaftFileException {
    int at = HEADER_BYTES;
    while (true) {
      RaftLogFrame frame = RaftLogFrame.decode(bytes, at);
      if (frame == null) {
        return at;
      }
      if (frame.firstIndex() != last + 1) {
        String order = "entry %d after %d".formatted(frame.firstIndex(), last);
        throw new CorruptRaftFileException(path, at, order);
      }
      last = keep(frame.firstIndex(), frame.entries());
      at += frame.bytes();
    }
  }

  /// Index of the last of these entries, which are in memory now.
  private long keep(long firstIndex, List<byte[]> added) {
    long next = firstIndex;
    for (byte[] entry : added) {
      entries.put(next++, entry);
    }
    return next - 1;
  }

  private byte[] read() throws IOException {
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new CorruptRaftFileException(path, 0, Files.size(path) + " bytes are too many");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new CorruptRaftFileException(path, 0, "the file is gone");
    }
  }

  private FileChannel writable() throws IOException {
    if (file == null) {
      throw new IOException("closed, or a write failed before: " + path);
    }
    return file;
  }

  private void closeFile() throws IOException {
    FileChannel open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static int headerCrc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
