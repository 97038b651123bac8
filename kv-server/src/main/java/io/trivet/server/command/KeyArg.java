package io.trivet.server.command;

import io.trivet.server.resp.Request;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key. Reading it by [Call#get(KeyArg)] gives its bytes.
public final class KeyArg extends WordArgument<KeyArg> {
  private final EnumSet<KeyFlag> flags;
  private final boolean isSearchable;

  KeyArg(
      String name,
      @Nullable Keyword token,
      boolean isOptional,
      EnumSet<KeyFlag> flags,
      boolean isSearchable) {
    super(name, token, isOptional);
    this.flags = flags;
    this.isSearchable = isSearchable;
  }

  /// The same key, whose token clients must not search for, since other words may look like it.
  public KeyArg unsearchable() {
    return new KeyArg(name(), token(), isOptional(), flags, false);
  }

  Set<KeyFlag> flags() {
    return flags;
  }

  int flagBits() {
    return flags.stream().mapToInt(KeyFlag::bit).reduce(0, (a, b) -> a | b);
  }

  boolean isSearchable() {
    return isSearchable;
  }

  @Override
  KeyArg with(@Nullable Keyword token, boolean isOptional) {
    return new KeyArg(name(), token, isOptional, flags, isSearchable);
  }

  @Override
  boolean isChecked() {
    return false;
  }

  @Override
  void check(Request request, int word, String commandName) {}

  @Override
  ArgumentType type() {
    return ArgumentType.KEY;
  }
}
