package io.trivet.server.failover;

import static io.trivet.raft.agent.SimWorld.MS;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.ServingState;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.ReplyGate;
import io.trivet.server.config.GroupMember;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ListValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The clients' side of a simulated process: executes requests in transactions of the keyspace, and
/// lets answers leave through a gate.
final class SimService implements GroupClients {
  private static final int ROOM_BYTES = 4096;
  private static final long AGAIN_NS = 5 * MS;

  private final SimServer server;
  private final Storage storage;
  private final ReplyGate gate;
  private final KeyspaceTxn txn;
  private final boolean cuts;
  private final Set<HeldAnswer> held = new HashSet<>();
  private @Nullable GroupAccess group;
  private long pausedUntilMs;

  /// @param cuts false plants a bug: whoever waits for an answer goes on waiting
  SimService(SimServer server, Storage storage, CommitWatermark watermark, boolean cuts) {
    this.server = server;
    this.storage = storage;
    this.gate = new ReplyGate(server.loop(), watermark);
    this.txn = storage.transaction();
    this.cuts = cuts;
  }

  void begin(GroupAccess access) {
    group = access;
  }

  void end() {
    txn.close();
  }

  /// Executes a request, or says that nothing is executed. On the event loop.
  void execute(SimRequest request) throws IOException {
    GroupAccess access = group;
    if (access == null || !(access.serving() instanceof ServingState.Serving)) {
      request.refused();
      return;
    }
    boolean mustWait =
        request.isWrite()
            && (server.machine().wallMs() < pausedUntilMs || !storage.log().hasRoom(ROOM_BYTES));
    if (mustWait) {
      server.later(AGAIN_NS, () -> server.laterOnLoop(0, () -> server.execute(request)));
      return;
    }
    SimRequest.Answer answer = new SimRequest.Answer(request, run(request));
    long needed = txn.observedSequence();
    txn.unlock();
    storage.log().endBatch();
    if (gate.isOpen(needed, 0)) {
      server.answers(answer, needed);
    } else {
      HeldAnswer waiting = new HeldAnswer(answer, needed);
      held.add(waiting);
      gate.hold(waiting);
    }
    gate.release();
  }

  /// The elements of a list, as this copy has them. For the observer.
  List<Long> look(Bytes key) throws IOException {
    List<Long> elements = run(new SimRequest(key, 0, Set.of()));
    txn.unlock();
    return elements;
  }

  private List<Long> run(SimRequest request) throws IOException {
    while (true) {
      txn.begin(0, server.machine().wallMs());
      txn.lock(Slot.of(request.key.array()));
      try {
        if (!request.isWrite()) {
          txn.readOnly();
        }
        txn.requireResident(request.key);
        List<Long> elements = List.of();
        if (request.isWrite()) {
          txn.editList(request.key).pushLast(Bytes.utf8(Long.toString(request.element)));
        } else {
          elements = elements(txn.list(request.key));
        }
        txn.commit();
        return elements;
      } catch (ColdMissException e) {
        txn.commit();
        txn.unlock();
        storage.coldReader().loadNow(e.keys());
      }
    }
  }

  private static List<Long> elements(@Nullable ListValue list) {
    List<Long> elements = new ArrayList<>();
    if (list != null) {
      list.forEach(
          0,
          list.size(),
          (array, from, to) ->
              elements.add(Long.parseLong(new String(array, from, to - from, US_ASCII))));
    }
    return elements;
  }

  @Override
  public CompletionStage<?> cut() {
    if (cuts) {
      held.forEach(each -> each.isCut = true);
      held.clear();
    }
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public CompletionStage<?> passLoops() {
    CompletableFuture<Object> passed = new CompletableFuture<>();
    server.laterOnLoop(0, () -> passed.complete(this));
    return passed;
  }

  @Override
  public void pause(long forMs) {
    pausedUntilMs = server.machine().wallMs() + forMs;
  }

  @Override
  public void resume() {
    pausedUntilMs = 0;
  }

  @Override
  public void primaryChanged(@Nullable GroupMember before, GroupMember now) {}

  /// An answer that waits for what it depends on.
  private final class HeldAnswer implements ReplyGate.Held {
    private final SimRequest.Answer answer;
    private final long needed;
    private boolean isCut;

    private HeldAnswer(SimRequest.Answer answer, long needed) {
      this.answer = answer;
      this.needed = needed;
    }

    @Override
    public long neededSequence() {
      return isCut ? 0 : needed;
    }

    @Override
    public long asked() {
      return 0;
    }

    @Override
    public void release() {
      if (isCut) {
        return;
      }
      if (!gate.isOpen(needed, asked())) {
        gate.hold(this);
        return;
      }
      held.remove(this);
      server.answers(answer, needed);
    }
  }
}
