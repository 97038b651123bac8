package io.trivet.it.nemesis;

import io.trivet.it.history.HistoryRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The clients of a run, each in a thread of its own.
///
/// Threads: the test thread.
final class Clients implements AutoCloseable {
  private static final int COUNT = 12;
  private static final int PATIENCE_MS = 1000;
  private static final int SHORT_PATIENCE_MS = 250;
  private static final long ENDS_WITHIN_MS = 30_000;
  private static final long LAST_READ_WITHIN_MS = 60_000;

  private final Ground ground;
  private final HistoryRecorder recorder;
  private final Pulse pulse;
  private final long seed;
  private final KeyWindows keys = new KeyWindows();
  private final List<LoggedClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Clients(Ground ground, HistoryRecorder recorder, Pulse pulse, long seed) {
    this.ground = ground;
    this.recorder = recorder;
    this.pulse = pulse;
    this.seed = seed;
  }

  /// Starts all. Some have little patience: they find a new primary soon.
  void start() {
    for (int lane = 0; lane < COUNT; lane++) {
      LoggedClient client = client(lane, lane % 4 == 3 ? SHORT_PATIENCE_MS : PATIENCE_MS);
      clients.add(client);
      threads.add(Thread.ofPlatform().name("client-" + lane).daemon().start(client));
    }
  }

  /// Leaves all keys for new ones.
  void renewKeys() {
    keys.renew();
  }

  /// Lets all end.
  ///
  /// @throws IllegalStateException if one does not
  void stop() throws InterruptedException {
    clients.forEach(LoggedClient::stop);
    for (Thread thread : threads) {
      thread.join(ENDS_WITHIN_MS);
      if (thread.isAlive()) {
        throw new IllegalStateException(thread.getName() + " does not end");
      }
    }
  }

  /// Reads all lists once more, up to one that nobody answers. Says whether all were read.
  boolean readAll() throws InterruptedException {
    LoggedClient last = client(0, PATIENCE_MS);
    boolean[] isRead = {false};
    Thread reader =
        Thread.ofPlatform()
            .name("last-reads")
            .daemon()
            .start(() -> {
              ground.enterAsClient();
              isRead[0] =
                  keys.lastReads().stream()
                      .allMatch(read -> last.readInTheEnd(read, LAST_READ_WITHIN_MS));
            });
    reader.join();
    last.stop();
    return isRead[0];
  }

  @Override
  public void close() {
    clients.forEach(LoggedClient::stop);
  }

  private LoggedClient client(int lane, int patienceMs) {
    Random random = new Random(seed * 31 + lane);
    return new LoggedClient(ground, recorder, keys, pulse, lane, patienceMs, random);
  }
}
