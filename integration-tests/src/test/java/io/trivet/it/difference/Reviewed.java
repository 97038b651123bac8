package io.trivet.it.difference;

import io.trivet.it.wire.WireReply;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Differences that somebody has looked at: what they are, and why they stay. Those that a user can
/// meet are also in docs/redis-differences.md.
///
/// @param reason why it stays
/// @param parts whether what the servers hold may differ from then on, so that the stream is over
/// @param covers which exchanges
record Reviewed(String reason, boolean parts, Predicate<Exchange> covers) {

  private static final Set<String> RANKS = Set.of("zrank", "zrevrank");
  private static final Set<String> SCANS = Set.of("scan", "hscan", "sscan", "zscan");
  private static final Set<String> EXPIRES = Set.of("expire", "pexpire");
  private static final Set<String> WAITS = Set.of("blmove", "brpoplpush");
  private static final Set<String> EMPTY = Set.of("0", "-1", "-2");
  private static final String END_OF_RANGE = "ERR min or max is not a float";

  private static final String WORDS_FIRST =
      "words are checked before keys are looked at: a fault beside a missing key or a key of"
          + " another type";

  private static final List<Reviewed> ALL =
      List.of(
          parts(
              "an end of a range of scores is a number as everywhere",
              e ->
                  e.ours().isError()
                      && e.ours().text().equals(END_OF_RANGE)
                      && e.request().stream().anyMatch(Reviewed::isOnlyForStrtod)),
          parts(
              "an option that is given twice counts as it was given last",
              e ->
                  e.redis().isError()
                      && e.redis().text().equals("ERR syntax error")
                      && repeatsWord(e.request())),
          parts(WORDS_FIRST, e -> isFaultBesideMissingKey(e) && stores(e)),
          same(WORDS_FIRST, Reviewed::isFaultBesideMissingKey),
          parts("7.2 has WITHSCORE, 7.0 has not", e -> isRankWithScore(e) && isQueued(e.ours())),
          same("7.2 has WITHSCORE, 7.0 has not", Reviewed::isRankWithScore),
          parts(
              "GT and LT of two relative times depend on the millisecond of each",
              e ->
                  EXPIRES.contains(e.command())
                      && (e.has("GT") || e.has("LT"))
                      && e.redis().type() == ':'
                      && e.ours().type() == ':'),
          same(
              "an error shows all of a word, Redis what stands before a NUL",
              e ->
                  e.redis().isError()
                      && e.ours().isError()
                      && e.ours().text().indexOf('\0') > 0
                      && e.ours().text().startsWith(e.redis().text())),
          same(
              "7.2 has a lowest rank, 7.0 has not",
              e -> e.command().equals("lpos") && e.has("-9223372036854775808")),
          same(
              "7.2 has packed lists, 7.0 has not",
              e -> isEncoding(e) && e.redis().text().equals("quicklist")),
          same(
              "SORT leaves a sorted set packed",
              e ->
                  isEncoding(e)
                      && e.redis().text().equals("skiplist")
                      && e.ours().text().equals("listpack")),
          same(
              "the encoding of a string follows from its bytes",
              e -> isEncoding(e) && e.redis().text().matches("raw|embstr")),
          same(
              "a cursor is digits only",
              e ->
                  SCANS.contains(e.command())
                      && e.ours().text().equals("ERR invalid cursor")
                      && !e.word(e.command().equals("scan") ? 1 : 2).matches("[0-9]+")),
          same(
              "a wait without success in a transaction is *-1",
              e -> WAITS.contains(e.command()) && e.redis().isNil() && e.ours().isNil()),
          same(
              "BITFIELD_RO: any word that is not GET gets one error",
              e ->
                  e.command().equals("bitfield_ro")
                      && e.redis().isError()
                      && e.ours().text().endsWith("only supports the GET subcommand")));

  /// What covers an exchange, or null.
  static @Nullable Reviewed of(Exchange exchange) {
    return ALL.stream().filter(each -> each.covers.test(exchange)).findFirst().orElse(null);
  }

  /// Whether both told a fault of the words, but not the same.
  static boolean areTwoFaults(Exchange exchange) {
    return isWordError(exchange.redis()) && isWordError(exchange.ours());
  }

  private static Reviewed same(String reason, Predicate<Exchange> covers) {
    return new Reviewed(reason, false, covers);
  }

  private static Reviewed parts(String reason, Predicate<Exchange> covers) {
    return new Reviewed(reason, true, covers);
  }

  /// Whether what the servers hold may differ although they answered the same.
  static boolean leavesDoubt(Exchange exchange) {
    return exchange.command().equals("sort")
        && exchange.has("STORE")
        && (exchange.has("BY") || exchange.has("ALPHA"));
  }

  private static boolean repeatsWord(List<String> request) {
    List<String> words =
        request.stream().skip(1).map(word -> word.toUpperCase(Locale.ROOT)).toList();
    return words.stream()
        .anyMatch(word -> word.length() > 1 && words.indexOf(word) != words.lastIndexOf(word));
  }

  private static boolean isFaultBesideMissingKey(Exchange e) {
    return isWordError(e.ours()) && (isNothing(e.redis()) || isAboutKey(e.redis()));
  }

  /// Whether Redis removes or replaces a key although there was nothing to read.
  private static boolean stores(Exchange e) {
    return !e.redis().isError() && (e.command().endsWith("store") || e.has("STORE"));
  }

  private static boolean isRankWithScore(Exchange e) {
    return RANKS.contains(e.command()) && e.request().size() > 3 && isArity(e.redis());
  }

  private static boolean isEncoding(Exchange e) {
    return e.command().equals("object") && e.word(1).equals("ENCODING") && !e.redis().isError();
  }

  private static boolean isQueued(WireReply reply) {
    return reply.type() == '+' && reply.text().equals("QUEUED");
  }

  /// An error about what the request says, not about what a key holds.
  private static boolean isWordError(WireReply reply) {
    return reply.isError() && reply.text().startsWith("ERR ") && !isAboutKey(reply);
  }

  private static boolean isAboutKey(WireReply reply) {
    return reply.isError()
        && (reply.text().startsWith("WRONGTYPE") || reply.text().equals("ERR no such key"));
  }

  private static boolean isArity(WireReply reply) {
    return reply.isError() && reply.text().contains("wrong number of arguments");
  }

  /// What a missing key gets.
  private static boolean isNothing(WireReply reply) {
    if (reply instanceof WireReply.Leaf leaf) {
      return reply.isNil() || leaf.type() == ':' && EMPTY.contains(leaf.text());
    }
    return reply.children().stream()
        .allMatch(child -> isNothing(child) || child.text().equals("0"));
  }

  /// Blanks, nothing at all, and what is beyond a double.
  private static boolean isOnlyForStrtod(String word) {
    String number = word.startsWith("(") ? word.substring(1) : word;
    return number.isEmpty() || number.startsWith(" ") || number.matches("1e-?400");
  }
}
