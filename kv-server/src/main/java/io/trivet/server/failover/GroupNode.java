package io.trivet.server.failover;

import io.trivet.raft.NodeId;
import io.trivet.raft.jraft.JRaftConfigQuorum;
import io.trivet.raft.jraft.PeerProtocol;
import io.trivet.raft.jraft.PeerTransport;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.replication.LinkSettings;
import io.trivet.server.replication.PrimaryLink;
import io.trivet.server.replication.StandbySessions;
import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.log.LogListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// This node as a member of its group: its vote, and if it keeps data, its copy.
///
/// ```
///  DIR/raft/   the vote (RaftDirectory)
///  DIR/group/  identity and promises of the copy (MemberFiles)
/// ```
///
/// Threads: started and closed by one.
public final class GroupNode implements AutoCloseable {

  private static final String MEMBER = "group";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final int DISK_ENDS_WITHIN_S = 5;

  private final GroupThread group;
  private final ExecutorService disk;
  private final ExecutorService catchUp;
  private final GroupView view;
  private final PeerTransport transport;
  private @Nullable JRaftConfigQuorum quorum;
  private @Nullable DataMember member;

  private GroupNode(
      GroupThread group,
      ExecutorService disk,
      ExecutorService catchUp,
      GroupView view,
      PeerTransport transport) {
    this.group = group;
    this.disk = disk;
    this.catchUp = catchUp;
    this.view = view;
    this.transport = transport;
  }

  /// Takes part in the group.
  ///
  /// @param directory of the node's data
  /// @param data null on a voter
  /// @throws IOException if a file is damaged or in use, or the peer address cannot be bound
  public static GroupNode start(
      GroupSettings settings, Path directory, NodeSurroundings node, @Nullable MemberData data)
      throws IOException {
    GroupThread group = new GroupThread(node.threads(), node.clock()::monoNs, node.onFailure());
    ExecutorService disk =
        Executors.newSingleThreadExecutor(work -> named(node, work, "group-disk"));
    ExecutorService catchUp = Executors.newSingleThreadExecutor(node.threads());
    StandbySessions sessions =
        new StandbySessions(
            LinkSettings.of(settings.groupId()),
            otherCopies(settings),
            node.clock(),
            catchUp,
            node.home(),
            node.tls());
    GroupNode made =
        new GroupNode(
            group,
            disk,
            catchUp,
            new GroupView(
                settings,
                node.clients(),
                node.credentials(),
                node.policyChanged(),
                node.clock(),
                node.threads()),
            new PeerTransport(
                node.io(), new PeerProtocol(StandbySessions.MAGIC, sessions::accept), node.tls()));
    boolean isStarted = false;
    try {
      made.open(settings, directory, node, sessions, data);
      isStarted = true;
      return made;
    } finally {
      if (!isStarted) {
        made.close();
      }
    }
  }

  /// Refuses the directory of a member to a node without a group: its frames would get epochs that
  /// the group gives to others (I1).
  ///
  /// @throws IOException if it is one; the message says what to do
  public static void requireNoMember(Path directory) throws IOException {
    if (Files.isDirectory(directory.resolve(MEMBER))
        && MemberFiles.areIn(RealDisk.at(directory.resolve(MEMBER)))) {
      throw new IOException(
          "dir: %s is that of a member of a group, and the configuration has no group-member lines."
                  .formatted(directory.toAbsolutePath())
              + " Put them back; or, to take the data out of the group for good, delete the folders"
              + " group and raft in it: it can found another group then, and join none");
    }
  }

  /// What commands see of the group.
  public GroupAccess access() {
    return view;
  }

  /// How many tenures this node saw begin after another one.
  ///
  /// @param isPlanned those after a release of the one before, else the others
  public long changes(boolean isPlanned) {
    return view.changes(isPlanned);
  }

  /// How many tenures this node saw begin at an operator's word; none of them is in [#changes].
  public long forcedChanges() {
    return view.forcedChanges();
  }

  /// Who is to be told of the log's progress; nobody on a voter.
  public LogListener logListener() {
    DataMember present = member;
    return present == null ? new LogListener() {} : present;
  }

  /// Whether this node serves as primary.
  public boolean isServing() {
    DataMember present = member;
    return present != null && present.isServing();
  }

  /// Begins; the log's listener is in its place.
  public void begin() {
    DataMember present = member;
    if (present != null) {
      present.start();
    }
  }

  /// Ends its part. The event loops of the clients must still run.
  @Override
  public void close() {
    if (member != null) {
      member.end();
    }
    group.close();
    try {
      disk.shutdown();
      boolean _ = disk.awaitTermination(DISK_ENDS_WITHIN_S, TimeUnit.SECONDS);
      if (member != null) {
        member.finish();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (quorum != null) {
      quorum.close();
    }
    transport.close();
    catchUp.shutdown();
  }

  private void open(
      GroupSettings settings,
      Path directory,
      NodeSurroundings node,
      StandbySessions sessions,
      @Nullable MemberData data)
      throws IOException {
    JRaftConfigQuorum joined =
        QuorumMember.start(
            settings, directory.resolve("raft"), transport, node.random(), node.onFailure());
    quorum = joined;
    if (data == null) {
      joined.watch(config -> group.execute(() -> view.observed(config)));
      return;
    }
    MemberFiles files =
        MemberFiles.open(
            RealDisk.at(directory.resolve(MEMBER)),
            node.random(),
            data.storage().log().lastEpoch());
    UUID bootId = UUID.fromString(Files.readString(BOOT_ID).strip());
    MemberThreads threads =
        new MemberThreads(group, disk, work -> ApplyThread.start(work, node.threads()));
    member =
        new DataMember(
            settings,
            data,
            files,
            bootId,
            joined,
            threads,
            view,
            sessions,
            way(settings, node),
            node);
  }

  private static PrimaryWay way(GroupSettings settings, NodeSurroundings node) {
    return (copy, listener, blocking) ->
        new PrimaryLink(
            LinkSettings.of(settings.groupId()),
            node.home(),
            node.io().channel(),
            node.tls(),
            copy,
            listener,
            blocking,
            node.clock(),
            node.random());
  }

  private static Thread named(NodeSurroundings node, Runnable work, String name) {
    Thread thread = node.threads().newThread(work);
    thread.setName(name);
    return thread;
  }

  private static Set<NodeId> otherCopies(GroupSettings settings) {
    return settings.dataMembers().stream()
        .filter(member -> !member.equals(settings.self()))
        .map(GroupMember::id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
