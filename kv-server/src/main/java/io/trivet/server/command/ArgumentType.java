package io.trivet.server.command;

/// The type of an argument in COMMAND DOCS.
public enum ArgumentType {
  STRING("string"),
  INTEGER("integer"),
  DOUBLE("double"),
  KEY("key"),
  PATTERN("pattern"),
  UNIX_TIME("unix-time"),
  PURE_TOKEN("pure-token"),
  ONE_OF("oneof"),
  BLOCK("block");

  private final String wireName;

  ArgumentType(String wireName) {
    this.wireName = wireName;
  }

  /// The name in COMMAND DOCS.
  public String wireName() {
    return wireName;
  }
}
