package io.trivet.server.command;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// The syntax of a command as one line for people: `ZADD key [NX|XX] [CH] score member [score
/// member ...]`.
public final class Syntax {

  private Syntax() {}

  /// Name and arguments.
  public static String of(CommandSpec spec) {
    String name = spec.name().replace('|', ' ').toUpperCase(Locale.ROOT);
    String arguments = ofArguments(spec);
    return arguments.isEmpty() ? name : name + " " + arguments;
  }

  /// The arguments alone.
  public static String ofArguments(CommandSpec spec) {
    return of(spec.arguments(), " ");
  }

  private static String of(List<Argument> arguments, String separator) {
    StringJoiner line = new StringJoiner(separator);
    for (Argument argument : arguments) {
      line.add(of(argument));
    }
    return line.toString();
  }

  private static String of(Argument argument) {
    String plain = plain(argument);
    return argument.isOptional() ? "[" + plain + "]" : plain;
  }

  private static String plain(Argument argument) {
    return switch (argument) {
      case Token token -> token.tokenText();
      case WordArgument<?> word -> afterToken(word, word.name());
      case Choice<?> choice -> words(choice.words());
      case RequiredChoice<?> choice -> "<" + words(choice.words()) + ">";
      case Block block -> afterToken(block, of(block.arguments(), " "));
      case Alternatives either -> either.isOptional() ? inner(either) : "<" + inner(either) + ">";
      case Repeated repeated -> repeated(repeated);
    };
  }

  /// Alternatives between bars; that one can be left out says the bracket around them all.
  private static String inner(Alternatives either) {
    return String.join("|", either.arguments().stream().map(Syntax::plain).toList());
  }

  private static String words(ChoiceWords<?> words) {
    return String.join("|", words.keywords().stream().map(Keyword::text).toList());
  }

  private static String repeated(Repeated repeated) {
    String item = of(repeated.item().sequence().arguments(), " ");
    if (repeated.count().isEachAfterToken()) {
      String each = afterToken(repeated, item);
      return each + " [" + each + " ...]";
    }
    return afterToken(repeated, item + " [" + item + " ...]");
  }

  private static String afterToken(Argument argument, String text) {
    return argument.token() == null ? text : argument.tokenText() + " " + text;
  }
}
