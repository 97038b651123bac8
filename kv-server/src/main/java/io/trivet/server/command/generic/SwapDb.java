package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SERVER;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// SWAPDB: exchanges the content of two databases.
public final class SwapDb {
  private static final Int64Arg FIRST = index("index1", ErrorText.FIRST_DB_INDEX);
  private static final Int64Arg SECOND = index("index2", ErrorText.SECOND_DB_INDEX);

  /// The declaration of SWAPDB.
  public static final CommandSpec SPEC =
      CommandSpec.named("SWAPDB")
          .since("4.0.0")
          .group(SERVER)
          .summary("Exchanges the content of two databases.")
          .complexity("O(1)")
          .flags(WRITE, FAST)
          .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
          .arguments(FIRST, SECOND)
          .wholeKeyspaceHandler(SwapDb::execute);

  private SwapDb() {}

  private static Int64Arg index(String name, ErrorText text) {
    return int64(name).orError(text).between(Integer.MIN_VALUE, Integer.MAX_VALUE, text);
  }

  private static Reply execute(Call call, KeyspaceTxn txn) {
    int first = DatabaseIndex.check(call.get(FIRST), txn, ErrorText.DB_INDEX);
    int second = DatabaseIndex.check(call.get(SECOND), txn, ErrorText.DB_INDEX);
    if (first != second) {
      if (!txn.holdsAll()) {
        txn.lockAll();
      }
      txn.swap(first, second);
    }
    return Reply.OK;
  }
}
