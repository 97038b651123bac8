package io.trivet.server.config;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// One option of the server, declared once: from it follow the parsers, CONFIG GET and SET, the
/// default configuration file and the reference.
///
/// `T` is what [Config#get] answers for it.
///
/// Threads: any; immutable.
public final class Option<T> {
  /// When the value may change.
  public enum Change {
    /// Only by a restart.
    AT_START,
    /// By CONFIG SET.
    AT_RUN_TIME,
    /// By CONFIG SET if `enable-protected-configs` permits it to the client.
    PROTECTED
  }

  private static final AtomicInteger NEXT_INDEX = new AtomicInteger();

  private final int index = NEXT_INDEX.getAndIncrement();
  private final OptionDraft<T> draft;
  private final T defaultValue;
  private final String meaning;
  private final boolean hasEffect;

  Option(OptionDraft<T> draft, T defaultValue, String meaning, boolean hasEffect) {
    this.draft = draft;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    this.hasEffect = hasEffect;
  }

  /// The name of the directive, in lower case.
  public String name() {
    return draft.name();
  }

  /// Other names of it, under which it is read and shown as well.
  public List<String> aliases() {
    return draft.aliases();
  }

  /// The value where nothing sets it.
  public T defaultValue() {
    return defaultValue;
  }

  /// When it may change.
  public Change change() {
    return draft.change();
  }

  /// Whether the value must not be seen by others than the operator.
  public boolean isSecret() {
    return draft.isSecret();
  }

  /// Whether CONFIG GET shows it.
  public boolean isShown() {
    return draft.isShown();
  }

  /// Whether the server acts on it; options of Redis that mean nothing here are only kept.
  public boolean hasEffect() {
    return hasEffect;
  }

  /// Whether files are read when it is set: to set it to the value that it has is a change, and
  /// takes as long as a disk.
  public boolean readsFiles() {
    return draft.readsFiles();
  }

  /// What it does and what more of it costs; for an option without effect, why it has none.
  public String meaning() {
    return meaning;
  }

  /// What values there are, in words.
  String type() {
    return kind().describe();
  }

  /// Why some well-formed values are refused; empty if none are.
  String refusal() {
    return draft.refusal();
  }

  /// The place of its value in [ConfigValues]: a small number of its own.
  int index() {
    return index;
  }

  ValueKind<T> kind() {
    return draft.kind();
  }

  /// Reads a value, see [ValueKind#parse].
  ///
  /// @param isAgain whether the same source has set the option before
  T parse(List<String> words, T current, boolean isAgain) throws BadValueException {
    T value = isAgain ? kind().parseAgain(words, current) : kind().parse(words, current);
    Predicate<T> refused = draft.refused();
    String reason = draft.refusal();
    if (refused.test(value)) {
      throw new BadValueException(reason);
    }
    return draft.adjust().apply(value);
  }

  /// The value as CONFIG GET answers it.
  String show(T value) {
    return kind().show(value);
  }

  @Override
  public String toString() {
    return name();
  }
}
