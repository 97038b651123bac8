package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.util.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a member without a directory finds its identity (H8, ADR 0010).
///
/// It asks all others. If one of them formed the group without this attempt, an earlier attempt may
/// have voted under this address: the member takes a generation that nobody had, and waits to be
/// taken in. Only if all others answered, and none of them so, it is a founder, of generation 0.
/// Until then it has no vote, and its port answers nothing but this question.
///
/// Threads: the one that calls; it waits as long as it takes.
public final class FreshMember implements JoinProcessor.Door {

  private static final Logger LOG = LoggerFactory.getLogger(FreshMember.class);
  private static final int ANSWER_MS = 300;
  private static final int PAUSE_MS = 50;
  private static final int ROUNDS_PER_LINE = 100;

  private final String groupId;
  private final PeerAddress self;
  private final List<PeerAddress> others;
  private final UUID attempt;
  private final NettyRpcClient peers;
  private final Map<PeerAddress, Standing> heard = new HashMap<>();

  private FreshMember(
      String groupId,
      PeerAddress self,
      List<PeerAddress> others,
      UUID attempt,
      NettyRpcClient peers) {
    this.groupId = groupId;
    this.self = self;
    this.others = others;
    this.attempt = attempt;
    this.peers = peers;
  }

  /// The identity of this member, with its directory: the one that is there, or a new one.
  ///
  /// @param self this member, generation 0
  /// @param members all members, generation 0, this one among them
  /// @param random names the attempt and the generation
  /// @throws CorruptRaftFileException if there is a directory and it is damaged
  /// @throws InterruptedIOException if the thread is interrupted while it waits
  /// @throws IOException if the peer address cannot be bound, or the directory not be made
  public static PeerAddress enter(
      String groupId,
      PeerAddress self,
      List<PeerAddress> members,
      Path directory,
      PeerTransport transport,
      RandomGenerator random)
      throws IOException {
    if (Files.exists(directory)) {
      return RaftDirectory.identity(directory, groupId, self);
    }
    UnfinishedDirectory unfinished = UnfinishedDirectory.open(directory, random);
    List<PeerAddress> others = members.stream().filter(other -> !other.isAt(self)).toList();
    NettyRpcClient peers = new NettyRpcClient(transport);
    peers.init(new PeerNodeOptions(transport, ANSWER_MS, self.priority()));
    FreshMember fresh = new FreshMember(groupId, self, others, unfinished.attempt(), peers);
    boolean isFounder;
    NettyRpcServer server =
        new NettyRpcServer(transport, new InetSocketAddress(self.host(), self.port()), null);
    server.registerProcessor(new JoinProcessor(groupId, fresh));
    try {
      if (!server.init(null)) {
        throw new IOException("peer port not bound: " + self);
      }
      isFounder = fresh.decide();
    } finally {
      peers.shutdown();
      server.shutdown(); // before there is a directory: with one, it never says "fresh" again
    }
    PeerAddress identity =
        isFounder ? self : self.withGeneration(random.nextInt(1, Integer.MAX_VALUE));
    unfinished.finish(groupId, identity, isFounder ? fresh.founders() : fresh.alone());
    LOG.info("enters the quorum as={} founder={}", identity.peerId(), isFounder);
    return identity;
  }

  @Override
  public Standing standing(JoinRequest.Ask ask) {
    return new Standing.Fresh(attempt);
  }

  @Override
  public void admit(PeerAddress member, Consumer<Status> done) {
    done.accept(new Status(RaftError.EPERM, "%s is no member itself yet", self));
  }

  /// Whether this member is a founder; returns when it is known.
  private boolean decide() throws IOException {
    for (int round = 0; ; round++) {
      askAll();
      if (heard.containsValue(new Standing.FoundedWithoutYou())) {
        LOG.warn("has no votes of its own, but the group has been formed: joins as a new member");
        return false;
      }
      if (heard.size() == others.size()) {
        return true;
      }
      if (round % ROUNDS_PER_LINE == ROUNDS_PER_LINE / 10) {
        LOG.info(
            "has no votes of its own; waits until all others say that the group is new, or one"
                + " that it is not waitsFor={}",
            others.stream().filter(other -> !heard.containsKey(other)).toList());
      }
      pause();
    }
  }

  /// Asks all at once, and waits for those that answer in time.
  private void askAll() throws IOException {
    Map<PeerAddress, CompletableFuture<Object>> answers = new HashMap<>();
    for (PeerAddress other : others) {
      answers.put(other, ask(other));
    }
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
    for (Map.Entry<PeerAddress, CompletableFuture<Object>> asked : answers.entrySet()) {
      try {
        long leftNs = Math.max(0, endNs - System.nanoTime());
        Standing standing = Standing.decode(asked.getValue().get(leftNs, TimeUnit.NANOSECONDS));
        if (standing != null) {
          heard.put(asked.getKey(), standing);
        }
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("no answer from {}", asked.getKey(), e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private CompletableFuture<Object> ask(PeerAddress other) {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    JoinRequest question = new JoinRequest.Ask(groupId, self.host(), self.port(), attempt);
    try {
      peers.invokeAsync(
          new Endpoint(other.host(), other.port()),
          question.encode(),
          null,
          new DirectCallback(answer),
          ANSWER_MS);
    } catch (RemotingException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private Founders founders() {
    Map<String, UUID> attempts = new HashMap<>();
    attempts.put(Founders.name(self.host(), self.port()), attempt);
    heard.forEach((other, standing) -> {
      if (standing instanceof Standing.Fresh(UUID theirs)) {
        attempts.put(Founders.name(other.host(), other.port()), theirs);
      }
    });
    return new Founders(attempts);
  }

  private Founders alone() {
    return new Founders(Map.of(Founders.name(self.host(), self.port()), attempt));
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted before the other members answered");
  }
}
