package io.trivet.server.failover;

import static io.trivet.raft.agent.SimWorld.MS;

import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.trivet.raft.agent.SimWorld;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connections between two machines. Bytes of one direction stay in order; a cut holds them up, as
/// TCP does, until whoever waits gives up.
final class SimNetwork {
  private final SimulatedGroup group;
  private final SimWorld world;
  private final long[] cutUntilNs = new long[2];

  SimNetwork(SimulatedGroup group) {
    this.group = group;
    this.world = group.world;
  }

  /// Nothing that leaves that machine arrives before so much time has passed.
  void cut(SimMachine from, long durationNs) {
    cutUntilNs[from.index] = Math.max(cutUntilNs[from.index], world.nowNs() + durationNs);
  }

  void heal() {
    cutUntilNs[0] = 0;
    cutUntilNs[1] = 0;
  }

  /// Connects to the machine with that port.
  void connect(
      SimServer from, SimChannel channel, InetSocketAddress remote, ChannelPromise promise) {
    SimMachine target = group.machineAt(remote.getPort());
    from.later(
        channel.config().getConnectTimeoutMillis() * MS,
        () -> from.loop().run(() -> fail(channel, promise, new ConnectTimeoutException())));
    world.after(
        arrivalNs(from.machine()) - world.nowNs(), () -> ring(from, channel, target, promise));
  }

  private void ring(SimServer from, SimChannel channel, SimMachine target, ChannelPromise promise) {
    SimServer server = target.server();
    long backNs = arrivalNs(target) - world.nowNs();
    if (server == null) {
      if (target.isPowered) {
        var refused = new ConnectException("Connection refused: " + target);
        from.laterOnLoop(backNs, () -> fail(channel, promise, refused));
      }
      return;
    }
    SimChannel accepted = new SimChannel();
    End far = new End(server, accepted);
    End near = new End(from, channel);
    far.peer = near;
    near.peer = far;
    server.laterOnLoop(0, () -> server.accept(accepted, far));
    from.laterOnLoop(backNs, () -> open(from, channel, near, promise));
  }

  private static void open(SimServer from, SimChannel channel, End near, ChannelPromise promise) {
    if (promise.isDone()) {
      near.close();
    } else {
      from.opened(near);
      channel.connected(near);
      promise.setSuccess();
      channel.pipeline().fireChannelActive();
    }
  }

  private static void fail(SimChannel channel, ChannelPromise promise, Exception cause) {
    if (promise.tryFailure(cause)) {
      channel.unsafe().closeForcibly();
    }
  }

  private long arrivalNs(SimMachine from) {
    return Math.max(world.nowNs(), cutUntilNs[from.index]) + world.delayNs(MS / 2, 10 * MS);
  }

  /// One end of a connection.
  final class End {
    private final SimServer owner;
    private final SimChannel channel;
    private @Nullable End peer;
    private long lastArrivalNs;
    private boolean isClosed;

    private End(SimServer owner, SimChannel channel) {
      this.owner = owner;
      this.channel = channel;
    }

    SimChannel channel() {
      return channel;
    }

    void send(byte[] bytes) {
      if (!owner.isGone() && !isClosed) {
        toPeer(to -> to.arrived(bytes));
      }
    }

    /// Says goodbye to the other end, behind what was sent.
    void close() {
      if (!isClosed) {
        isClosed = true;
        if (owner.machine().isPowered) {
          toPeer(End::ended);
        }
      }
    }

    private void toPeer(Consumer<End> message) {
      End to = peer;
      if (to != null) {
        lastArrivalNs = Math.max(lastArrivalNs, arrivalNs(owner.machine()));
        world.after(lastArrivalNs - world.nowNs(), () -> message.accept(to));
      }
    }

    private void arrived(byte[] bytes) {
      if (!owner.isGone()) {
        owner.laterOnLoop(0, () -> channel.receive(bytes));
      } else if (owner.machine().isPowered) {
        toPeer(End::ended); // a machine that knows nothing of the connection says so
      }
    }

    private void ended() {
      isClosed = true;
      owner.laterOnLoop(0, channel::receiveEnd);
    }
  }
}
