package io.trivet.server.dispatch;

import io.trivet.server.command.BlockingHandler;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ContainerHandler;
import io.trivet.server.command.DeferredHandler;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.KeyPositions;
import io.trivet.server.command.KeyspaceHandler;
import io.trivet.server.command.ServerHandler;
import io.trivet.server.command.SessionHandler;
import io.trivet.server.command.WholeKeyspaceHandler;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.server.session.BlockedCall;
import io.trivet.server.session.Session;
import io.trivet.server.session.Transaction;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.keyspace.WrongTypeException;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executes the requests of one event loop: look-up, checks, locks, handler, commit, reply.
///
/// Nothing here waits. A request whose keys are on disk, or that finds the log full, is left alone
/// until its client is resumed; one that walks over the whole keyspace goes to a worker; one that
/// blocks is registered with the keys it waits for.
///
/// Threads: the event loop's.
public final class Dispatcher {

  private static final int FRAME_SLACK_BYTES = 4096;

  /// In place of a timeout: the call has been waiting already.
  private static final long RETRY = -2;

  private final Shared shared;
  private final KeyspaceTxn txn;
  private final KeyPositions positions = new KeyPositions();
  private final KeyLocks locks = new KeyLocks();
  private final Blocking blocking;
  private final Exec exec;
  private final Offload offload;
  private final ColdWaits coldWaits;
  private @Nullable Call reusedCall;
  private long nowMs;

  /// When the request before this one ended, or the connection's first began: one reading of the
  /// clock serves both.
  private long startedNs;

  /// A dispatcher with a transaction of its own.
  public Dispatcher(Shared shared, KeyspaceTxn txn) {
    this.shared = shared;
    this.txn = txn;
    this.blocking = new Blocking(shared, this);
    this.exec = new Exec(shared, blocking);
    this.offload = new Offload(shared, exec);
    this.coldWaits = new ColdWaits(shared.coldLoader());
  }

  /// Begins a batch of requests: they share one reading of the clock.
  public void beginBatch() {
    nowMs = Math.max(nowMs, shared.clock().wallMs());
  }

  /// Begins the requests that a connection has ready: the first one's duration counts from here.
  public void beginRequests() {
    startedNs = shared.clock().monoNs();
  }

  /// Executes one request. Its words need to be valid only during the call.
  public Outcome dispatch(Client client, Request request) {
    Session session = client.session();
    CommandSpec spec = shared.commands().find(request);
    if (spec == null) {
      session.transaction().breakOff();
      session.reply(shared.commands().unknown(request).reply(), 0);
      return Outcome.DONE;
    }
    session.began(spec);
    CommandError refusal = refusal(session, spec, request);
    if (refusal != null) {
      refuse(session, spec, refusal);
      return Outcome.DONE;
    }
    if (shared.clientPause().holds(spec, session.transaction())) {
      session.held();
      shared.clientPause().hold(client.loop(), client::resume);
      return Outcome.AGAIN;
    }
    if (session.inTransaction() && !endsQueueing(spec)) {
      return queue(session, spec, request);
    }
    CommandError unreadable = coldWaits.takeFailure(client);
    if (unreadable != null) {
      refuse(session, spec, unreadable);
      return Outcome.DONE;
    }
    if (!shared.logRoom().isDiskShort() && !shared.logRoom().claim(frameBytes(request), client)) {
      return Outcome.AGAIN;
    }
    return execute(client, spec, request);
  }

  private @Nullable CommandError refusal(Session session, CommandSpec spec, Request request) {
    if (!spec.acceptsCount(request.count())) {
      return new CommandError(ErrorText.WRONG_ARITY, spec.name());
    }
    CommandError refusal = session.refusal(spec, request);
    return refusal == null && spec.has(CommandFlag.WRITE) && shared.logRoom().isDiskShort()
        ? new CommandError(ErrorText.DISK_RESERVE)
        : refusal;
  }

  /// A command that may not be queued breaks the transaction; an EXEC that may not run ends it.
  private void refuse(Session session, CommandSpec spec, CommandError refusal) {
    shared.observer().rejected(spec);
    if (spec.handler() == FlowHandler.EXEC) {
      session.transaction().close();
      session.reply(
          refusal.isRedirect()
              ? refusal.reply()
              : Reply.error(ErrorText.EXEC_ABORTED_BECAUSE, refusal.sentence()),
          0);
    } else {
      session.transaction().breakOff();
      session.reply(refusal.reply(), 0);
    }
  }

  private Outcome execute(Client client, CommandSpec spec, Request request) {
    Session session = client.session();
    Outcome outcome;
    try {
      outcome = run(client, spec, request);
    } catch (ColdMissException miss) {
      outcome = coldWaits.load(client, miss.keys());
    } catch (CommandError | WrongTypeException e) {
      session.reply(Failure.reply(e, spec.name()), observedBy(spec));
      outcome = Outcome.DONE;
    } catch (RuntimeException e) {
      session.reply(Failure.reply(e, spec.name()), shared.endOfLog());
      outcome = Outcome.DONE;
    }
    long endedNs = shared.clock().monoNs();
    long durationNs = endedNs - startedNs;
    startedNs = endedNs;
    if (outcome == Outcome.DONE || (outcome == Outcome.WAITING && !isOffloaded(spec))) {
      shared.observer().executed(spec, session, request, durationNs, session.isErrorAnswered());
    }
    return outcome;
  }

  /// Whether a command that waits is executed by a worker, which then tells how long it took.
  private static boolean isOffloaded(CommandSpec spec) {
    return spec.handler() instanceof WholeKeyspaceHandler || spec.handler() == FlowHandler.EXEC;
  }

  private Outcome run(Client client, CommandSpec spec, Request request) {
    if (spec.inPlaceHandler() instanceof NativeHandler handler
        && request.heap() == null
        && client.session().takesReplies()
        && shared.blockedCalls().isEmpty()
        && runNative(client, handler, request)) {
      return Outcome.DONE;
    }
    return switch (spec.handler()) {
      case KeyspaceHandler handler -> runKeyed(client, parse(client, spec, request), handler);
      case BlockingHandler handler -> {
        Call call = parse(client, spec, request);
        long timeoutMs = handler.timeoutMs().applyAsLong(call);
        yield runBlocking(client, call, handler, timeoutMs, blocking.deadlineNs(timeoutMs));
      }
      case WholeKeyspaceHandler handler -> offload.run(client, spec, handler, request);
      case DeferredHandler handler -> defer(client, parse(client, spec, request), handler);
      case SessionHandler handler -> {
        Session session = client.session();
        session.reply(handler.execute(parse(client, spec, request), session), 0);
        yield Outcome.DONE;
      }
      case ServerHandler handler -> {
        Session session = client.session();
        Call call = parse(client, spec, request);
        session.reply(handler.execute(call, session.server()), 0);
        yield Outcome.DONE;
      }
      case FlowHandler flow -> runFlow(client, flow, parse(client, spec, request));
      case ContainerHandler _ -> throw new CommandError(ErrorText.WRONG_ARITY, spec.name());
    };
  }

  /// What an error depends on: a command without keys has seen none, whatever was seen before it.
  private long observedBy(CommandSpec spec) {
    return switch (spec.handler()) {
      case ServerHandler _, SessionHandler _, DeferredHandler _ -> 0;
      default -> txn.observedSequence();
    };
  }

  private static Outcome defer(Client client, Call call, DeferredHandler handler) {
    Reply reply = handler.start().execute(call, client.session(), new DeferredAnswer(client));
    if (reply == null) {
      return Outcome.WAITING;
    }
    client.session().reply(reply, 0);
    return Outcome.DONE;
  }

  private Call parse(Client client, CommandSpec spec, Request request) {
    Call call = reusedCall;
    if (call == null) {
      call = spec.parse(request);
      reusedCall = call;
    }
    call.reuse(spec, request, client.session().databaseIndex());
    return call;
  }

  private boolean runNative(Client client, NativeHandler handler, Request request) {
    Session session = client.session();
    int slot = Slot.of(request.place(1), request.length(1));
    shared.begin(txn, session.databaseIndex(), nowMs);
    if (session.traits().leavesAccessClock()) {
      txn.keepAccessClock();
    }
    txn.lock(slot);
    boolean done;
    try {
      done = handler.execute(request, slot, txn, session.outbox().open(), session.protocol());
    } catch (ColdMissException _) {
      done = false; // the plain way meets it again, and waits
    } finally {
      txn.commit();
      txn.unlock();
    }
    session.outbox().need(txn.observedSequence());
    return done;
  }

  private Outcome runKeyed(Client client, Call call, KeyspaceHandler handler) {
    Session session = client.session();
    lockKeys(client, call);
    Reply reply;
    try {
      reply = handler.execute(call, requireResident());
      blocking.serve(txn);
    } finally {
      blocking.answer(txn.commit());
      txn.unlock();
    }
    session.reply(reply, txn.observedSequence());
    return Outcome.DONE;
  }

  private Outcome runBlocking(
      Client client, Call call, BlockingHandler handler, long timeoutMs, long deadlineNs) {
    Session session = client.session();
    lockKeys(client, call);
    Reply reply;
    try {
      reply = handler.attempt().execute(call, requireResident());
      if (reply == null) {
        if (timeoutMs == BlockingHandler.NOT_AT_ALL) {
          reply = handler.atTimeout().apply(call);
        } else {
          blocking.wait(client, call, handler, locks.keys(), deadlineNs);
          return Outcome.WAITING;
        }
      }
      blocking.serve(txn);
    } finally {
      blocking.answer(txn.commit());
      txn.unlock();
    }
    session.reply(reply, txn.observedSequence());
    return Outcome.DONE;
  }

  private void loadAndRetry(Client client, BlockedCall waiting, List<ColdKey> keys) {
    BlockedCall again =
        blocking.suspended(client, waiting.call(), waiting.handler(), waiting.deadlineNs());
    shared
        .coldLoader()
        .load(keys, failure -> client.loop().execute(() -> retry(client, again, failure)));
  }

  private void retry(Client client, BlockedCall again, @Nullable IOException failure) {
    if (failure == null) {
      retry(client, again);
    } else {
      client.session().reply(Failure.coldRead(failure).reply(), 0);
      client.resume();
    }
  }

  /// Attempts a call anew that was waiting and may be ready; the wait has been ended for that.
  void retry(Client client, BlockedCall waiting) {
    beginBatch();
    Call call = waiting.call();
    Outcome outcome;
    try {
      outcome = runBlocking(client, call, waiting.handler(), RETRY, waiting.deadlineNs());
    } catch (CommandError | WrongTypeException e) {
      client.session().reply(Failure.reply(e, call.spec().name()), txn.observedSequence());
      outcome = Outcome.DONE;
    } catch (ColdMissException miss) {
      loadAndRetry(client, waiting, miss.keys());
      outcome = Outcome.WAITING;
    }
    if (outcome == Outcome.DONE) {
      client.resume();
    }
  }

  /// The client is gone.
  public void disconnected(Client client) {
    blocking.cancel(client);
    coldWaits.cancel(client);
  }

  private Outcome runFlow(Client client, FlowHandler flow, Call call) {
    return switch (flow) {
      case WATCH -> watch(client, call);
      case EXEC -> exec(client, call);
    };
  }

  private Outcome watch(Client client, Call call) {
    Session session = client.session();
    if (session.inTransaction()) {
      throw new CommandError(ErrorText.WATCH_INSIDE_MULTI);
    }
    lockKeys(client, call);
    try {
      requireResident(); // what has expired is deleted now, so that it is not a change later
      txn.commit();
      for (Bytes key : locks.keys()) {
        session
            .transaction()
            .watch(new Transaction.Watched(session.databaseIndex(), key, txn.version(key)));
      }
    } finally {
      txn.commit();
      txn.unlock();
    }
    session.reply(Reply.OK, 0);
    return Outcome.DONE;
  }

  private Outcome exec(Client client, Call call) {
    Session session = client.session();
    Transaction transaction = session.transaction();
    if (!transaction.isOpen()) {
      throw new CommandError(ErrorText.EXEC_WITHOUT_MULTI);
    }
    if (transaction.isBroken()) {
      transaction.close();
      throw new CommandError(ErrorText.EXEC_ABORTED);
    }
    if (exec.needsWholeKeyspace(transaction)) {
      return offload.exec(client, call.spec(), call.request().copy());
    }
    shared.begin(txn, session.databaseIndex(), nowMs);
    Reply reply;
    try {
      exec.lock(transaction, txn);
      reply = exec.execute(session, txn);
      blocking.serve(txn);
      transaction.close();
    } finally {
      blocking.answer(txn.commit());
      txn.unlock();
    }
    session.reply(reply, txn.observedSequence());
    return Outcome.DONE;
  }

  private static boolean endsQueueing(CommandSpec spec) {
    return switch (spec.name()) {
      case "exec", "discard", "multi", "watch", "quit", "reset" -> true;
      default -> false;
    };
  }

  private static Outcome queue(Session session, CommandSpec spec, Request request) {
    session.transaction().queue(new Transaction.Queued(spec, request.copy()));
    session.reply(Reply.simple("QUEUED"), 0);
    return Outcome.DONE;
  }

  private void lockKeys(Client client, Call call) {
    locks.clear();
    call.spec().keys(call, positions);
    locks.add(call.request(), positions, call.databaseIndex());
    shared.begin(txn, call.databaseIndex(), nowMs);
    if (client.session().traits().leavesAccessClock() && !call.spec().name().equals("touch")) {
      txn.keepAccessClock();
    }
    locks.lock(txn);
  }

  /// The transaction, all of whose keys are in memory if there are several: so a miss never comes
  /// after a change. A single key is met first of all anyway.
  private KeyspaceTxn requireResident() {
    if (positions.count() > 1) {
      List<ColdKey> missing = locks.missing(txn);
      if (!missing.isEmpty()) {
        throw new ColdMissException(missing);
      }
    }
    return txn;
  }

  private static int frameBytes(Request request) {
    long bytes = FRAME_SLACK_BYTES;
    for (int i = 0; i < request.count(); i++) {
      bytes += request.length(i);
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
