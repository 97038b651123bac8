package io.trivet.server.command;

import io.trivet.storage.effect.EffectDecoder;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.keyspace.EffectApplier;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogReader;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.EncodingLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// A keyspace that hears of changes only through the log, as a standby does.
final class KeyspaceMirror implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final LogReader reader;
  private final KeyspaceTxn txn;
  private final EffectApplier applier;

  KeyspaceMirror(GroupLog log, int databases, EncodingLimits limits) {
    Keyspace keyspace = new Keyspace(databases, 2);
    keyspace.limits(limits);
    reader = log.reader(log.publishedSequence(), BUFFER_BYTES);
    txn = keyspace.transaction(log.appender());
    applier = new EffectApplier(txn);
  }

  /// All keys, after the last frame of the log.
  String text(long nowMs) {
    try {
      int bytes = reader.read(Long.MAX_VALUE);
      while (bytes > 0) {
        apply(reader.position() - bytes, bytes);
        bytes = reader.read(Long.MAX_VALUE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return KeyspaceText.of(txn, nowMs);
  }

  private void apply(long from, int bytes) {
    for (int at = 0; at < bytes; ) {
      long frame = reader.address() + at;
      int length = FrameDescriptor.length(frame);
      byte[] payload = new byte[length - FrameDescriptor.HEADER_BYTES];
      Native.copyOut(frame + FrameDescriptor.HEADER_BYTES, payload, 0, payload.length);
      applier.apply(from + at + length, EffectDecoder.decode(ByteBuffer.wrap(payload)));
      at += length;
    }
  }

  @Override
  public void close() {
    txn.close();
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
