package io.trivet.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.trivet.server.commit.ReplyGate;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The replies of one connection, in order, in batches that each wait for a sequence.
///
/// What the commands of one loop turn answer goes into one buffer; [#seal] closes it under the
/// highest sequence they observed. A batch leaves when its sequence is committed and all batches
/// before it have left.
///
/// Threads: the connection's event loop. Invariants: bytes leave in the order they were put (I29),
/// never before their sequence is committed (I21).
public final class Outbox implements ReplyGate.Held {

  /// Takes the bytes that may leave.
  public interface Sender {
    /// Sends a buffer, which the sender now owns.
    void send(ByteBuf bytes);
  }

  private record Batch(ByteBuf bytes, long sequence, long asked) {}

  private static final int FIRST_BYTES = 512;

  private final ByteBufAllocator allocator;
  private final ReplyGate gate;
  private final Sender sender;
  private final ArrayDeque<Batch> waiting = new ArrayDeque<>(0);
  private @Nullable ByteBuf open;
  private long neededByOpen;
  private long highestSealed;
  private long heldBytes;
  private int lastBatchBytes = FIRST_BYTES;
  private boolean isClosed;
  private @Nullable Runnable whenEmpty;

  public Outbox(ByteBufAllocator allocator, ReplyGate gate, Sender sender) {
    this.allocator = allocator;
    this.gate = gate;
    this.sender = sender;
  }

  /// The buffer to put replies into until the next [#seal].
  public ByteBuf open() {
    ByteBuf buffer = open;
    if (buffer == null) {
      buffer = allocator.directBuffer(lastBatchBytes);
      open = buffer;
    }
    return buffer;
  }

  /// What was put since the last seal depends on this sequence.
  public void need(long sequence) {
    if (sequence > neededByOpen) {
      neededByOpen = sequence;
    }
  }

  /// The highest sequence that anything put so far depends on.
  public long highestNeeded() {
    return Math.max(highestSealed, neededByOpen);
  }

  /// Bytes that wait: put and not sent.
  public long heldBytes() {
    ByteBuf buffer = open;
    return heldBytes + (buffer == null ? 0 : buffer.readableBytes());
  }

  /// Closes the batch: sends it if it may leave, else leaves it to the gate.
  public void seal() {
    ByteBuf buffer = open;
    if (buffer == null) {
      return;
    }
    open = null;
    long needed = neededByOpen;
    neededByOpen = 0;
    highestSealed = Math.max(highestSealed, needed);
    if (isClosed || !buffer.isReadable()) {
      buffer.release();
      return;
    }
    lastBatchBytes =
        Math.clamp(Integer.highestOneBit(buffer.readableBytes()) * 2L, FIRST_BYTES, 1 << 16);
    long asked = gate.ask(needed);
    if (waiting.isEmpty() && gate.isOpen(needed, asked)) {
      sender.send(buffer);
      return;
    }
    waiting.add(new Batch(buffer, needed, asked));
    heldBytes += buffer.readableBytes();
    if (waiting.size() == 1) {
      gate.hold(this);
    }
  }

  @Override
  public long neededSequence() {
    Batch first = waiting.peek();
    return first == null ? 0 : first.sequence();
  }

  @Override
  public long asked() {
    Batch first = waiting.peek();
    return first == null ? 0 : first.asked();
  }

  @Override
  public void release() {
    for (Batch first = waiting.peek(); first != null; first = waiting.peek()) {
      if (!gate.isOpen(first.sequence(), first.asked())) {
        gate.hold(this);
        return;
      }
      waiting.remove();
      heldBytes -= first.bytes().readableBytes();
      sender.send(first.bytes());
    }
    Runnable action = whenEmpty;
    if (action != null) {
      whenEmpty = null;
      action.run();
    }
  }

  /// Runs an action once everything put so far has been sent.
  public void whenEmpty(Runnable action) {
    if (waiting.isEmpty()) {
      action.run();
    } else {
      whenEmpty = action;
    }
  }

  /// Drops everything; what is put from now on is dropped too.
  public void close() {
    isClosed = true;
    ByteBuf buffer = open;
    open = null;
    if (buffer != null) {
      buffer.release();
    }
    waiting.forEach(batch -> batch.bytes().release());
    waiting.clear();
    heldBytes = 0;
  }
}
