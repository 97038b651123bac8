package io.trivet.server.dispatch;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.command.KeyPositions;
import io.trivet.server.resp.Request;
import io.trivet.server.session.Transaction;
import io.trivet.storage.value.Bytes;

/// Collects the keys of queued commands, each in the database that it will be looked for in: SELECT
/// changes it for those behind it, MOVE and COPY name another one for their target.
///
/// Threads: whichever thread executes the transaction.
final class QueuedKeys {

  private static final Bytes DATABASE_TOKEN = Bytes.utf8("db");
  private static final int COPY_OPTIONS_AT = 3;

  private final KeyLocks locks;
  private final KeyPositions positions = new KeyPositions();
  private final int databases;
  private int database;

  QueuedKeys(KeyLocks locks, int databases, int database) {
    this.locks = locks;
    this.databases = databases;
    this.database = database;
  }

  void add(Transaction.Queued queued) {
    Request request = queued.request();
    if (queued.spec().hasKeys() && queued.spec().keys(request, positions)) {
      locks.add(request, positions, database);
    }
    switch (queued.spec().name()) {
      case "select" -> database = number(request.word(1));
      case "move" -> locks.add(number(request.word(2)), request.word(1));
      case "copy" -> addCopy(request);
      default -> {}
    }
  }

  private void addCopy(Request request) {
    for (int word = COPY_OPTIONS_AT; word + 1 < request.count(); word++) {
      if (isDatabaseToken(request.word(word))) {
        locks.add(number(request.word(word + 1)), request.word(2));
      }
    }
  }

  /// The database of this number; if there is none, the command will say so.
  private int number(Bytes text) {
    long number = Int64Text.isInt64(text) ? Int64Text.parse(text) : -1;
    return number >= 0 && number < databases ? (int) number : database;
  }

  private static boolean isDatabaseToken(Bytes word) {
    return word.toString().equalsIgnoreCase(DATABASE_TOKEN.toString());
  }
}
