package io.trivet.server.dispatch;

import io.trivet.server.command.BlockingHandler;
import io.trivet.server.command.Call;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.server.session.BlockedCall;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.keyspace.WrongTypeException;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Blocking calls of one event loop: lets them wait, and serves those for whom a transaction of
/// this loop made a key ready.
///
/// A waiter is served inside the transaction that fed it, before its commit: the push and the pop
/// are one frame (I15), and nobody can come in between. If a slot that the waiter needs besides is
/// not free at once, it attempts again on its own loop.
///
/// Threads: the event loop's, but for [#retryAll].
final class Blocking {

  private record Answer(BlockedCall call, Reply reply) {}

  /// About as long as an attempt takes at most.
  private static final long ATTEMPT_NS = 1_000_000;

  private final Shared shared;
  private final Dispatcher dispatcher;
  private final List<Answer> answers = new ArrayList<>();

  Blocking(Shared shared, Dispatcher dispatcher) {
    this.shared = shared;
    this.dispatcher = dispatcher;
  }

  /// Registers a call whose attempt found nothing; its slots are still locked.
  void wait(Client client, Call call, BlockingHandler handler, List<Bytes> keys, long deadlineNs) {
    Request own = call.request().copy();
    Call kept = call.spec().parse(own);
    kept.reuse(call.spec(), own, call.databaseIndex());
    Object remembered = call.remembered();
    if (remembered != null) {
      kept.remember(remembered);
    }
    BlockedCall blocked = new BlockedCall(new Wait(client), kept, handler, keys, deadlineNs);
    shared.blockedCalls().add(blocked);
    client.session().blockedCall(blocked);
    if (deadlineNs != BlockedCall.NEVER) {
      long delayNs = deadlineNs - shared.clock().monoNs();
      scheduleTimeout(client, blocked, delayNs);
    }
  }

  /// A call that is between two attempts and registered nowhere.
  BlockedCall suspended(Client client, Call call, BlockingHandler handler, long deadlineNs) {
    return new BlockedCall(new Wait(client), call, handler, List.of(), deadlineNs);
  }

  /// When a call that starts to wait now gives up.
  long deadlineNs(long timeoutMs) {
    return timeoutMs == BlockingHandler.FOR_EVER
        ? BlockedCall.NEVER
        : shared.clock().monoNs() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
  }

  /// The client is gone: it waits for nothing any more. On its loop.
  void cancel(Client client) {
    BlockedCall blocked = client.session().blockedCall();
    if (blocked != null && blocked.claim()) {
      shared.blockedCalls().remove(blocked);
    }
    client.session().blockedCall(null);
  }

  /// Ends a wait without an answer from the keyspace: timeout, CLIENT UNBLOCK. On the client's
  /// loop.
  boolean end(Client client, BlockedCall blocked, Reply reply) {
    if (!blocked.claim()) {
      return false;
    }
    shared.blockedCalls().remove(blocked);
    client.session().blockedCall(null);
    client.session().reply(reply, KeyspaceTxn.INITIAL_STATE);
    client.resume();
    return true;
  }

  /// Serves those who wait for keys that the transaction has changed; before its commit.
  void serve(KeyspaceTxn txn) {
    if (shared.blockedCalls().isEmpty()) {
      return;
    }
    int database = txn.database();
    while (serveOnce(txn)) {}
    txn.useDatabase(database);
  }

  /// Sends the answers of the waiters served, after the commit under `sequence`.
  void answer(long sequence) {
    if (answers.isEmpty()) {
      return;
    }
    for (Answer answer : answers) {
      answer.call().waiter().answered(answer.call(), answer.reply(), sequence);
    }
    answers.clear();
  }

  /// Lets all waiters attempt again: databases were exchanged, or many keys changed at once.
  void retryAll() {
    for (BlockedCall call : shared.blockedCalls().all()) {
      call.waiter().retry(call);
    }
  }

  private boolean serveOnce(KeyspaceTxn txn) {
    List<BlockedCall> waiting = new ArrayList<>();
    txn.changedKeys(
        (database, key) -> waiting.addAll(shared.blockedCalls().waitingFor(database, key)));
    boolean served = false;
    for (BlockedCall call : waiting) {
      served |= serve(txn, call);
    }
    return served;
  }

  private boolean serve(KeyspaceTxn txn, BlockedCall blocked) {
    if (!blocked.claim()) {
      return false;
    }
    Reply reply = null;
    if (lockKeys(txn, blocked)) {
      reply = attempt(txn, blocked);
    } else {
      blocked.waiter().retry(blocked);
    }
    if (reply == null) {
      blocked.unclaim();
      return false;
    }
    shared.blockedCalls().remove(blocked);
    answers.add(new Answer(blocked, reply));
    return true;
  }

  private static boolean lockKeys(KeyspaceTxn txn, BlockedCall blocked) {
    for (Bytes key : blocked.keys()) {
      if (!txn.tryLock(Slot.of(key.array()))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Reply attempt(KeyspaceTxn txn, BlockedCall blocked) {
    txn.useDatabase(blocked.databaseIndex());
    try {
      for (Bytes key : blocked.keys()) {
        txn.requireResident(key);
      }
      return blocked.handler().attempt().execute(blocked.call(), txn);
    } catch (WrongTypeException _) {
      return null; // not the value it waits for
    } catch (CommandError e) {
      return e.reply();
    } catch (ColdMissException _) {
      blocked.waiter().retry(blocked);
      return null;
    }
  }

  private void scheduleTimeout(Client client, BlockedCall blocked, long delayNs) {
    var _ = client.loop().schedule(() -> timeOut(client, blocked), delayNs, TimeUnit.NANOSECONDS);
  }

  private void timeOut(Client client, BlockedCall blocked) {
    if (client.session().blockedCall() == blocked
        && !end(client, blocked, blocked.handler().atTimeout().apply(blocked.call()))) {
      // Somebody is attempting it right now; if that comes to nothing, the time is still up.
      scheduleTimeout(client, blocked, ATTEMPT_NS);
    }
  }

  /// How a client of this loop learns of the end of its wait.
  private final class Wait implements BlockedCall.Waiter {
    private final Client client;

    Wait(Client client) {
      this.client = client;
    }

    @Override
    public void answered(BlockedCall call, Reply reply, long sequence) {
      client
          .loop()
          .execute(() -> {
            client.session().blockedCall(null);
            client.session().reply(reply, sequence);
            client.resume();
          });
    }

    @Override
    public boolean end(BlockedCall call, Reply reply) {
      if (!call.claim()) {
        return false;
      }
      shared.blockedCalls().remove(call);
      answered(call, reply, KeyspaceTxn.INITIAL_STATE);
      return true;
    }

    @Override
    public void retry(BlockedCall call) {
      client
          .loop()
          .execute(() -> {
            if (call.claim()) {
              shared.blockedCalls().remove(call);
              client.session().blockedCall(null);
              dispatcher.retry(client, call);
            }
          });
    }
  }
}
