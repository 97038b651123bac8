package io.trivet.server.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ReplyGateTest {

  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final AtomicBoolean hasLease = new AtomicBoolean(true);
  private final CommitWatermark watermark = new CommitWatermark(10, hasLease::get);
  private final ReplyGate gate = new ReplyGate(loop::add, watermark);
  private final List<Long> released = new ArrayList<>();

  private record Reply(long neededSequence, List<Long> released) implements ReplyGate.Held {
    @Override
    public void release() {
      released.add(neededSequence);
    }
  }

  @Test
  void replyIsHeldUntilItsSequenceIsCommitted() {
    assertThat(gate.isOpen(10)).isTrue();
    assertThat(gate.isOpen(11)).isFalse();

    gate.hold(new Reply(20, released));
    gate.hold(new Reply(11, released));
    watermark.advance(11);
    turn();
    assertThat(released).containsExactly(11L);

    watermark.advance(20);
    turn();
    assertThat(released).containsExactly(11L, 20L);
  }

  @Test
  void nothingLeavesWithoutTheLeaseAndEverythingWhenItIsBack() {
    hasLease.set(false);
    assertThat(gate.isOpen(5)).isFalse();
    assertThat(gate.isOpen(0)).as("depends on no data").isTrue();

    gate.hold(new Reply(5, released));
    watermark.advance(12);
    turn();
    assertThat(released).isEmpty();
    assertThat(loop).as("a gate without a lease waits, it does not spin").isEmpty();

    hasLease.set(true);
    watermark.permitted();
    turn();
    assertThat(released).containsExactly(5L);
  }

  @Test
  void leaseThatEndsInTheMiddleOfAReleaseHoldsTheRest() {
    gate.hold(new Ending(11));
    gate.hold(new Ending(12));
    watermark.advance(12);
    turn();
    assertThat(released).containsExactly(11L);

    hasLease.set(true);
    watermark.permitted();
    turn();
    assertThat(released).containsExactly(11L, 12L);
  }

  private void turn() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  /// Asks the gate again, as a connection does, and then loses the lease.
  private final class Ending implements ReplyGate.Held {
    private final long sequence;

    Ending(long sequence) {
      this.sequence = sequence;
    }

    @Override
    public long neededSequence() {
      return sequence;
    }

    @Override
    public void release() {
      if (!gate.isOpen(sequence)) {
        gate.hold(this);
        return;
      }
      released.add(sequence);
      hasLease.set(false);
    }
  }
}
