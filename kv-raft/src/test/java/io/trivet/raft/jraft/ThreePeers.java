package io.trivet.raft.jraft;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A group of two data nodes and a voter in one JVM, on free ports of the loopback address.
final class ThreePeers implements AutoCloseable {

  static final int VOTER = 2;
  static final String GROUP = "g";

  final List<PeerAddress> members;
  final Map<Integer, QuorumPeer> running = new ConcurrentSkipListMap<>();
  private final ExecutorService entering = Executors.newCachedThreadPool();
  private final Path parent;
  private final int electionTimeoutMs;
  private final int answerTimeoutMs;

  private ThreePeers(
      Path parent, List<PeerAddress> members, int electionTimeoutMs, int answerTimeoutMs) {
    this.parent = parent;
    this.members = members;
    this.electionTimeoutMs = electionTimeoutMs;
    this.answerTimeoutMs = answerTimeoutMs;
  }

  /// Makes the directories of three members.
  static ThreePeers create(Path parent, int electionTimeoutMs, int answerTimeoutMs)
      throws IOException {
    ThreePeers peers = fresh(parent, electionTimeoutMs, answerTimeoutMs);
    for (int i = 0; i < 3; i++) {
      RaftDirectory.create(peers.directory(i), GROUP, peers.members.get(i));
    }
    return peers;
  }

  /// Three members without directories.
  static ThreePeers fresh(Path parent, int electionTimeoutMs, int answerTimeoutMs)
      throws IOException {
    List<PeerAddress> members = new ArrayList<>();
    List<Integer> ports = freePorts(3);
    for (int i = 0; i < 3; i++) {
      int priority = i == VOTER ? PeerAddress.VOTER_PRIORITY : PeerAddress.DATA_PRIORITY;
      members.add(new PeerAddress("127.0.0.1", ports.get(i), 0, priority));
    }
    return new ThreePeers(parent, members, electionTimeoutMs, answerTimeoutMs);
  }

  ThreePeers startAll() throws IOException {
    for (int i = 0; i < 3; i++) {
      start(i);
    }
    return this;
  }

  QuorumPeer start(int index) throws IOException {
    QuorumPeer peer = new QuorumPeer(settings(index, members.get(index), members));
    running.put(index, peer);
    return peer;
  }

  /// Starts a member as a node does: with the directory that it has, or by asking the others.
  /// Running once the future is done; to cancel is to crash.
  Future<QuorumPeer> enter(int index) {
    return entering.submit(() -> {
      PeerTransport transport = new PeerTransport(null);
      try {
        PeerAddress self =
            FreshMember.enter(
                GROUP,
                members.get(index),
                members,
                directory(index),
                transport,
                ThreadLocalRandom.current());
        QuorumPeer peer = new QuorumPeer(settings(index, self, members), transport);
        running.put(index, peer);
        return peer;
      } catch (IOException | RuntimeException e) {
        transport.close();
        throw e;
      }
    });
  }

  /// All enter at once; returns when all run.
  ThreePeers enterAll() throws Exception {
    for (Future<QuorumPeer> each : List.of(enter(0), enter(1), enter(2))) {
      each.get(20, TimeUnit.SECONDS);
    }
    return this;
  }

  /// Starts a member that waits to be taken in, under another identity and directory.
  QuorumPeer join(int index, PeerAddress self, Path directory) throws IOException {
    RaftDirectory.create(directory, GROUP, self);
    QuorumSettings old = settings(index, self, List.of());
    QuorumPeer peer =
        new QuorumPeer(
            new QuorumSettings(
                GROUP, self, List.of(), directory, old.electionTimeoutMs(), answerTimeoutMs));
    running.put(index, peer);
    return peer;
  }

  void kill(int index) {
    running.remove(index).kill();
  }

  Path directory(int index) {
    return parent.resolve("peer-" + index);
  }

  /// The index of the member that leads, once one does and a majority confirms it.
  int leader() {
    return Await.notNull(
        "a leader",
        () ->
            running.entrySet().stream()
                .filter(peer -> peer.getValue().quorum.isLeader())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null));
  }

  QuorumPeer peer(int index) {
    return running.get(index);
  }

  QuorumPeer leading() {
    return peer(leader());
  }

  /// Any running member that does not lead.
  QuorumPeer following() {
    int leader = leader();
    return peer(running.keySet().stream().filter(i -> i != leader).findFirst().orElseThrow());
  }

  @Override
  public void close() {
    entering.shutdownNow();
    running.values().forEach(QuorumPeer::close);
  }

  private QuorumSettings settings(int index, PeerAddress self, List<PeerAddress> group) {
    return new QuorumSettings(
        GROUP, self, group, directory(index), electionTimeoutMs, answerTimeoutMs);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
