package io.trivet.server.command;

/// What the dispatcher has to know of a command, as COMMAND INFO shows it.
public enum CommandFlag {
  /// Changes keys.
  WRITE("write"),
  /// Reads keys and changes none.
  READONLY("readonly"),
  /// Refused when memory is used up.
  DENY_OOM("denyoom"),
  /// Administrative.
  ADMIN("admin"),
  /// Belongs to publishing and subscribing.
  PUBSUB("pubsub"),
  /// Refused inside scripts.
  NOSCRIPT("noscript"),
  /// May park its connection.
  BLOCKING("blocking"),
  /// Allowed while the data set is being loaded.
  LOADING("loading"),
  /// Allowed on a standby whose data are stale.
  STALE("stale"),
  /// Not shown by MONITOR.
  SKIP_MONITOR("skip_monitor"),
  /// Not shown by SLOWLOG.
  SKIP_SLOWLOG("skip_slowlog"),
  /// Served for a slot that is being imported, as if ASKING had come before.
  ASKING("asking"),
  /// Takes constant or logarithmic time.
  FAST("fast"),
  /// Allowed before authentication.
  NO_AUTH("no_auth"),
  /// May send effects although it is not marked as a write.
  MAY_REPLICATE("may_replicate"),
  /// Its counted keys may be none.
  NO_MANDATORY_KEYS("no_mandatory_keys"),
  /// Off unless the configuration allows it.
  PROTECTED("protected"),
  /// Refused while a replica loads asynchronously.
  NO_ASYNC_LOADING("no_async_loading"),
  /// Refused inside MULTI.
  NO_MULTI("no_multi"),
  /// Derived, never declared: its keys are not all at fixed places.
  MOVABLE_KEYS("movablekeys"),
  /// Allowed while a script has been running too long.
  ALLOW_BUSY("allow_busy");

  private final String wireName;

  CommandFlag(String wireName) {
    this.wireName = wireName;
  }

  /// Whether COMMAND INFO shows it; Redis keeps some to itself.
  public boolean isTold() {
    return this != MAY_REPLICATE && this != PROTECTED;
  }

  /// The name in COMMAND INFO.
  public String wireName() {
    return wireName;
  }
}
