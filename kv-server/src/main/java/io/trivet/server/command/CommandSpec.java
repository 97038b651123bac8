package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The declaration of a command, and what follows from it.
///
/// Declared: name, since, group, summary, complexity, flags, arguments, handler. Derived: arity,
/// key specifications and positions, access categories, documentation, parser, standard errors.
///
/// ```java
/// CommandSpec.named("INCRBY")
///     .since("1.0.0").group(STRING).summary("...").complexity("O(1)")
///     .flags(WRITE, DENY_OOM, FAST)
///     .arguments(KEY, INCREMENT)
///     .handler(IncrBy::execute);
/// ```
///
/// A subcommand is named with its container, `CLIENT|KILL`; its words begin behind both names.
///
/// Threads: immutable.
public final class CommandSpec {
  private final Declaration declaration;
  private final CommandHandler handler;
  private final @Nullable InPlaceHandler inPlace;
  private final int id;
  private final Scope scope;
  private final int arity;
  private final Keys keys;
  private final Set<CommandFlag> flags;
  private final Set<AclCategory> categories;

  private CommandSpec(
      Declaration declaration, CommandHandler handler, @Nullable InPlaceHandler inPlace, int id) {
    this.declaration = declaration;
    this.handler = handler;
    this.inPlace = inPlace;
    this.id = id;
    this.scope = new Scope(declaration.arguments);
    int least =
        Arity.of(
            scope.sequence(),
            declaration.nameWords(),
            isContainer(),
            !declaration.subcommands.isEmpty());
    this.arity = declaration.hasFreeWords ? -Math.abs(least) : least;
    this.keys = Keys.of(scope, declaration.nameWords());
    this.flags = declaration.derivedFlags(keys.areMovable());
    this.categories = declaration.derivedCategories(isContainer());
  }

  /// Begins the declaration of a command, or of a subcommand as `CONTAINER|NAME`.
  public static Builder named(String name) {
    return new Builder(name);
  }

  /// The full name in lower case: `get`, `client|kill`. Errors and COMMAND INFO show it.
  public String name() {
    return declaration.name;
  }

  /// The number of words that are the name: 1, or 2 for a subcommand.
  public int nameWords() {
    return declaration.nameWords();
  }

  /// The version of Redis that brought it.
  public String since() {
    return declaration.since;
  }

  /// The chapter it stands in.
  public CommandGroup group() {
    return declaration.group;
  }

  /// One sentence.
  public String summary() {
    return declaration.summary;
  }

  /// Time as a function of sizes.
  public String complexity() {
    return declaration.complexity;
  }

  /// Since when it should not be used any more and what to use instead, or null.
  public @Nullable Deprecation deprecation() {
    return declaration.deprecation;
  }

  /// Changes to it: version and sentence.
  public List<Change> history() {
    return declaration.history;
  }

  /// What clients and proxies may want to know, as COMMAND INFO's tips.
  public List<String> hints() {
    return declaration.hints;
  }

  /// The syntax behind the name.
  public List<Argument> arguments() {
    return scope.sequence().arguments();
  }

  /// The subcommands of a container, in the order of the documentation.
  public List<CommandSpec> subcommands() {
    return declaration.subcommands;
  }

  /// Whether it is only the first word of its subcommands.
  public boolean isContainer() {
    return handler instanceof ContainerHandler;
  }

  /// The exact number of words, name included, or if negative the least number.
  public int arity() {
    return arity;
  }

  /// Whether a request may have `count` words, name included.
  public boolean acceptsCount(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /// The flags, derived ones included.
  public Set<CommandFlag> flags() {
    return flags;
  }

  /// Whether it has a flag.
  public boolean has(CommandFlag flag) {
    return flags.contains(flag);
  }

  /// The access categories.
  public Set<AclCategory> categories() {
    return categories;
  }

  /// Where its keys stand, for clients.
  public List<KeySpec> keySpecs() {
    return keys.specs();
  }

  /// First key, last key and step, as far as fixed places tell.
  public KeySpec.Range keyRange() {
    return keys.range();
  }

  /// Whether it can have keys.
  public boolean hasKeys() {
    return keys.exist();
  }

  /// Finds the keys of a request whose number of words is accepted, without checking more of it
  /// than is needed for that.
  ///
  /// @return false if the request does not follow the syntax; `found` is of no use then
  public boolean keys(Request request, KeyPositions found) {
    return keys.find(this, request, found);
  }

  /// Finds the keys of a parsed call.
  public void keys(Call call, KeyPositions found) {
    keys.find(call, found);
  }

  /// Parses a request of this command.
  ///
  /// @throws io.trivet.server.reply.CommandError if it does not follow the syntax
  public Call parse(Request request) {
    return Call.parse(this, request);
  }

  /// What runs.
  public CommandHandler handler() {
    return handler;
  }

  /// What runs instead where the words are in place, or null.
  public @Nullable InPlaceHandler inPlaceHandler() {
    return inPlace;
  }

  /// The same command with a handler for words in place.
  public CommandSpec withInPlace(InPlaceHandler inPlaceHandler) {
    return new CommandSpec(declaration, handler, inPlaceHandler, id);
  }

  /// Its number in the table that it was got from, counted from 0 without gaps; -1 outside a table.
  public int id() {
    return id;
  }

  /// The same command with a number, and with these subcommands.
  CommandSpec inTable(int number, List<CommandSpec> subcommands) {
    return new CommandSpec(declaration.withSubcommands(subcommands), handler, inPlace, number);
  }

  Scope scope() {
    return scope;
  }

  /// What is said to a request with words behind the last argument, the first of which is `word`.
  CommandError surplusError(Request request, int word) {
    if (declaration.surplusError == ErrorText.UNKNOWN_SUBCOMMAND_OR_ARITY) {
      String container = name().substring(0, name().indexOf('|')).toUpperCase(Locale.ROOT);
      return new CommandError(declaration.surplusError, request.word(1), container);
    }
    return declaration.namesSurplusWord
        ? new CommandError(declaration.surplusError, request.word(word))
        : new CommandError(declaration.surplusError, name());
  }

  /// Whether the handler reads the words itself, whatever they are.
  boolean hasFreeWords() {
    return declaration.hasFreeWords;
  }

  @Override
  public String toString() {
    return name();
  }

  /// A change to a command.
  public record Change(String version, String text) {}

  /// Since which version a command should not be used, and what takes its place.
  public record Deprecation(String since, String replacedBy) {}

  /// What was declared.
  record Declaration(
      String name,
      String since,
      CommandGroup group,
      String summary,
      String complexity,
      Set<CommandFlag> flags,
      Set<AclCategory> addedCategories,
      boolean isInGroupCategory,
      List<Argument> arguments,
      List<CommandSpec> subcommands,
      List<String> hints,
      List<Change> history,
      @Nullable Deprecation deprecation,
      ErrorText surplusError,
      boolean namesSurplusWord,
      boolean hasFreeWords) {

    int nameWords() {
      return name.indexOf('|') < 0 ? 1 : 2;
    }

    Declaration withSubcommands(List<CommandSpec> others) {
      return new Declaration(
          name,
          since,
          group,
          summary,
          complexity,
          flags,
          addedCategories,
          isInGroupCategory,
          arguments,
          others,
          hints,
          history,
          deprecation,
          surplusError,
          namesSurplusWord,
          hasFreeWords);
    }

    Set<CommandFlag> derivedFlags(boolean areKeysMovable) {
      EnumSet<CommandFlag> all = EnumSet.noneOf(CommandFlag.class);
      all.addAll(flags);
      if (areKeysMovable) {
        all.add(CommandFlag.MOVABLE_KEYS);
      }
      return all;
    }

    Set<AclCategory> derivedCategories(boolean isContainer) {
      AclCategory ofGroup = isInGroupCategory && !isContainer ? group.category() : null;
      return AclCategories.of(flags, ofGroup, addedCategories);
    }
  }

  /// Collects a declaration; each kind of handler has a method that ends it.
  @SuppressWarnings("overloads") // one name for all handlers; method references tell them apart
  public static final class Builder {
    private final String name;
    private String since = "";
    private CommandGroup group = CommandGroup.GENERIC;
    private String summary = "";
    private String complexity = "";
    private final EnumSet<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
    private final EnumSet<AclCategory> categories = EnumSet.noneOf(AclCategory.class);
    private boolean isInGroupCategory = true;
    private List<Argument> arguments = List.of();
    private List<CommandSpec> subcommands = List.of();
    private List<String> hints = List.of();
    private final List<Change> history = new ArrayList<>();
    private @Nullable Deprecation deprecation;
    private ErrorText surplusError = ErrorText.SYNTAX_ERROR;
    private boolean namesSurplusWord;
    private boolean hasFreeWords;

    private Builder(String name) {
      this.name = name.toLowerCase(Locale.ROOT);
    }

    /// The version of Redis that brought the command.
    public Builder since(String version) {
      since = version;
      return this;
    }

    /// The chapter it stands in.
    public Builder group(CommandGroup chapter) {
      group = chapter;
      return this;
    }

    /// One sentence.
    public Builder summary(String sentence) {
      summary = sentence;
      return this;
    }

    /// Time as a function of sizes.
    public Builder complexity(String text) {
      complexity = text;
      return this;
    }

    /// Flags; none if this is left out.
    public Builder flags(CommandFlag... all) {
      flags.addAll(List.of(all));
      return this;
    }

    /// Access categories besides those that follow from group and flags.
    public Builder categories(AclCategory... added) {
      categories.addAll(List.of(added));
      return this;
    }

    /// The command is not in the category of its group.
    public Builder outsideGroupCategory() {
      isInGroupCategory = false;
      return this;
    }

    /// The syntax behind the name.
    public Builder arguments(Argument... syntax) {
      arguments = List.of(syntax);
      return this;
    }

    /// Subcommands, each named `CONTAINER|NAME`.
    public Builder subcommands(CommandSpec... all) {
      subcommands = List.of(all);
      return this;
    }

    /// What clients and proxies may want to know, in the words of Redis's command tips.
    public Builder hints(String... tips) {
      hints = List.of(tips);
      return this;
    }

    /// A change to the command.
    public Builder history(String version, String text) {
      history.add(new Change(version, text));
      return this;
    }

    /// Since when it should not be used, and what takes its place.
    public Builder deprecated(String version, String replacedBy) {
      deprecation = new Deprecation(version, replacedBy);
      return this;
    }

    /// What is said to words behind the last argument, instead of a syntax error; its place gets
    /// the name of the command.
    public Builder surplusError(ErrorText text) {
      surplusError = text;
      return this;
    }

    /// What is said to a word that is no option, instead of a syntax error; its place gets the
    /// word.
    public Builder unknownOptionError(ErrorText text) {
      surplusError = text;
      namesSurplusWord = true;
      return this;
    }

    /// The handler reads the words itself by [Call#words], because what Redis says of them fits no
    /// grammar; the arguments only describe them, and say how many there are at least.
    public Builder freeWords() {
      hasFreeWords = true;
      return this;
    }

    /// A function of the call and its keys.
    public CommandSpec handler(KeyspaceHandler handler) {
      return build(handler);
    }

    /// A function of the call and the client's session.
    public CommandSpec handler(SessionHandler handler) {
      return build(handler);
    }

    /// A function of the call and the server.
    public CommandSpec handler(ServerHandler handler) {
      return build(handler);
    }

    /// A function over the whole keyspace, which runs on a worker thread.
    public CommandSpec wholeKeyspaceHandler(WholeKeyspaceHandler handler) {
      return build(handler);
    }

    /// A command that may wait for its keys; at the timeout it answers `atTimeout`.
    public CommandSpec blockingHandler(
        BlockingHandler.Attempt attempt, TimeoutArg timeout, Reply atTimeout) {
      return blockingHandler(attempt, call -> call.get(timeout), _ -> atTimeout);
    }

    /// A command that may wait for its keys; see [BlockingHandler] for the values of the timeout.
    public CommandSpec blockingHandler(
        BlockingHandler.Attempt attempt,
        ToLongFunction<Call> timeoutMs,
        Function<Call, Reply> atTimeout) {
      return build(new BlockingHandler(attempt, timeoutMs, atTimeout));
    }

    /// A command whose answer may come later; where nobody can wait it answers `atOnce`.
    public CommandSpec deferredHandler(
        DeferredHandler.Start start, BiFunction<Call, SessionAccess, Reply> atOnce) {
      return build(new DeferredHandler(start, atOnce));
    }

    /// A step of the way of a request itself.
    public CommandSpec flow(FlowHandler handler) {
      return build(handler);
    }

    /// Nothing but the first word of the subcommands.
    public CommandSpec container() {
      return build(ContainerHandler.CONTAINER);
    }

    private CommandSpec build(CommandHandler handler) {
      return new CommandSpec(
          new Declaration(
              name,
              since,
              group,
              summary,
              complexity,
              flags.clone(),
              categories.clone(),
              isInGroupCategory,
              arguments,
              subcommands,
              hints,
              List.copyOf(history),
              deprecation,
              surplusError,
              namesSurplusWord,
              hasFreeWords),
          handler,
          null,
          -1);
    }
  }
}
