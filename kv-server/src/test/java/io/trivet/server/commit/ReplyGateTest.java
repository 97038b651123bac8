package io.trivet.server.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class ReplyGateTest {

  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final Permit permit = new Permit();
  private final CommitWatermark watermark = new CommitWatermark(10, permit);
  private final ReplyGate gate = new ReplyGate(loop::add, watermark);
  private final List<Long> released = new ArrayList<>();

  private record Reply(long neededSequence, long asked, List<Long> released)
      implements ReplyGate.Held {

    Reply(long neededSequence, List<Long> released) {
      this(neededSequence, 0, released);
    }

    @Override
    public void release() {
      released.add(neededSequence);
    }
  }

  @Test
  void replyIsHeldUntilItsSequenceIsCommitted() {
    assertThat(gate.isOpen(10, 0)).isTrue();
    assertThat(gate.isOpen(11, 0)).isFalse();

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
    permit.hasLease = false;
    assertThat(gate.isOpen(5, 0)).isFalse();
    assertThat(gate.isOpen(0, 0)).as("depends on no data").isTrue();

    gate.hold(new Reply(5, released));
    watermark.advance(12);
    turn();
    assertThat(released).isEmpty();
    assertThat(loop).as("a gate without a lease waits, it does not spin").isEmpty();

    permit.hasLease = true;
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

    permit.hasLease = true;
    watermark.permitted();
    turn();
    assertThat(released).containsExactly(11L, 12L);
  }

  @Test
  void whatIsConfirmedLeavesAndWhatWasAskedLaterWaits() {
    gate.hold(new Reply(5, 2, released));
    gate.hold(new Reply(6, 1, released));
    gate.hold(new Reply(20, 1, released));
    assertThat(gate.isOpen(5, 2)).isFalse();
    turn();
    assertThat(released).isEmpty();

    permit.confirmed = 1;
    watermark.permitted();
    turn();
    assertThat(released).containsExactly(6L);
    assertThat(loop).as("what may not leave yet waits, it does not spin").isEmpty();

    permit.confirmed = 2;
    watermark.permitted();
    turn();
    assertThat(released).containsExactly(6L, 5L);
    watermark.advance(20);
    turn();
    assertThat(released).containsExactly(6L, 5L, 20L);
  }

  @Test
  void replyThatDependsOnNoDataAsksForNothing() {
    permit.next = 7;
    assertThat(gate.ask(0)).isZero();
    assertThat(gate.ask(1)).isEqualTo(7);
  }

  private void turn() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  private static final class Permit implements ReleasePermit {
    boolean hasLease = true;
    long confirmed;
    long next;

    @Override
    public long ask() {
      return next;
    }

    @Override
    public boolean isGiven(long asked) {
      return asked == 0 ? hasLease : confirmed >= asked;
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
    public long asked() {
      return 0;
    }

    @Override
    public void release() {
      if (!gate.isOpen(sequence, 0)) {
        gate.hold(this);
        return;
      }
      released.add(sequence);
      permit.hasLease = false;
    }
  }
}
