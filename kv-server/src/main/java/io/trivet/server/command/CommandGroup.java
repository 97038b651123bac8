package io.trivet.server.command;

import org.jspecify.annotations.Nullable;

/// The chapter of the documentation that a command stands in, and the category that follows.
public enum CommandGroup {
  GENERIC("generic", AclCategory.KEYSPACE),
  STRING("string", AclCategory.STRING),
  LIST("list", AclCategory.LIST),
  SET("set", AclCategory.SET),
  SORTED_SET("sorted-set", AclCategory.SORTED_SET),
  HASH("hash", AclCategory.HASH),
  /// Its category follows from the flag.
  PUBSUB("pubsub", null),
  TRANSACTIONS("transactions", AclCategory.TRANSACTION),
  CONNECTION("connection", AclCategory.CONNECTION),
  SERVER("server", null),
  SCRIPTING("scripting", AclCategory.SCRIPTING),
  HYPERLOGLOG("hyperloglog", AclCategory.HYPERLOGLOG),
  CLUSTER("cluster", null),
  SENTINEL("sentinel", null),
  GEO("geo", AclCategory.GEO),
  STREAM("stream", AclCategory.STREAM),
  BITMAP("bitmap", AclCategory.BITMAP);

  private final String wireName;
  private final @Nullable AclCategory category;

  CommandGroup(String wireName, @Nullable AclCategory category) {
    this.wireName = wireName;
    this.category = category;
  }

  /// The name in COMMAND DOCS.
  public String wireName() {
    return wireName;
  }

  /// The category that every command of the group is in, or null.
  public @Nullable AclCategory category() {
    return category;
  }
}
