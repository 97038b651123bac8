package io.trivet.server.dispatch;

import io.trivet.server.command.BlockingHandler;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ContainerHandler;
import io.trivet.server.command.DeferredHandler;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.KeyspaceHandler;
import io.trivet.server.command.ServerHandler;
import io.trivet.server.command.SessionHandler;
import io.trivet.server.command.WholeKeyspaceHandler;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.session.Session;
import io.trivet.server.session.Transaction;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.ArrayList;
import java.util.List;

/// Executes what MULTI has queued, in one transaction of the keyspace: one frame, all locks held
/// from the first command to the last (I15).
///
/// Threads: whichever thread holds the transaction.
final class Exec {

  private final Shared shared;
  private final Blocking blocking;

  Exec(Shared shared, Blocking blocking) {
    this.shared = shared;
    this.blocking = blocking;
  }

  Blocking blocking() {
    return blocking;
  }

  boolean needsWholeKeyspace(Transaction transaction) {
    for (Transaction.Queued queued : transaction.queued()) {
      if (queued.spec().handler() instanceof WholeKeyspaceHandler) {
        return true;
      }
    }
    return false;
  }

  /// Locks the slots of all queued and watched keys, unless all are locked.
  ///
  /// @throws ColdMissException if keys must be loaded first
  void lock(Transaction transaction, KeyspaceTxn txn) {
    KeyLocks locks = new KeyLocks();
    QueuedKeys keys = new QueuedKeys(locks, txn.keyspace().databaseCount(), txn.database());
    transaction.queued().forEach(keys::add);
    for (Transaction.Watched watched : transaction.watched()) {
      locks.add(watched.databaseIndex(), watched.key());
    }
    locks.lock(txn);
    List<ColdKey> missing = locks.missing(txn);
    if (!missing.isEmpty()) {
      throw new ColdMissException(missing);
    }
  }

  /// Executes the queue; the slots are locked.
  ///
  /// @throws ColdMissException if a command reads keys that its words do not name, and they must be
  ///   loaded first; nothing has happened yet
  Reply execute(Session session, KeyspaceTxn txn) {
    Transaction transaction = session.transaction();
    for (Transaction.Watched watched : transaction.watched()) {
      txn.useDatabase(watched.databaseIndex());
      if (txn.version(watched.key()) != watched.version()) {
        return Reply.absentArray();
      }
    }
    int database = session.databaseIndex();
    List<Reply> replies = new ArrayList<>(transaction.queued().size());
    boolean mayBeginAnew = true;
    for (Transaction.Queued queued : transaction.queued()) {
      txn.useDatabase(session.databaseIndex());
      mayBeginAnew &= !txn.hasEffects() && readsOnlyKeys(queued.spec());
      try {
        replies.add(executeOne(session, txn, queued));
      } catch (ColdMissException miss) {
        if (mayBeginAnew) {
          session.select(database);
          throw miss;
        }
        replies.add(failed(session, Reply.error(ErrorText.COLD_KEY_IN_TRANSACTION)));
      }
    }
    return Reply.array(replies);
  }

  /// Whether the command, as long as it writes nothing, may be repeated unnoticed.
  private static boolean readsOnlyKeys(CommandSpec spec) {
    return spec.handler() instanceof KeyspaceHandler
        || spec.handler() instanceof WholeKeyspaceHandler
        || spec.name().equals("select");
  }

  private Reply executeOne(Session session, KeyspaceTxn txn, Transaction.Queued queued) {
    CommandSpec spec = queued.spec();
    long startedNs = shared.clock().monoNs();
    Reply reply;
    boolean failed = false;
    try {
      Call call = spec.parse(queued.request());
      call.reuse(spec, queued.request(), session.databaseIndex());
      reply = run(session, txn, spec, call);
    } catch (ColdMissException miss) {
      throw miss;
    } catch (RuntimeException e) {
      reply = Failure.reply(e, spec.name());
    }
    if (reply instanceof Reply.Failure) {
      failed(session, reply);
      failed = true;
    }
    long durationNs = shared.clock().monoNs() - startedNs;
    shared.observer().executed(spec, session, queued.request(), durationNs, failed);
    return reply;
  }

  private static Reply failed(Session session, Reply reply) {
    if (reply instanceof Reply.Failure(String text)) {
      session.countError(text);
    }
    return reply;
  }

  private static Reply run(Session session, KeyspaceTxn txn, CommandSpec spec, Call call) {
    return switch (spec.handler()) {
      case KeyspaceHandler handler -> handler.execute(call, txn);
      case WholeKeyspaceHandler handler -> handler.execute(call, txn);
      case SessionHandler handler -> handler.execute(call, session);
      case DeferredHandler handler -> handler.atOnce().apply(call, session);
      case ServerHandler handler -> handler.execute(call, session.server());
      case BlockingHandler handler -> {
        Reply reply = handler.attempt().execute(call, txn);
        yield reply == null ? handler.atTimeout().apply(call) : reply;
      }
      case FlowHandler _, ContainerHandler _ -> throw new CommandError(ErrorText.NOT_IN_MULTI);
    };
  }
}
