package io.trivet.server.command;

import io.trivet.server.resp.Request;
import org.jspecify.annotations.Nullable;

/// A word that may be any bytes. Reading it by [Call#get(BytesArg)] gives the bytes.
public final class BytesArg extends WordArgument<BytesArg> {

  /// What the bytes stand for.
  enum Meaning {
    TEXT,
    PATTERN,
    /// The name of a channel, which access rules look at.
    CHANNEL,
    /// A pattern of channel names, which access rules look at.
    CHANNEL_PATTERN
  }

  private final Meaning meaning;

  BytesArg(String name, @Nullable Keyword token, boolean isOptional, Meaning meaning) {
    super(name, token, isOptional);
    this.meaning = meaning;
  }

  /// Whether it names a channel or a pattern of channels.
  public boolean isChannel() {
    return meaning == Meaning.CHANNEL || meaning == Meaning.CHANNEL_PATTERN;
  }

  /// Whether it is a pattern.
  public boolean isPattern() {
    return meaning == Meaning.PATTERN || meaning == Meaning.CHANNEL_PATTERN;
  }

  @Override
  BytesArg with(@Nullable Keyword token, boolean isOptional) {
    return new BytesArg(name(), token, isOptional, meaning);
  }

  @Override
  boolean isChecked() {
    return false;
  }

  @Override
  void check(Request request, int word, String commandName) {}

  @Override
  ArgumentType type() {
    return isPattern() ? ArgumentType.PATTERN : ArgumentType.STRING;
  }
}
