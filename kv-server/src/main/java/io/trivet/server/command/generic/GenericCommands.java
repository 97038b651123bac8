package io.trivet.server.command.generic;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The commands on keys of any type and on whole databases, in the order of the documentation.
public final class GenericCommands {

  private GenericCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        Copy.SPEC,
        Del.DEL,
        Exists.SPEC,
        Expire.EXPIRE,
        Expire.EXPIREAT,
        Ttl.EXPIRETIME,
        Keys.SPEC,
        Move.SPEC,
        ObjectCommand.SPEC,
        Persist.SPEC,
        Expire.PEXPIRE,
        Expire.PEXPIREAT,
        Ttl.PEXPIRETIME,
        Ttl.PTTL,
        RandomKey.SPEC,
        Rename.RENAME,
        Rename.RENAMENX,
        Scan.SPEC,
        Sort.SORT,
        Sort.SORT_RO,
        Touch.SPEC,
        Ttl.TTL,
        Type.SPEC,
        Del.UNLINK,
        DbSize.SPEC,
        Flush.FLUSHALL,
        Flush.FLUSHDB,
        SwapDb.SPEC);
  }
}
