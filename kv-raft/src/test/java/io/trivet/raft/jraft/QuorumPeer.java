package io.trivet.raft.jraft;

import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One member of a quorum in a test, with what it showed and its failures.
final class QuorumPeer implements AutoCloseable {

  private static final int ANSWER_SECONDS = 20;

  final QuorumSettings settings;
  final JRaftConfigQuorum quorum;
  final List<GroupConfig> shown = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final PeerTransport transport;

  QuorumPeer(QuorumSettings settings) throws IOException {
    this(settings, new PeerTransport(null));
  }

  /// @param transport closed with the peer
  QuorumPeer(QuorumSettings settings, PeerTransport transport) throws IOException {
    this.settings = settings;
    this.transport = transport;
    try {
      quorum = JRaftConfigQuorum.start(settings, transport, failures::add);
    } catch (IOException | RuntimeException e) {
      transport.close();
      throw e;
    }
    quorum.watch(shown::add);
  }

  Outcome propose(Proposal proposal) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    quorum.propose(proposal, outcome::complete);
    return outcome.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  Reading read() throws Exception {
    CompletableFuture<Reading> reading = new CompletableFuture<>();
    quorum.read(reading::complete);
    return reading.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  /// Ends it as a crash would: its connections first, so that it cannot hand over.
  void kill() {
    kill(() -> {});
  }

  /// As kill(); does something between the moment it is silent and the moment it is closed.
  void kill(Runnable whenSilent) {
    transport.close();
    whenSilent.run();
    quorum.close();
  }

  /// Stops its event loop: connections stay open, nothing is read or written until that is closed.
  Closeable fallSilent() throws Exception {
    CountDownLatch isStopped = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    transport
        .eventLoop()
        .execute(() -> {
          isStopped.countDown();
          awaitQuietly(goesOn);
        });
    isStopped.await();
    return goesOn::countDown;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    quorum.close();
    transport.close();
  }
}
