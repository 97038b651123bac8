package io.trivet.server.command;

import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Makes arguments: meant to be imported statically by the classes of commands.
public final class Arguments {

  private Arguments() {}

  /// A key, and what the command does with it: one of RO, RW, OW, RM first.
  public static KeyArg key(String name, KeyFlag access, KeyFlag... flags) {
    return new KeyArg(name, null, false, EnumSet.of(access, flags), true);
  }

  /// One key or more. [Call#all(Repeated)] gives them.
  public static Repeated keys(String name, KeyFlag access, KeyFlag... flags) {
    return repeated(name, key(name, access, flags));
  }

  /// Any bytes.
  public static BytesArg bytes(String name) {
    return new BytesArg(name, null, false, BytesArg.Meaning.TEXT);
  }

  /// A glob pattern.
  public static BytesArg pattern(String name) {
    return new BytesArg(name, null, false, BytesArg.Meaning.PATTERN);
  }

  /// A channel of PUBLISH and SUBSCRIBE.
  public static BytesArg channel(String name) {
    return new BytesArg(name, null, false, BytesArg.Meaning.CHANNEL);
  }

  /// A pattern of channels.
  public static BytesArg channelPattern(String name) {
    return new BytesArg(name, null, false, BytesArg.Meaning.CHANNEL_PATTERN);
  }

  /// A signed 64-bit integer.
  public static Int64Arg int64(String name) {
    return new Int64Arg(name, null, false, ArgumentType.INTEGER, Int64Arg.Bounds.NONE);
  }

  /// A signed 32-bit integer: the index of a database, a port.
  public static Int64Arg int32(String name) {
    return int64(name)
        .between(Integer.MIN_VALUE, Integer.MAX_VALUE, ErrorText.OUT_OF_RANGE_BETWEEN);
  }

  /// A point in time: seconds or milliseconds since 1970.
  public static Int64Arg unixTime(String name) {
    return new Int64Arg(name, null, false, ArgumentType.UNIX_TIME, Int64Arg.Bounds.NONE);
  }

  /// A double.
  public static Float64Arg float64(String name) {
    return new Float64Arg(name, null, false, ErrorText.NOT_A_FLOAT);
  }

  /// How long a command may wait, written as seconds with a fraction.
  public static TimeoutArg timeoutSeconds(String name) {
    return new TimeoutArg(name, null, false, TimeoutArg.Unit.SECONDS);
  }

  /// How long a command may wait, written as milliseconds.
  public static TimeoutArg timeoutMs(String name) {
    return new TimeoutArg(name, null, false, TimeoutArg.Unit.MILLISECONDS);
  }

  /// A word with a grammar of its own, which throws a CommandError at what it does not accept.
  public static <T> ParsedArg<T> parsed(
      String name, ArgumentType type, Function<Bytes, T> grammar) {
    return new ParsedArg<>(name, null, false, type, grammar);
  }

  /// An optional word that says something by being there.
  public static Token token(String token) {
    return new Token(token.toLowerCase(Locale.ROOT), new Keyword(token));
  }

  /// At most one word of several, named by the constants of `type` (or by [ChoiceWord]); two
  /// different ones are a syntax error.
  public static <E extends Enum<E>> Choice<E> oneOf(String name, Class<E> type) {
    return oneOf(name, type, ErrorText.SYNTAX_ERROR);
  }

  /// At most one word of several; two different ones get `conflict`.
  public static <E extends Enum<E>> Choice<E> oneOf(
      String name, Class<E> type, ErrorText conflict) {
    return new Choice<>(name, ChoiceWords.of(type, conflict));
  }

  /// Exactly one of several arguments that are told apart by their tokens; two different ones are a
  /// syntax error.
  public static Alternatives either(String name, Argument... arguments) {
    return either(name, ErrorText.SYNTAX_ERROR, arguments);
  }

  /// Exactly one of several arguments; two different ones get `conflict`.
  public static Alternatives either(String name, ErrorText conflict, Argument... arguments) {
    return new Alternatives(name, false, List.of(arguments), conflict);
  }

  /// Arguments that come together.
  public static Block block(String name, Argument... arguments) {
    return new Block(name, null, false, new Sequence(Arrays.asList(arguments)));
  }

  /// Arguments that come once or more, to the end of the words if nothing else is said.
  public static Repeated repeated(String name, Argument... arguments) {
    return new Repeated(
        name, null, false, new Scope(Arrays.asList(arguments)), Repeated.Count.TO_THE_END);
  }
}
