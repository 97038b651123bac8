package io.trivet.raft.jraft;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A group of two data nodes and a voter in one JVM, on free ports of the loopback address.
final class ThreePeers implements AutoCloseable {

  static final int VOTER = 2;
  private static final String GROUP = "g";

  final List<PeerAddress> members;
  final TreeMap<Integer, QuorumPeer> running = new TreeMap<>();
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
    List<PeerAddress> members = new ArrayList<>();
    List<Integer> ports = freePorts(3);
    for (int i = 0; i < 3; i++) {
      int priority = i == VOTER ? PeerAddress.VOTER_PRIORITY : PeerAddress.DATA_PRIORITY;
      members.add(new PeerAddress("127.0.0.1", ports.get(i), 0, priority));
    }
    ThreePeers peers = new ThreePeers(parent, members, electionTimeoutMs, answerTimeoutMs);
    for (int i = 0; i < 3; i++) {
      RaftDirectory.create(peers.directory(i), GROUP, members.get(i));
    }
    return peers;
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
