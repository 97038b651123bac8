package io.trivet.raft.agent;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import io.trivet.raft.group.GroupConfigMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A quorum as bad as its contract allows: proposals that are committed late, that arrive twice, or
/// whose outcome nobody learns; views that lag; reads that take their time; outages.
public final class SimQuorum {
  private static final long TIMEOUT_NS = 400 * MS;

  private final SimWorld world;
  private final BiConsumer<Integer, Proposal> sent;
  private final List<GroupConfig> history = new ArrayList<>(List.of(GroupConfig.NONE));
  private final long[] cutUntilNs = new long[2];

  /// A process whose tasks run after a true delay, unless it dies before.
  @FunctionalInterface
  public interface Later {
    void later(long delayNs, Runnable task);
  }

  /// @param sent told of each proposal that leaves a node
  public SimQuorum(SimWorld world, BiConsumer<Integer, Proposal> sent) {
    this.world = world;
    this.sent = sent;
  }

  public GroupConfig newest() {
    return history.getLast();
  }

  /// Nothing of that node's comes through for so long.
  public void cut(int node, long durationNs) {
    cutUntilNs[node] = Math.max(cutUntilNs[node], world.nowNs() + durationNs);
  }

  public void heal() {
    cutUntilNs[0] = 0;
    cutUntilNs[1] = 0;
  }

  /// The part of a process that starts now.
  public ConfigQuorum port(Later process, int node) {
    return new Port(process, node);
  }

  private boolean isCut(int node) {
    return world.nowNs() < cutUntilNs[node];
  }

  private Outcome decide(Proposal proposal) {
    Outcome outcome = GroupConfigMachine.apply(newest(), proposal);
    if (outcome instanceof Outcome.Committed(GroupConfig next)) {
      history.add(next);
    }
    return outcome;
  }

  /// What one process has of the quorum.
  private final class Port implements ConfigQuorum {
    private final Later process;
    private final int node;
    private final List<Consumer<GroupConfig>> watchers = new ArrayList<>();
    private int shown;

    private Port(Later process, int node) {
      this.process = process;
      this.node = node;
      this.shown = world.random.nextInt(history.size());
    }

    @Override
    public void propose(Proposal proposal, Consumer<Outcome> decided) {
      sent.accept(node, proposal);
      boolean isLost = isCut(node) || world.chance(12);
      if (!isLost) {
        world.after(world.delayNs(4 * MS, 60 * MS), () -> answer(decide(proposal), decided));
        if (world.chance(10)) {
          world.after(world.between(MS, 3000 * MS), () -> decide(proposal));
        }
        return;
      }
      if (world.chance(60)) {
        world.after(world.between(MS, 3000 * MS), () -> decide(proposal));
      }
      process.later(TIMEOUT_NS, () -> decided.accept(new Outcome.Unknown()));
    }

    private void answer(Outcome outcome, Consumer<Outcome> decided) {
      int index = history.size() - 1;
      if (world.chance(5)) {
        process.later(TIMEOUT_NS, () -> decided.accept(new Outcome.Unknown()));
        return;
      }
      process.later(
          world.delayNs(2 * MS, 40 * MS),
          () -> {
            showUpTo(index);
            decided.accept(outcome);
          });
    }

    @Override
    public void watch(Consumer<GroupConfig> watcher) {
      watchers.add(watcher);
      watcher.accept(history.get(shown));
      poll();
    }

    /// Looks what is new, and shows it at once or much later.
    private void poll() {
      process.later(
          10 * MS,
          () -> {
            int last = history.size() - 1;
            int next = world.chance(5) ? Math.max(shown, last - 1) : last;
            long lagNs = world.chance(10) ? world.between(MS, 900 * MS) : 0;
            process.later(
                lagNs,
                () -> {
                  if (!isCut(node)) {
                    showUpTo(next);
                  }
                  poll();
                });
          });
    }

    private void showUpTo(int index) {
      while (shown < index) {
        GroupConfig next = history.get(++shown);
        watchers.forEach(watcher -> watcher.accept(next));
      }
    }

    @Override
    public void read(Consumer<Reading> answered) {
      if (isCut(node) || world.chance(2)) {
        process.later(TIMEOUT_NS, () -> answered.accept(new Reading.Unconfirmed()));
        return;
      }
      world.after(
          world.delayNs(2 * MS, 30 * MS),
          () -> {
            GroupConfig found = newest();
            process.later(
                world.delayNs(30 * MS, 300 * MS),
                () -> answered.accept(new Reading.Confirmed(found)));
          });
    }

    @Override
    public void close() {}
  }
}
