package io.trivet.server.failover;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// The event loop of a simulated process.
final class SimLoop extends AbstractEventExecutor implements EventLoop {
  private final SimServer server;
  private final SimThread thread;
  private final Promise<Object> terminated = new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);

  SimLoop(SimServer server, SimThread thread) {
    this.server = server;
    this.thread = thread;
  }

  SimServer server() {
    return server;
  }

  /// Does something now, as if it were its turn.
  void run(Runnable task) {
    thread.run(task);
  }

  /// Ends: whoever kept something for this loop lets it go.
  void terminate() {
    terminated.setSuccess(this);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    server.laterByOwnClock(unit.toNanos(delay), () -> thread.execute(command));
    return new Unheeded();
  }

  @Override
  public boolean inEventLoop() {
    return server.isOn(thread);
  }

  @Override
  public boolean inEventLoop(Thread asked) {
    return server.isOn(thread);
  }

  @Override
  public EventLoopGroup parent() {
    return this;
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    channel.unsafe().register(this, promise);
    return promise;
  }

  @Override
  public boolean isShuttingDown() {
    return false;
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return terminated;
  }

  @Override
  public Future<?> terminationFuture() {
    return terminated;
  }

  @Override
  @Deprecated
  public void shutdown() {}

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return terminated.isDone();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }

  /// What came of a task that is to run later: nobody asks.
  private static final class Unheeded extends DefaultPromise<Object>
      implements ScheduledFuture<Object> {
    private Unheeded() {
      super(ImmediateEventExecutor.INSTANCE);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
