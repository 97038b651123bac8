package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/// The argument trees of COMMAND DOCS.
///
/// Keys carry the index of their key specification: both are made in the order in which the keys
/// stand in the syntax.
final class ArgumentDescription {
  private int keySpecs;

  Reply list(List<Argument> arguments) {
    List<Reply> replies = new ArrayList<>();
    for (Argument argument : arguments) {
      replies.add(one(argument, List.of()));
    }
    return Reply.array(replies);
  }

  /// Describes an argument; `flags` are those of a repetition whose only item it is.
  private Reply one(Argument argument, List<String> flags) {
    return switch (argument) {
      case WordArgument<?> word -> word(word, word.isOptional(), word.tokenText(), flags);
      case Token token -> leaf(token.name(), ArgumentType.PURE_TOKEN, token.tokenText(), true);
      case Choice<?> choice -> choice(choice.name(), choice.words(), true);
      case RequiredChoice<?> choice -> choice(choice.name(), choice.words(), false);
      case Block block ->
          branch(block, ArgumentType.BLOCK, block.tokenText(), flags, block.arguments());
      case Alternatives either ->
          branch(either, ArgumentType.ONE_OF, "", flags, either.arguments());
      case Repeated repeated -> repeated(repeated);
    };
  }

  private Reply repeated(Repeated repeated) {
    List<String> flags =
        repeated.count().isEachAfterToken()
            ? List.of("multiple", "multiple_token")
            : List.of("multiple");
    List<Argument> items = repeated.item().sequence().arguments();
    return items.size() == 1 && items.getFirst() instanceof WordArgument<?> word
        ? word(word, repeated.isOptional(), repeated.tokenText(), flags)
        : branch(repeated, ArgumentType.BLOCK, repeated.tokenText(), flags, items);
  }

  private Reply word(WordArgument<?> word, boolean isOptional, String token, List<String> flags) {
    List<Reply> map = new ArrayList<>();
    head(map, word.name(), word.type());
    add(map, "display_text", Reply.bulk(word.name()));
    if (word instanceof KeyArg) {
      add(map, "key_spec_index", Reply.integer(keySpecs++));
    }
    tail(map, token, isOptional, flags);
    return Reply.map(map);
  }

  private static Reply leaf(String name, ArgumentType type, String token, boolean isOptional) {
    List<Reply> map = new ArrayList<>();
    head(map, name, type);
    tail(map, token, isOptional, List.of());
    return Reply.map(map);
  }

  private static Reply choice(String name, ChoiceWords<?> words, boolean isOptional) {
    List<Reply> alternatives = new ArrayList<>();
    for (Keyword word : words.keywords()) {
      alternatives.add(leaf(word.name(), ArgumentType.PURE_TOKEN, word.text(), false));
    }
    List<Reply> map = new ArrayList<>();
    head(map, name, ArgumentType.ONE_OF);
    tail(map, "", isOptional, List.of());
    add(map, "arguments", Reply.array(alternatives));
    return Reply.map(map);
  }

  private Reply branch(
      Argument argument,
      ArgumentType type,
      String token,
      List<String> flags,
      List<Argument> children) {
    List<Reply> map = new ArrayList<>();
    head(map, argument.name(), type);
    tail(map, token, argument.isOptional(), flags);
    add(map, "arguments", list(children));
    return Reply.map(map);
  }

  private static void head(List<Reply> map, String name, ArgumentType type) {
    add(map, "name", Reply.bulk(name));
    add(map, "type", Reply.bulk(type.wireName()));
  }

  private static void tail(List<Reply> map, String token, boolean isOptional, List<String> others) {
    if (!token.isEmpty()) {
      add(map, "token", Reply.bulk(token));
    }
    List<Reply> flags = new ArrayList<>();
    if (isOptional) {
      flags.add(Reply.simple("optional"));
    }
    for (String other : others) {
      flags.add(Reply.simple(other));
    }
    if (!flags.isEmpty()) {
      add(map, "flags", Reply.set(flags));
    }
  }

  private static void add(List<Reply> map, String name, Reply value) {
    map.add(Reply.bulk(name));
    map.add(value);
  }
}
