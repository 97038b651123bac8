package io.trivet.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// An option in the making. It starts as a plain option that only a restart changes; each method
/// answers a changed copy.
///
/// Threads: any; immutable.
record OptionDraft<T>(
    String name,
    ValueKind<T> kind,
    List<String> aliases,
    Option.Change change,
    boolean isSecret,
    boolean isShown,
    Predicate<T> refused,
    String refusal,
    UnaryOperator<T> adjust,
    boolean readsFiles) {

  static <T> OptionDraft<T> of(String name, ValueKind<T> kind) {
    return new OptionDraft<>(
        name,
        kind,
        List.of(),
        Option.Change.AT_START,
        false,
        true,
        value -> false,
        "",
        value -> value,
        false);
  }

  static OptionDraft<Integer> integer(String name, int first, int last) {
    return of(name, new IntegerKind(new NumberRange(first, last)));
  }

  static OptionDraft<Integer> autoInteger(String name, int first, int last) {
    return of(name, new AutoIntegerKind(new NumberRange(first, last)));
  }

  static OptionDraft<Long> longInteger(String name, long first, long last) {
    return of(name, new LongKind(new NumberRange(first, last)));
  }

  static OptionDraft<Long> memory(String name, long firstBytes, long lastBytes) {
    return of(name, new MemoryKind(new NumberRange(firstBytes, lastBytes)));
  }

  static OptionDraft<Boolean> yesNo(String name) {
    return of(name, new BooleanKind());
  }

  static <E extends Enum<E> & Worded> OptionDraft<E> choice(String name, Class<E> type) {
    return of(name, new ChoiceKind<>(type));
  }

  static OptionDraft<String> text(String name) {
    return of(name, new TextKind());
  }

  static OptionDraft<Path> path(String name) {
    return of(name, new PathKind());
  }

  static OptionDraft<List<String>> words(String name, int last) {
    return of(name, new WordsKind(last, null));
  }

  static OptionDraft<Map<String, String>> renames(String name) {
    return of(name, new RenamesKind());
  }

  OptionDraft<T> alias(String... names) {
    return new OptionDraft<>(
        name,
        kind,
        List.of(names),
        change,
        isSecret,
        isShown,
        refused,
        refusal,
        adjust,
        readsFiles);
  }

  OptionDraft<T> atRunTime() {
    return changing(Option.Change.AT_RUN_TIME);
  }

  /// Has files read when it is set: it changes at run time, and each CONFIG SET of it counts as a
  /// change, for the files may hold something new.
  OptionDraft<T> readingFiles() {
    return new OptionDraft<>(
        name,
        kind,
        aliases,
        Option.Change.AT_RUN_TIME,
        isSecret,
        isShown,
        refused,
        refusal,
        adjust,
        true);
  }

  OptionDraft<T> isProtected() {
    return changing(Option.Change.PROTECTED);
  }

  OptionDraft<T> secret() {
    return new OptionDraft<>(
        name, kind, aliases, change, true, isShown, refused, refusal, adjust, readsFiles);
  }

  /// Keeps the option out of CONFIG GET and SET, as Redis does with it.
  OptionDraft<T> notShown() {
    return new OptionDraft<>(
        name, kind, aliases, change, isSecret, false, refused, refusal, adjust, readsFiles);
  }

  /// Refuses values that are well-formed but promise what the server does not do.
  OptionDraft<T> refusing(Predicate<T> values, String reason) {
    return new OptionDraft<>(
        name, kind, aliases, change, isSecret, isShown, values, reason, adjust, readsFiles);
  }

  /// Takes another value in place of the one that was given, such as the nearest sensible one.
  OptionDraft<T> adjustedBy(UnaryOperator<T> adjustment) {
    return new OptionDraft<>(
        name, kind, aliases, change, isSecret, isShown, refused, refusal, adjustment, readsFiles);
  }

  OptionReadyDraft<T> byDefault(T value) {
    return new OptionReadyDraft<>(this, value);
  }

  private OptionDraft<T> changing(Option.Change when) {
    return new OptionDraft<>(
        name, kind, aliases, when, isSecret, isShown, refused, refusal, adjust, readsFiles);
  }
}
