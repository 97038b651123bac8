package io.trivet.server.dispatch;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.FlowHandler;
import io.trivet.server.command.WholeKeyspaceHandler;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.server.session.Session;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Hands commands over the whole keyspace to a worker; the connection waits meanwhile.
///
/// A command that writes holds all slots while it runs; one that reads locks as it walks.
///
/// Threads: called on the event loop; the rest runs on a worker, which may wait for the disk.
final class Offload {

  /// Keys that are evicted before they are used, so often, do not fit into memory together.
  private static final int MAX_ATTEMPTS = 64;

  private final Shared shared;
  private final Exec exec;

  Offload(Shared shared, Exec exec) {
    this.shared = shared;
    this.exec = exec;
  }

  Outcome run(Client client, CommandSpec spec, WholeKeyspaceHandler handler, Request request) {
    Request own = request.copy();
    Call call = spec.parse(own);
    call.reuse(spec, own, client.session().databaseIndex());
    boolean locksAll = spec.has(CommandFlag.WRITE);
    submit(client, spec, own, locksAll, txn -> handler.execute(call, txn));
    return Outcome.WAITING;
  }

  Outcome exec(Client client, CommandSpec spec, Request request) {
    Session session = client.session();
    submit(
        client,
        spec,
        request,
        true,
        txn -> {
          exec.lock(session.transaction(), txn);
          return exec.execute(session, txn);
        });
    return Outcome.WAITING;
  }

  private void submit(
      Client client,
      CommandSpec spec,
      Request request,
      boolean locksAll,
      Function<KeyspaceTxn, Reply> work) {
    int database = client.session().databaseIndex();
    shared
        .workers()
        .submit(txn -> {
          long startedNs = shared.clock().monoNs();
          Reply reply = execute(txn, spec.name(), database, locksAll, work);
          long sequence = txn.observedSequence();
          long durationNs = shared.clock().monoNs() - startedNs;
          boolean isFailed = reply instanceof Reply.Failure;
          shared.observer().executed(spec, client.session(), request, durationNs, isFailed);
          client
              .loop()
              .execute(() -> {
                if (spec.handler() == FlowHandler.EXEC) {
                  client.session().transaction().close();
                }
                client.session().reply(reply, sequence);
                client.resume();
              });
        });
  }

  private Reply execute(
      KeyspaceTxn txn,
      String command,
      int database,
      boolean locksAll,
      Function<KeyspaceTxn, Reply> work) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      shared.begin(txn, database, shared.clock().wallMs());
      if (locksAll) {
        txn.lockAll();
      }
      List<ColdKey> missing;
      try {
        return work.apply(txn);
      } catch (ColdMissException miss) {
        missing = miss.keys();
      } catch (RuntimeException e) {
        return Failure.reply(e, command);
      } finally {
        txn.commit();
        txn.unlock();
        if (locksAll) {
          exec.blocking().retryAll();
        }
      }
      IOException failure = load(missing);
      if (failure != null) {
        return Failure.coldRead(failure).reply();
      }
    }
    return Reply.error(ErrorText.COLD_KEYS_DO_NOT_STAY);
  }

  /// Waits until the keys are loaded; returns why they cannot be, or null.
  private @Nullable IOException load(List<ColdKey> keys) {
    CompletableFuture<@Nullable IOException> loaded = new CompletableFuture<>();
    shared.coldLoader().load(keys, loaded::complete);
    return loaded.join();
  }
}
