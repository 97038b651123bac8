package io.trivet.server.command;

import io.trivet.server.reply.ErrorText;
import org.jspecify.annotations.Nullable;

/// Arguments that come once or more, as often as the words last or as another argument says.
/// [Call#each] walks through them.
public final class Repeated extends Argument {

  /// How often.
  ///
  /// @param countedBy the argument that says how often, or null
  /// @param asManyAs the repetition that this one has the length of, or null
  /// @param isEachAfterToken whether the token comes before each, not once before all
  /// @param endsAtOption whether a token of the arguments behind it ends it
  /// @param mismatch what is said when the words do not come out even
  record Count(
      @Nullable Int64Arg countedBy,
      @Nullable Repeated asManyAs,
      boolean isEachAfterToken,
      boolean endsAtOption,
      ErrorText mismatch) {
    static final Count TO_THE_END = new Count(null, null, false, false, ErrorText.SYNTAX_ERROR);
  }

  private final Scope item;
  private final Count count;

  Repeated(String name, @Nullable Keyword token, boolean isOptional, Scope item, Count count) {
    super(name, token, isOptional);
    this.item = item;
    this.count = count;
  }

  /// The same repetition, once after the word `token`.
  public Repeated after(String token) {
    return new Repeated(name(), new Keyword(token), isOptional(), item, count);
  }

  /// The same repetition, each time after the word `token`, between other options.
  public Repeated eachAfter(String token) {
    Count each =
        new Count(count.countedBy, count.asManyAs, true, count.endsAtOption, count.mismatch);
    return new Repeated(name(), new Keyword(token), true, item, each);
  }

  /// The same repetition, which the client may leave out.
  public Repeated optional() {
    return new Repeated(name(), token(), true, item, count);
  }

  /// The same repetition, as often as `number` says; more than there are words is a syntax error.
  public Repeated countedBy(Int64Arg number) {
    return countedBy(number, ErrorText.SYNTAX_ERROR);
  }

  /// The same repetition, as often as `number` says; more than there are words gets `mismatch`.
  public Repeated countedBy(Int64Arg number, ErrorText mismatch) {
    return with(new Count(number, null, count.isEachAfterToken, count.endsAtOption, mismatch));
  }

  /// The same repetition, as often as `other`; if `other` stands just before it, both share the
  /// words that are left.
  public Repeated asManyAs(Repeated other) {
    return with(new Count(null, other, count.isEachAfterToken, count.endsAtOption, count.mismatch));
  }

  /// The same repetition, ended by a token of the arguments behind it.
  public Repeated endsAtOption() {
    return with(
        new Count(count.countedBy, count.asManyAs, count.isEachAfterToken, true, count.mismatch));
  }

  /// The same repetition; words that do not come out even get `text`.
  public Repeated orError(ErrorText text) {
    return with(
        new Count(
            count.countedBy, count.asManyAs, count.isEachAfterToken, count.endsAtOption, text));
  }

  private Repeated with(Count changed) {
    return new Repeated(name(), token(), isOptional(), item, changed);
  }

  Scope item() {
    return item;
  }

  Count count() {
    return count;
  }

  /// Whether items lie one behind the other and are alike, so that a multiplication finds them.
  boolean isStrided() {
    return item.isUniform() && !count.isEachAfterToken;
  }

  boolean hasKeys() {
    return item.members().stream()
        .anyMatch(m -> m instanceof KeyArg || (m instanceof Repeated r && r.hasKeys()));
  }

  @Override
  int presentWords() {
    return (token() == null ? 0 : 1) + item.sequence().minWords();
  }
}
