package io.trivet.it.difference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Words to put where a request has an argument: mostly such as do something, at times such as are
/// at the edge of what is allowed or beyond.
///
/// Times to live are over, or longer than any run, so that nothing expires in between. Offsets and
/// counts never ask for more than some kilobytes.
final class Vocabulary {
  private static final String LONG_TEXT = "a text that is longer than the limit of small ones";
  private static final String OCTETS = "\u0000\r\n\u00ff";

  private static final List<String> DATABASES =
      List.of("0", "0", "1", "2", "2", "15", "16", "-1", "x", "4294967296");
  private static final List<String> TEXTS =
      List.of(
          "a",
          "b",
          "c",
          "d",
          "e",
          "1",
          "2",
          "3",
          "10",
          "-5",
          "3.5",
          "",
          OCTETS,
          LONG_TEXT,
          "foobar",
          "9223372036854775807",
          "inf",
          "nan",
          "1e5",
          " 1",
          "01",
          "ab",
          "AB",
          "0");
  private static final List<String> SMALL =
      List.of("0", "1", "2", "3", "-1", "-2", "-3", "5", "10", "-10", "1", "0", "-1");
  private static final List<String> ODD_NUMBERS =
      List.of(
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "4294967295",
          "4294967296",
          "x",
          "",
          "1.5",
          "+1",
          "01",
          " 1",
          "1 ",
          "-0",
          "nan",
          "18446744073709551616",
          "1e3",
          "--1");
  private static final List<String> COUNTS =
      List.of(
          "0", "1", "2", "3", "5", "100", "-1", "-2", "-5", "x", "", "1.5", "9223372036854775808");
  private static final List<String> OFFSETS =
      List.of(
          "0",
          "1",
          "2",
          "7",
          "8",
          "9",
          "31",
          "100",
          "1000",
          "-1",
          "-2",
          "4294967296",
          "9223372036854775807",
          "x",
          "");
  private static final List<String> TIMES_TO_LIVE =
      List.of(
          "100000",
          "2000000",
          "3000000000",
          "0",
          "-1",
          "-100",
          "x",
          "",
          "1.5",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775",
          "100000");
  private static final List<String> MOMENTS =
      List.of(
          "4102444800",
          "4102444800000",
          "0",
          "1",
          "-1",
          "x",
          "9223372036854775807",
          "9223372036854775",
          "-9223372036854775808",
          "4102444801");

  /// For SET, which Redis lets store a key that has expired.
  private static final List<String> COMING_MOMENTS =
      List.of(
          "4102444800000",
          "0",
          "-1",
          "x",
          "9223372036854775807",
          "9223372036854775",
          "-9223372036854775808",
          "4102444801000");

  private static final List<String> WAITS =
      List.of("0.001", "0.002", "0.001", "-1", "x", "", "nan", "0.0015");
  private static final List<String> NUMBERS =
      List.of(
          "1", "2", "3", "2.5", "-1", "0", "-0", "0.1", "0.2", "1e3", "-3.75", "1000000", "5",
          "10");
  private static final List<String> ODD_FLOATS =
      List.of(
          "inf",
          "-inf",
          "+inf",
          "nan",
          "1e308",
          "-1e308",
          "1e400",
          "1e-400",
          "x",
          "",
          " 1",
          "1 ",
          "0x10",
          "1e",
          "infinity",
          "INF",
          "3.0",
          "1e17",
          "12345678901234567890",
          "+5",
          ".5",
          "5.");
  private static final List<String> PATTERNS =
      List.of(
          "*", "a*", "?", "[a-c]", "[^a]", "s*", "*1", "\\*", "", "**", "h?llo", "[", "a\\",
          "foo*");
  private static final List<String> SCORE_ENDS =
      List.of(
          "-inf", "+inf", "inf", "0", "1", "2", "(1", "(2", "5", "-1", "(inf", "x", "(", "nan",
          "(x");
  private static final List<String> LEX_ENDS =
      List.of("-", "+", "[a", "(a", "[b", "(c", "[", "(", "[d", "a", "", "[" + LONG_TEXT);
  private static final List<String> FIELD_TYPES =
      List.of(
          "u1", "u8", "i8", "i16", "u63", "i64", "u32", "i5", "u64", "i65", "u0", "x", "i0", "8");
  private static final List<String> BIT_PLACES =
      List.of("0", "1", "5", "8", "#0", "#1", "#3", "100", "-1", "#-1", "x", "#", "4294967296");

  /// The letter with which the keys begin that mostly hold the type of a family.
  private static final Map<String, String> KEYS =
      Map.of("string", "s", "bitmap", "b", "list", "l", "hash", "h", "set", "t", "sorted-set", "z");

  private static final List<String> LETTERS = List.copyOf(KEYS.values());
  private static final List<String> ODD_KEYS = List.of("", OCTETS, "{t}1", "missing");

  private final Random random;

  Vocabulary(Random random) {
    this.random = random;
  }

  /// A key, mostly one of the type that a family of commands is for.
  String key(String group) {
    int dice = random.nextInt(100);
    if (dice < 4) {
      return any(ODD_KEYS);
    }
    String letter = dice < 16 ? null : KEYS.get(group);
    if (letter == null) {
      letter = LETTERS.get(random.nextInt(LETTERS.size()));
    }
    return letter + (1 + random.nextInt(3));
  }

  /// A word for an argument that is neither key nor token.
  String word(Argument argument, String group) {
    return switch (argument.type()) {
      case "integer" -> integer(argument.name(), group);
      case "unix-time" -> any(group.equals("string") ? COMING_MOMENTS : MOMENTS);
      case "double" -> number(argument.name());
      case "pattern" -> any(PATTERNS);
      default -> text(argument.name(), group);
    };
  }

  /// Any word at all.
  String stray() {
    return switch (random.nextInt(4)) {
      case 0 -> any(ODD_NUMBERS);
      case 1 -> any(ODD_FLOATS);
      case 2 -> any(PATTERNS);
      default -> any(TEXTS);
    };
  }

  /// A word that is no long time to wait.
  String wait(String word) {
    return WAITS.contains(word) ? word : WAITS.getFirst();
  }

  /// The word in a mixture of cases, at times.
  String inAnyCase(String word) {
    return switch (random.nextInt(6)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1 -> Character.toUpperCase(word.charAt(0)) + word.substring(1).toLowerCase(Locale.ROOT);
      default -> word;
    };
  }

  private String integer(String name, String group) {
    return switch (name) {
      case "seconds", "milliseconds" -> any(TIMES_TO_LIVE);
      case "index", "destination-db", "index1", "index2", "db" ->
          group.equals("list") ? small() : any(DATABASES);
      case "count" -> any(COUNTS);
      case "offset" -> group.equals("generic") ? any(COUNTS) : any(OFFSETS);
      case "len", "num-matches" -> any(COUNTS);
      default -> small();
    };
  }

  private String small() {
    return random.nextInt(5) == 0 ? any(ODD_NUMBERS) : any(SMALL);
  }

  private String number(String name) {
    if (name.equals("timeout")) {
      return any(WAITS);
    }
    return random.nextInt(5) == 0 ? any(ODD_FLOATS) : any(NUMBERS);
  }

  private String text(String name, String group) {
    return switch (name) {
      case "min", "max", "start", "stop" -> any(random.nextBoolean() ? SCORE_ENDS : LEX_ENDS);
      case "encoding" -> any(FIELD_TYPES);
      case "offset" -> any(BIT_PLACES);
      case "cursor" -> random.nextInt(8) == 0 ? any(ODD_NUMBERS) : "0";
      case "timeout" -> any(WAITS);
      case "value", "increment" ->
          group.equals("bitmap") || random.nextInt(3) == 0 ? small() : any(TEXTS);
      default -> any(TEXTS);
    };
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
