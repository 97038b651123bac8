package io.trivet.server.replication;

import io.trivet.raft.Member;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what listeners of both ends are told, a line each: heard and acked keep only the
/// last.
final class Recorder implements SessionListener, LinkListener {
  final List<String> lines = new CopyOnWriteArrayList<>();
  volatile long written = -1;
  volatile long durable = -1;
  volatile long applied = -1;
  volatile PrimaryMark mark = new PrimaryMark(0, 0, 0, false);
  volatile int beats;

  long count(String beginning) {
    return lines.stream().filter(line -> line.startsWith(beginning)).count();
  }

  @Override
  public void joined(int epoch, Member member, long session) {
    lines.add("joined " + epoch + " " + member.node() + " " + session);
  }

  @Override
  public void acked(
      int epoch, Member member, long writtenSequence, long durableSequence, long appliedSequence) {
    written = writtenSequence;
    durable = durableSequence;
    applied = appliedSequence;
  }

  @Override
  public void left(int epoch, Member member, long session) {
    lines.add("left " + epoch + " " + member.node() + " " + session);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void heard(int epoch, PrimaryMark latest) {
    beats++;
    mark = latest;
  }

  @Override
  public void lost(int epoch, Loss loss) {
    lines.add("lost " + epoch + " " + loss);
  }

  @Override
  public void caughtUp(int epoch) {
    lines.add("caught up " + epoch);
  }
}
