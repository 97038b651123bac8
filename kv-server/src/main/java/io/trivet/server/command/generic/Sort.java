package io.trivet.server.command.generic;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.pattern;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.AclCategory;
import io.trivet.server.command.Block;
import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.Token;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SORT and SORT_RO: the elements of a list, a set or a sorted set in order.
///
/// With BY or GET the command reads keys that its words do not name, so it then holds all slots,
/// else those of its own keys. That, and the time it may take, is why it runs on a worker thread.
public final class Sort {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final BytesArg BY = pattern("by-pattern").after("BY").optional();
  private static final Int64Arg OFFSET = int64("offset");
  private static final Int64Arg COUNT = int64("count");
  private static final Block LIMIT = block("limit", OFFSET, COUNT).after("LIMIT").optional();
  private static final BytesArg GET_PATTERN = pattern("get-pattern");
  private static final Repeated GET = repeated("get-pattern", GET_PATTERN).eachAfter("GET");
  private static final Choice<Order> ORDER = oneOf("order", Order.class).lastWins();
  private static final Token ALPHA = token("ALPHA");
  private static final KeyArg STORE =
      key("destination", OW, UPDATE).after("STORE").unsearchable().optional();

  /// The declaration of SORT.
  public static final CommandSpec SORT =
      CommandSpec.named("SORT")
          .since("1.0.0")
          .group(GENERIC)
          .summary("Sorts the elements of a list, a set or a sorted set, and may store the result.")
          .complexity("O(N+N*log(N)), N being the number of elements; O(N) without sorting")
          .flags(WRITE, DENY_OOM)
          .outsideGroupCategory()
          .categories(
              AclCategory.SET, AclCategory.SORTED_SET, AclCategory.LIST, AclCategory.DANGEROUS)
          .arguments(KEY, BY, LIMIT, GET, ORDER, ALPHA, STORE)
          .wholeKeyspaceHandler((call, txn) -> execute(call, txn, call.find(STORE)));

  /// The declaration of SORT_RO.
  public static final CommandSpec SORT_RO =
      CommandSpec.named("SORT_RO")
          .since("7.0.0")
          .group(GENERIC)
          .summary("Sorts the elements of a list, a set or a sorted set.")
          .complexity("O(N+N*log(N)), N being the number of elements; O(N) without sorting")
          .flags(READONLY)
          .outsideGroupCategory()
          .categories(
              AclCategory.SET, AclCategory.SORTED_SET, AclCategory.LIST, AclCategory.DANGEROUS)
          .arguments(KEY, BY, LIMIT, GET, ORDER, ALPHA)
          .wholeKeyspaceHandler((call, txn) -> execute(call, txn, null));

  private Sort() {}

  private enum Order {
    ASC,
    DESC
  }

  private static Reply execute(Call call, KeyspaceTxn txn, @Nullable Bytes target) {
    Bytes by = call.find(BY);
    List<SortPattern> gets = call.all(GET).stream().map(SortPattern::of).toList();
    Sorting sorting =
        new Sorting(
            by == null ? null : SortPattern.of(by),
            call.has(ALPHA),
            call.get(ORDER) == Order.DESC,
            call.get(OFFSET, 0),
            call.get(COUNT, -1),
            gets);
    Bytes key = call.get(KEY);
    lock(txn, key, target, sorting.leadsToKeys());
    txn.requireResident(key);
    if (target == null) {
      return Reply.bulks(sorting.run(key, txn, false));
    }
    txn.requireResident(target);
    return Reply.integer(Sorting.store(sorting.run(key, txn, true), target, txn));
  }

  private static void lock(KeyspaceTxn txn, Bytes key, @Nullable Bytes target, boolean all) {
    int source = Slot.of(key.array());
    int other = target == null ? source : Slot.of(target.array());
    if (all && !txn.holdsAll()) {
      txn.lockAll();
    } else if (!all && !(txn.holds(source) && txn.holds(other))) {
      txn.lock(new int[] {source, other}, 2);
    }
  }
}
