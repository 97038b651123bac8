package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.RaftServiceFactory;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.impl.PingRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.AppendEntriesRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.GetFileRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.InstallSnapshotRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.ReadIndexRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.RequestVoteRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.TimeoutNowRequestProcessor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// The library's node of one member, with its directory and its peer port.
///
/// Threads: started and closed by one thread; the rest from any.
final class RaftMember implements ProposeProcessor.LocalLog, AutoCloseable {

  private static final byte[] NO_CONTEXT = {};
  private static final long NO_LIMIT = -1;

  private final RaftDirectory directory;
  private final NettyRpcServer server;
  private final PeerId self;
  private final ConfigStateMachine machine;
  private final Node node;
  private final boolean isNew;

  private RaftMember(
      RaftDirectory directory,
      NettyRpcServer server,
      PeerId self,
      ConfigStateMachine machine,
      Node node,
      boolean isNew) {
    this.directory = directory;
    this.server = server;
    this.self = self;
    this.machine = machine;
    this.node = node;
    this.isNew = isNew;
  }

  /// Opens the directory, joins the group and binds the peer port.
  ///
  /// @throws CorruptRaftFileException if the directory is not what this member left
  /// @throws IOException if the directory is in use or the address cannot be bound
  static RaftMember start(
      QuorumSettings settings, PeerTransport transport, ConfigStateMachine machine)
      throws IOException {
    RaftDirectory directory =
        RaftDirectory.open(settings.directory(), settings.groupId(), settings.self());
    try {
      return start(settings, transport, machine, directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static RaftMember start(
      QuorumSettings settings,
      PeerTransport transport,
      ConfigStateMachine machine,
      RaftDirectory directory)
      throws IOException {
    RaftLogFile log = directory.openLog();
    boolean isNew = settings.self().generation() > 0 && log.last() == 0;
    PeerNodeOptions options = options(settings, transport, machine, directory, log);
    Founders founders = directory.openFounders();
    PeerId self = settings.self().peerId();
    InetSocketAddress address = new InetSocketAddress(self.getIp(), self.getPort());
    NettyRpcServer server = new NettyRpcServer(transport, address, transport.second());
    Node node = node(settings.groupId(), self, options);
    RaftMember member = new RaftMember(directory, server, self, machine, node, isNew);
    processors(server, transport.requests());
    server.registerProcessor(new ProposeProcessor(settings.groupId(), member));
    server.registerProcessor(
        new JoinProcessor(
            settings.groupId(), new MemberDoor(settings.self(), founders, log, node)));
    if (!server.init(null)) {
      member.close();
      throw new IOException("peer port not bound: " + address);
    }
    return member;
  }

  /// Whether no leader had told it anything when it started, and it is no founder.
  boolean isNew() {
    return isNew;
  }

  @Override
  public boolean isLeader() {
    return machine.isLeader();
  }

  @Override
  public void append(byte[] entry, Consumer<Status> done) {
    try {
      node.apply(new Task(ByteBuffer.wrap(entry), done::accept));
    } catch (IllegalStateException e) {
      done.accept(new Status(RaftError.ESHUTDOWN, "%s", e.getMessage()));
    }
  }

  /// Tells whether a majority still followed the leader after the call, and all that was committed
  /// before it is applied here.
  ///
  /// @param done told when that is known, which may be never: the library's own limit is a thread
  ///   that wakes a thousand times a second
  void readIndex(Consumer<Status> done) {
    ReadIndexClosure closure =
        new ReadIndexClosure(NO_LIMIT) {
          @Override
          public void run(Status status, long index, byte[] context) {
            done.accept(status);
          }
        };
    try {
      node.readIndex(NO_CONTEXT, closure);
    } catch (IllegalStateException | RejectedExecutionException e) {
      closure.run(new Status(RaftError.ESHUTDOWN, "%s", e.getMessage()));
    }
  }

  /// Changes who votes; only the leader can.
  void changeMembers(List<PeerAddress> members, Consumer<Status> done) {
    node.changePeers(PeerAddress.configuration(members), done::accept);
  }

  /// Lets the most advanced other member lead. May wait for the library's node lock.
  void handOver() {
    node.transferLeadershipTo(PeerId.ANY_PEER);
  }

  /// Writes a snapshot and prunes the log.
  void snapshot(Consumer<Status> done) {
    node.snapshot(done::accept);
  }

  /// Leaves; waits until the files are closed.
  @Override
  public void close() throws IOException {
    server.shutdown();
    node.shutdown();
    try {
      node.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    NodeManager.getInstance().removeAddress(self.getEndpoint());
    directory.close();
  }

  private static Node node(String groupId, PeerId self, PeerNodeOptions options)
      throws IOException {
    NodeManager.getInstance().addAddress(self.getEndpoint());
    try {
      Node node = RaftServiceFactory.createAndInitRaftNode(groupId, self, options);
      options.nodeStarted();
      return node;
    } catch (IllegalStateException e) {
      NodeManager.getInstance().removeAddress(self.getEndpoint());
      throw new IOException("the Raft node does not start: " + self, e);
    }
  }

  private static PeerNodeOptions options(
      QuorumSettings settings,
      PeerTransport transport,
      ConfigStateMachine machine,
      RaftDirectory directory,
      RaftLogFile log)
      throws IOException {
    PeerNodeOptions options =
        new PeerNodeOptions(transport, settings.electionTimeoutMs(), settings.self().priority());
    if (settings.self().generation() == 0) {
      options.setInitialConf(PeerAddress.configuration(settings.members()));
    }
    options.setServiceFactory(
        new FileServiceFactory(new FileLogStorage(log), directory.openVotes()));
    options.setLogUri("log");
    options.setRaftMetaUri("votes");
    options.setSnapshotUri(directory.snapshots().toString());
    options.setFsm(machine);
    return options;
  }

  private static void processors(NettyRpcServer server, Executor requests) {
    AppendEntriesRequestProcessor entries = new AppendEntriesRequestProcessor(requests);
    server.registerConnectionClosedEventListener(entries);
    server.registerProcessor(entries);
    server.registerProcessor(new RequestVoteRequestProcessor(requests));
    server.registerProcessor(new PingRequestProcessor(requests));
    server.registerProcessor(new InstallSnapshotRequestProcessor(requests));
    server.registerProcessor(new GetFileRequestProcessor(requests));
    server.registerProcessor(new TimeoutNowRequestProcessor(requests));
    server.registerProcessor(new ReadIndexRequestProcessor(requests));
  }
}
