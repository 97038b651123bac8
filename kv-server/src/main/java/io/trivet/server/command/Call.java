package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A request as its spec has parsed it: an array of word positions, read through the constants of
/// the command's arguments.
///
/// Every word has been checked when a handler gets the call: `get` of a number cannot fail. A call
/// is good as long as its request is; the calls that [#each] gives, until the next step. Whoever
/// keeps a call parses a copy of the request ([Request#copy]).
///
/// ```
/// tape:  | slots of the call | item: next, slots | item: next, slots | ...
/// ```
///
/// Items that are all alike are not on the tape; they are found by multiplication.
///
/// Threads: the thread that parsed it.
public final class Call {
  private static final int FIRST_TAPE = 32;
  private static final int ABSENT = -1;

  private CommandSpec spec;
  private Request request;
  private Scope scope;
  private int[] tape;
  private int base;
  private int tapeLength;

  /// The first word of a uniform scope, or -1 if positions are on the tape.
  private int firstWord;

  private int databaseIndex;
  private @Nullable Object memory;
  private @Nullable ErrorText conflict;

  private Call(CommandSpec spec, Request request) {
    this.spec = spec;
    this.request = request;
    this.scope = spec.scope();
    this.tape = new int[FIRST_TAPE];
  }

  /// A call of `spec`, parsed.
  static Call parse(CommandSpec spec, Request request) {
    Call call = new Call(spec, request);
    call.reuse(spec, request, 0);
    return call;
  }

  /// A call whose structure has been found and whose words have not been checked.
  static Call structureOnly(CommandSpec spec, Request request) {
    Call call = new Call(spec, request);
    CallParser.parseStructure(call);
    return call;
  }

  /// Makes this the call of `request`, which `spec` parses, on a database; a call kept by an event
  /// loop costs no garbage.
  ///
  /// @throws CommandError if the request does not follow the syntax; the call is then of no use
  public void reuse(CommandSpec spec, Request request, int databaseIndex) {
    this.spec = spec;
    this.request = request;
    this.databaseIndex = databaseIndex;
    this.memory = null;
    this.conflict = null;
    this.scope = spec.scope();
    this.base = 0;
    this.tapeLength = 0;
    CallParser.parse(this);
  }

  /// The declaration.
  public CommandSpec spec() {
    return spec;
  }

  /// The words.
  public Request request() {
    return request;
  }

  /// The database that the session had selected.
  public int databaseIndex() {
    return databaseIndex;
  }

  /// A key.
  public Bytes get(KeyArg key) {
    return request.word(word(key));
  }

  /// Bytes.
  public Bytes get(BytesArg bytes) {
    return request.word(word(bytes));
  }

  /// A number.
  public long get(Int64Arg number) {
    return request.int64(word(number));
  }

  /// A number, or `absent` if the client gave none.
  public long get(Int64Arg number, long absent) {
    int word = wordOrAbsent(number);
    return word == ABSENT ? absent : request.int64(word);
  }

  /// A number, never NaN.
  public double get(Float64Arg number) {
    return request.float64(word(number));
  }

  /// A number, or `absent` if the client gave none.
  public double get(Float64Arg number, double absent) {
    int word = wordOrAbsent(number);
    return word == ABSENT ? absent : request.float64(word);
  }

  /// A timeout in milliseconds; 0 is for ever.
  public long get(TimeoutArg timeout) {
    return timeout.timeoutMs(request, word(timeout));
  }

  /// What the argument's grammar makes of its word.
  public <T> T get(ParsedArg<T> argument) {
    return argument.parse(request, word(argument));
  }

  /// The constant chosen, or null.
  public <E extends Enum<E>> @Nullable E get(Choice<E> choice) {
    int ordinal = wordOrAbsent(choice);
    return ordinal == ABSENT ? null : choice.words().constants().get(ordinal);
  }

  /// The constant chosen.
  public <E extends Enum<E>> E get(RequiredChoice<E> choice) {
    return choice.words().constants().get(word(choice));
  }

  /// A key, or null if the client gave none.
  public @Nullable Bytes find(KeyArg key) {
    int word = wordOrAbsent(key);
    return word == ABSENT ? null : request.word(word);
  }

  /// Bytes, or null if the client gave none.
  public @Nullable Bytes find(BytesArg bytes) {
    int word = wordOrAbsent(bytes);
    return word == ABSENT ? null : request.word(word);
  }

  /// What the argument's grammar makes of its word, or null if the client gave none.
  public <T> @Nullable T find(ParsedArg<T> argument) {
    int word = wordOrAbsent(argument);
    return word == ABSENT ? null : argument.parse(request, word);
  }

  /// Whether the client gave the argument.
  public boolean has(Argument argument) {
    return wordOrAbsent(argument) != ABSENT;
  }

  /// Where the word of an argument stands in the request.
  ///
  /// @throws NoSuchElementException if the client gave none
  public int word(Argument argument) {
    int word = wordOrAbsent(argument);
    if (word == ABSENT) {
      throw new NoSuchElementException("argument " + argument + " was left out");
    }
    return word;
  }

  /// How often a repetition came.
  public int count(Repeated repeated) {
    return has(repeated) ? tape[slot(repeated) + Scope.COUNT] : 0;
  }

  /// The items of a repetition, in order. One object shows them all, each until the next.
  public Iterable<Call> each(Repeated repeated) {
    return () -> new Items(repeated);
  }

  /// The only item of a repetition.
  ///
  /// @throws CommandError with `text` if there are more
  public Call only(Repeated repeated, ErrorText text) {
    if (count(repeated) != 1) {
      throw new CommandError(text, spec.name());
    }
    return each(repeated).iterator().next();
  }

  /// The first words of all items: the keys of a `keys(...)`, the members of a repeated member.
  public List<Bytes> all(Repeated repeated) {
    Bytes[] words = new Bytes[count(repeated)];
    int next = 0;
    for (Call item : each(repeated)) {
      words[next++] = request.word(item.firstWord());
    }
    return Arrays.asList(words);
  }

  /// All values of one argument of a repetition.
  public List<Bytes> all(Repeated repeated, BytesArg argument) {
    List<Bytes> words = new ArrayList<>(count(repeated));
    for (Call item : each(repeated)) {
      words.add(item.get(argument));
    }
    return words;
  }

  /// The words behind the name, one by one, for a handler that reads them itself.
  public CallWords words() {
    return new CallWords(request, spec.nameWords());
  }

  /// What an earlier attempt of this blocking command left by [#remember], or null.
  public @Nullable Object remembered() {
    return memory;
  }

  /// Keeps something for the next attempt of this blocking command (the last id of XREAD's `$`).
  public void remember(Object thing) {
    memory = thing;
  }

  /// Where the first word of this item or call stands.
  private int firstWord() {
    return firstWord >= 0 ? firstWord : tape[base];
  }

  private int slot(Argument argument) {
    return base + scope.slotOf(argument);
  }

  private int wordOrAbsent(Argument argument) {
    int slot = scope.slotOf(argument);
    return firstWord >= 0 ? firstWord + slot : tape[base + slot];
  }

  // What follows is for the parser.

  Scope scope() {
    return scope;
  }

  int position(Argument argument) {
    return wordOrAbsent(argument);
  }

  void useWordsFrom(int word) {
    firstWord = word;
  }

  void useTape() {
    firstWord = ABSENT;
  }

  /// Takes `slots` places of the tape, all absent, and returns the first.
  int claim(int slots) {
    int from = tapeLength;
    int to = from + slots;
    if (to > tape.length) {
      tape = Arrays.copyOf(tape, Math.max(to, 2 * tape.length));
    }
    Arrays.fill(tape, from, to, ABSENT);
    tapeLength = to;
    return from;
  }

  int onTape(int index) {
    return tape[index];
  }

  void onTape(int index, int value) {
    tape[index] = value;
  }

  void conflict(ErrorText text) {
    if (conflict == null) {
      conflict = text;
    }
  }

  @Nullable ErrorText conflict() {
    return conflict;
  }

  /// Walks through the items of a repetition.
  private final class Items implements Iterator<Call> {
    private final Call item = new Call(spec, request);
    private final boolean isStrided;
    private final int stride;
    private int left;
    private int next;

    Items(Repeated repeated) {
      item.scope = repeated.item();
      item.tape = tape;
      item.databaseIndex = databaseIndex;
      isStrided = repeated.isStrided();
      stride = repeated.item().slots();
      left = count(repeated);
      next = left == 0 ? ABSENT : tape[slot(repeated)];
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Call next() {
      if (left-- <= 0) {
        throw new NoSuchElementException("no further item");
      }
      if (isStrided) {
        item.useWordsFrom(next);
        next += stride;
      } else {
        item.useTape();
        item.base = next + 1;
        next = tape[next];
      }
      return item;
    }
  }
}
