package io.trivet.server.command.generic;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import org.jspecify.annotations.Nullable;

/// The number of a database other than the session's.
final class DatabaseIndex {

  private DatabaseIndex() {}

  /// The index, if there is such a database.
  ///
  /// @throws CommandError with `text` if there is none
  static int check(long index, KeyspaceTxn txn, ErrorText text) {
    if (index < 0 || index >= txn.keyspace().databaseCount()) {
      throw new CommandError(text);
    }
    return (int) index;
  }

  /// Whether a key exists in a database, which need not be the transaction's; nothing may have been
  /// changed yet, since the key may first have to be loaded.
  static boolean exists(Bytes key, int database, KeyspaceTxn txn) {
    int home = txn.database();
    txn.useDatabase(database);
    try {
      return txn.exists(key);
    } finally {
      txn.useDatabase(home);
    }
  }

  /// Makes sure that a key of the transaction's database and one of another are in memory; both are
  /// named if both are not, so that neither leaves while the other is loaded.
  ///
  /// @throws ColdMissException if the checkpoint store must be asked
  static void requireResident(Bytes source, Bytes target, int database, KeyspaceTxn txn) {
    @Nullable ColdMissException miss = null;
    try {
      txn.requireResident(source);
    } catch (ColdMissException e) {
      miss = e;
    }
    try {
      exists(target, database, txn);
    } catch (ColdMissException e) {
      miss = miss == null ? e : miss.and(e);
    }
    if (miss != null) {
      throw miss;
    }
  }
}
