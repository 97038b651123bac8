package io.trivet.server.command;

import java.util.Locale;

/// A set of commands that access rules speak of as `+@name`, in the order of ACL CAT.
public enum AclCategory {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTED_SET("sortedset"),
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  private final String wireName;

  AclCategory() {
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  AclCategory(String wireName) {
    this.wireName = wireName;
  }

  /// The name without `@`.
  public String wireName() {
    return wireName;
  }
}
