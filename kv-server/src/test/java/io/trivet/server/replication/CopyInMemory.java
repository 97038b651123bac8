package io.trivet.server.replication;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A copy of the log in an array: checks that frames follow each other, and is as slow, full or
/// unwilling as a test says.
///
/// Threads: the link's loop, and that of the test.
final class CopyInMemory implements StandbyCopy {
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // guarded by this
  final AtomicInteger meetings = new AtomicInteger();
  volatile Member self;
  volatile ConfigVersion config = new ConfigVersion(0, 0);
  volatile long roomBytes = Long.MAX_VALUE;
  volatile long durable = Long.MAX_VALUE;
  volatile long applied = Long.MAX_VALUE;
  volatile Supplier<Meeting> answer = () -> new Follow(end());
  volatile List<EpochStart> epochsOfPrimary = List.of();
  volatile @Nullable ImageTarget target;
  volatile long lead;
  private volatile long end;

  CopyInMemory(String node) {
    self = new Member(new NodeId(node), new Incarnation(new UUID(1, 2), new UUID(3, 4)));
  }

  synchronized byte[] content() {
    return bytes.toByteArray();
  }

  long end() {
    return end;
  }

  /// The copy begins at that sequence.
  void startAt(long sequence) {
    end = sequence;
  }

  @Override
  public Member self() {
    return self;
  }

  @Override
  public ConfigVersion config() {
    return config;
  }

  @Override
  public void meet(int epoch, Lineage lineage, long firstSequence, Consumer<Meeting> told) {
    meetings.incrementAndGet();
    epochsOfPrimary = lineage.starts();
    told.accept(answer.get());
  }

  @Override
  public synchronized int take(long address, int count) throws IOException {
    int taken = 0;
    while (taken < count) {
      int length = FrameDescriptor.length(address + taken);
      if (FrameDescriptor.start(address + taken) != end || length > count - taken) {
        throw new IOException(
            "a frame at "
                + FrameDescriptor.start(address + taken)
                + " of "
                + length
                + " where "
                + end
                + " is the next");
      }
      if (length > roomBytes) {
        return taken;
      }
      byte[] frame = new byte[length];
      Native.copyOut(address + taken, frame, 0, length);
      bytes.writeBytes(frame);
      roomBytes -= length;
      taken += length;
      end += length;
    }
    return taken;
  }

  @Override
  public long writtenSequence() {
    return end + lead;
  }

  @Override
  public long durableSequence() {
    return Math.min(durable, end);
  }

  @Override
  public long appliedSequence() {
    return Math.min(applied, end);
  }

  @Override
  public ImageTarget image(Bytes manifest) throws IOException {
    ImageTarget there = target;
    if (there == null) {
      throw new IOException("no place for an image");
    }
    return there;
  }
}
