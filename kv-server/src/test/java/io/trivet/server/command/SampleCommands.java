package io.trivet.server.command;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.float64;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.pattern;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.Arguments.timeoutMs;
import static io.trivet.server.command.Arguments.timeoutSeconds;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.BLOCKING;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.LOADING;
import static io.trivet.server.command.CommandFlag.NOSCRIPT;
import static io.trivet.server.command.CommandFlag.NO_AUTH;
import static io.trivet.server.command.CommandFlag.NO_MANDATORY_KEYS;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandFlag.SKIP_MONITOR;
import static io.trivet.server.command.CommandFlag.STALE;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.CONNECTION;
import static io.trivet.server.command.CommandGroup.GENERIC;
import static io.trivet.server.command.CommandGroup.GEO;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.CommandGroup.SCRIPTING;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.CommandGroup.STREAM;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;
import static io.trivet.server.command.KeyFlag.VARIABLE_FLAGS;

import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.List;

/// Commands of Redis declared for the tests of the framework, one for each shape of syntax. Their
/// handlers do nothing.
final class SampleCommands {
  static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  static final Int64Arg INCREMENT = int64("increment");

  static final CommandSpec INCRBY =
      named("INCRBY", STRING, "1.0.0")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, INCREMENT)
          .handler(SampleCommands::nothing);

  static final KeyArg READ_KEY = key("key", RO, ACCESS);
  static final CommandSpec GET =
      named("GET", STRING, "1.0.0")
          .flags(READONLY, FAST)
          .arguments(READ_KEY)
          .handler(SampleCommands::nothing);

  /// NX or XX.
  enum Condition {
    NX,
    XX
  }

  /// GT or LT.
  enum Comparison {
    GT,
    LT
  }

  static final KeyArg ZSET_KEY = key("key", RW, UPDATE);
  static final Choice<Condition> CONDITION =
      oneOf("condition", Condition.class, ErrorText.XX_AND_NX);
  static final Choice<Comparison> COMPARISON =
      oneOf("comparison", Comparison.class, ErrorText.GT_LT_NX);
  static final Token CH = token("CH");
  static final Token INCR = token("INCR");
  static final Float64Arg SCORE = float64("score");
  static final BytesArg MEMBER = bytes("member");
  static final Repeated PAIRS = repeated("data", SCORE, MEMBER);
  static final CommandSpec ZADD =
      named("ZADD", SORTED_SET, "1.2.0")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(ZSET_KEY, CONDITION, COMPARISON, CH, INCR, PAIRS)
          .handler(SampleCommands::nothing);

  static final KeyArg SET_KEY = key("key", RW, ACCESS, UPDATE, VARIABLE_FLAGS);
  static final BytesArg VALUE = bytes("value");
  static final Choice<Condition> SET_CONDITION = oneOf("condition", Condition.class);
  static final Int64Arg EX = int64("seconds").after("EX");
  static final Int64Arg PX = int64("milliseconds").after("PX");
  static final Token KEEPTTL = token("KEEPTTL");
  static final CommandSpec SET =
      named("SET", STRING, "1.0.0")
          .flags(WRITE, DENY_OOM)
          .arguments(
              SET_KEY,
              VALUE,
              SET_CONDITION,
              token("GET"),
              either("expiration", EX, PX, KEEPTTL).optional())
          .handler(SampleCommands::nothing);

  static final CommandSpec MSET =
      named("MSET", STRING, "1.0.1")
          .flags(WRITE, DENY_OOM)
          .arguments(
              repeated("data", key("key", OW, UPDATE), bytes("value"))
                  .orError(ErrorText.WRONG_ARITY))
          .handler(SampleCommands::nothing);

  static final CommandSpec DEL =
      named("DEL", GENERIC, "1.0.0")
          .flags(WRITE)
          .arguments(keys("key", KeyFlag.RM, DELETE))
          .handler(SampleCommands::nothing);

  static final CommandSpec HSET =
      named("HSET", HASH, "2.0.0")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(
              key("key", RW, UPDATE),
              repeated("data", bytes("field"), bytes("value")).orError(ErrorText.WRONG_ARITY))
          .handler(SampleCommands::nothing);

  static final TimeoutArg TIMEOUT = timeoutSeconds("timeout");
  static final Repeated LISTS = keys("key", RW, ACCESS, DELETE);
  static final CommandSpec BLPOP =
      named("BLPOP", LIST, "2.0.0")
          .flags(WRITE, NOSCRIPT, BLOCKING)
          .arguments(LISTS, TIMEOUT)
          .blockingHandler((_, _) -> null, TIMEOUT, Reply.absentArray());

  /// LEFT or RIGHT.
  enum Side {
    LEFT,
    RIGHT
  }

  static final Int64Arg NUMKEYS =
      int64("numkeys")
          .atLeast(1, ErrorText.NUMKEYS_NOT_POSITIVE)
          .orError(ErrorText.NUMKEYS_NOT_POSITIVE);
  static final Repeated COUNTED = keys("key", RW, ACCESS, DELETE).countedBy(NUMKEYS);
  static final RequiredChoice<Side> SIDE = oneOf("where", Side.class).required();
  static final Int64Arg POP_COUNT =
      int64("count")
          .atLeast(1, ErrorText.COUNT_NOT_POSITIVE)
          .orError(ErrorText.COUNT_NOT_POSITIVE)
          .after("COUNT")
          .optional();
  static final CommandSpec LMPOP =
      named("LMPOP", LIST, "7.0.0")
          .flags(WRITE)
          .arguments(NUMKEYS, COUNTED, SIDE, POP_COUNT)
          .handler(SampleCommands::nothing);

  static final CommandSpec LINSERT =
      named("LINSERT", LIST, "2.2.0")
          .flags(WRITE, DENY_OOM)
          .arguments(
              key("key", RW, INSERT),
              oneOf("where", Where.class).required(),
              bytes("pivot"),
              bytes("element"))
          .handler(SampleCommands::nothing);

  /// BEFORE or AFTER.
  enum Where {
    BEFORE,
    AFTER
  }

  static final CommandSpec LPOS =
      named("LPOS", LIST, "6.0.6")
          .flags(READONLY)
          .arguments(
              key("key", RO, ACCESS),
              bytes("element"),
              int64("rank").after("RANK").optional(),
              int64("num-matches")
                  .atLeast(0, ErrorText.LPOS_COUNT)
                  .orError(ErrorText.LPOS_COUNT)
                  .after("COUNT")
                  .optional(),
              int64("len")
                  .atLeast(0, ErrorText.LPOS_MAXLEN)
                  .orError(ErrorText.LPOS_MAXLEN)
                  .after("MAXLEN")
                  .optional())
          .handler(SampleCommands::nothing);

  static final Int64Arg UNION_KEYS = int64("numkeys").atLeast(1, ErrorText.NO_INPUT_KEY);
  static final Repeated UNION = keys("key", RO, ACCESS).countedBy(UNION_KEYS);
  static final Repeated WEIGHTS =
      repeated("weight", float64("weight").orError(ErrorText.WEIGHT_NOT_A_FLOAT))
          .after("WEIGHTS")
          .asManyAs(UNION)
          .optional();

  /// How scores are put together.
  enum Aggregate {
    SUM,
    MIN,
    MAX
  }

  static final Block AGGREGATE =
      block("aggregate", oneOf("aggregate", Aggregate.class).required())
          .after("AGGREGATE")
          .optional();
  static final CommandSpec ZUNION =
      named("ZUNION", SORTED_SET, "6.2.0")
          .flags(READONLY)
          .arguments(UNION_KEYS, UNION, WEIGHTS, AGGREGATE, token("WITHSCORES"))
          .handler(SampleCommands::nothing);

  static final Int64Arg STORE_KEYS = int64("numkeys").atLeast(1, ErrorText.NO_INPUT_KEY);
  static final CommandSpec ZUNIONSTORE =
      named("ZUNIONSTORE", SORTED_SET, "2.0.0")
          .flags(WRITE, DENY_OOM)
          .arguments(
              key("destination", OW, UPDATE),
              STORE_KEYS,
              keys("key", RO, ACCESS).countedBy(STORE_KEYS))
          .handler(SampleCommands::nothing);

  static final Repeated STREAMS = keys("key", RO, ACCESS).orError(ErrorText.SYNTAX_ERROR);
  static final Repeated IDS = repeated("id", bytes("id")).asManyAs(STREAMS);
  static final Int64Arg READ_COUNT = int64("count").after("COUNT").optional();
  static final TimeoutArg BLOCK = timeoutMs("milliseconds").after("BLOCK").optional();
  static final CommandSpec XREAD =
      named("XREAD", STREAM, "5.0.0")
          .flags(READONLY, BLOCKING)
          .arguments(READ_COUNT, BLOCK, block("streams", STREAMS, IDS).after("STREAMS"))
          .blockingHandler(
              (_, _) -> null,
              call -> call.has(BLOCK) ? call.get(BLOCK) : BlockingHandler.NOT_AT_ALL,
              _ -> Reply.absentArray());

  static final Repeated GROUP_STREAMS = keys("key", RW, ACCESS);
  static final CommandSpec XREADGROUP =
      named("XREADGROUP", STREAM, "5.0.0")
          .flags(WRITE, BLOCKING)
          .arguments(
              block("group", bytes("group"), bytes("consumer")).after("GROUP"),
              int64("count").after("COUNT").optional(),
              token("NOACK"),
              block("streams", GROUP_STREAMS, repeated("id", bytes("id")).asManyAs(GROUP_STREAMS))
                  .after("STREAMS"))
          .handler(SampleCommands::nothing);

  /// How a stream is cut.
  enum Strategy {
    MAXLEN,
    MINID
  }

  /// How exactly.
  enum Exactness implements ChoiceWord {
    EXACTLY("="),
    ABOUT("~");

    private final String word;

    Exactness(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  static final RequiredChoice<Strategy> STRATEGY =
      oneOf("strategy", Strategy.class, ErrorText.STREAM_MAXLEN_AND_MINID).required();
  static final Choice<Exactness> EXACTNESS = oneOf("operator", Exactness.class);
  static final BytesArg THRESHOLD = bytes("threshold");
  static final Int64Arg TRIM_LIMIT = int64("count").after("LIMIT").optional();
  static final Block TRIM = block("trim", STRATEGY, EXACTNESS, THRESHOLD, TRIM_LIMIT).optional();
  static final BytesArg ID = bytes("id");
  static final Repeated FIELDS =
      repeated("data", bytes("field"), bytes("value")).orError(ErrorText.WRONG_ARITY);
  static final CommandSpec XADD =
      named("XADD", STREAM, "5.0.0")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(key("key", RW, UPDATE), token("NOMKSTREAM"), TRIM, ID, FIELDS)
          .handler(SampleCommands::nothing);

  static final Repeated CLAIMED = repeated("id", bytes("id")).endsAtOption();
  static final CommandSpec XCLAIM =
      named("XCLAIM", STREAM, "5.0.0")
          .flags(WRITE, FAST)
          .arguments(
              key("key", RW, UPDATE),
              bytes("group"),
              bytes("consumer"),
              int64("min-idle-time"),
              CLAIMED,
              int64("ms").after("IDLE").optional(),
              token("FORCE"),
              token("JUSTID"))
          .handler(SampleCommands::nothing);

  static final Int64Arg PENDING_IDLE = int64("min-idle-time").after("IDLE").optional();
  static final BytesArg PENDING_START = bytes("start");
  static final Int64Arg PENDING_COUNT = int64("count");
  static final BytesArg PENDING_CONSUMER = bytes("consumer").optional();
  static final Block PENDING_RANGE =
      block("filters", PENDING_IDLE, PENDING_START, bytes("end"), PENDING_COUNT, PENDING_CONSUMER)
          .optional();
  static final CommandSpec XPENDING =
      named("XPENDING", STREAM, "5.0.0")
          .flags(READONLY)
          .arguments(key("key", RO, ACCESS), bytes("group"), PENDING_RANGE)
          .handler(SampleCommands::nothing);

  static final BytesArg BY = pattern("pattern").after("BY").optional();
  static final Repeated GETS = repeated("pattern", pattern("pattern")).eachAfter("GET");
  static final Block LIMIT =
      block("limit", int64("offset"), int64("count")).after("LIMIT").optional();

  /// ASC or DESC.
  enum Order {
    ASC,
    DESC
  }

  static final KeyArg STORE =
      key("destination", OW, UPDATE).unsearchable().after("STORE").optional();
  static final CommandSpec SORT =
      named("SORT", GENERIC, "1.0.0")
          .flags(WRITE, DENY_OOM)
          .outsideGroupCategory()
          .categories(
              AclCategory.SET, AclCategory.SORTED_SET, AclCategory.LIST, AclCategory.DANGEROUS)
          .arguments(
              key("key", RO, ACCESS),
              BY,
              LIMIT,
              GETS,
              oneOf("order", Order.class).lastWins(),
              token("ALPHA"),
              STORE)
          .handler(SampleCommands::nothing);

  static final CommandSpec GEORADIUS =
      named("GEORADIUS", GEO, "3.2.0")
          .flags(WRITE, DENY_OOM)
          .arguments(
              key("key", RO, ACCESS),
              float64("longitude"),
              float64("latitude"),
              float64("radius"),
              oneOf("unit", Unit.class, ErrorText.GEO_UNIT).required(),
              token("WITHDIST"),
              block("count", int64("count"), token("ANY")).after("COUNT").optional(),
              either(
                      "store",
                      key("key", OW, UPDATE).after("STORE"),
                      key("key", OW, UPDATE).after("STOREDIST"))
                  .optional())
          .handler(SampleCommands::nothing);

  /// Units of length.
  enum Unit {
    M,
    KM,
    FT,
    MI
  }

  static final Int64Arg SCRIPT_KEYS = int64("numkeys").atLeast(0, ErrorText.NEGATIVE_KEYS);
  static final CommandSpec EVAL =
      named("EVAL", SCRIPTING, "2.6.0")
          .flags(NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS)
          .arguments(
              bytes("script"),
              SCRIPT_KEYS,
              keys("key", RW, ACCESS, UPDATE)
                  .countedBy(SCRIPT_KEYS, ErrorText.MORE_KEYS_THAN_ARGUMENTS)
                  .optional(),
              repeated("arg", bytes("arg")).optional())
          .handler((ServerHandler) (_, _) -> Reply.OK);

  /// What happens when a field overflows.
  enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  static final BytesArg ENCODING = bytes("encoding");
  static final Int64Arg OFFSET = int64("offset");
  static final Int64Arg FIELD_VALUE = int64("value");
  static final Block FIELD_SET = block("set", ENCODING, OFFSET, FIELD_VALUE).after("SET");
  static final BytesArg GET_ENCODING = bytes("encoding");
  static final Int64Arg GET_OFFSET = int64("offset");
  static final Block FIELD_GET = block("get", GET_ENCODING, GET_OFFSET).after("GET");
  static final RequiredChoice<Overflow> OVERFLOW = oneOf("overflow", Overflow.class).required();
  static final Repeated FIELD_STEPS =
      repeated(
              "operation",
              either(
                  "operation", FIELD_GET, FIELD_SET, block("overflow", OVERFLOW).after("OVERFLOW")))
          .optional();
  static final CommandSpec BITFIELD =
      named("BITFIELD", CommandGroup.BITMAP, "3.2.0")
          .flags(WRITE, DENY_OOM)
          .arguments(key("key", RW, ACCESS, UPDATE, VARIABLE_FLAGS), FIELD_STEPS)
          .handler(SampleCommands::nothing);

  static final Int64Arg SPOP_COUNT =
      int64("count")
          .atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE)
          .orError(ErrorText.OUT_OF_RANGE_POSITIVE)
          .optional();
  static final CommandSpec LPOP =
      named("LPOP", LIST, "1.0.0")
          .flags(WRITE, FAST)
          .arguments(key("key", RW, ACCESS, DELETE), SPOP_COUNT)
          .surplusError(ErrorText.WRONG_ARITY)
          .handler(SampleCommands::nothing);

  static final Int64Arg PROTOCOL = int64("protover").orError(ErrorText.PROTOCOL_NOT_AN_INTEGER);
  static final BytesArg USER = bytes("username");
  static final BytesArg PASSWORD = bytes("password");
  static final BytesArg CLIENT_NAME = bytes("clientname").after("SETNAME").optional();
  static final CommandSpec HELLO =
      named("HELLO", CONNECTION, "6.0.0")
          .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, CommandFlag.ALLOW_BUSY)
          .arguments(
              block(
                      "arguments",
                      PROTOCOL,
                      block("auth", USER, PASSWORD).after("AUTH").optional(),
                      CLIENT_NAME)
                  .optional())
          .handler((SessionHandler) (_, _) -> Reply.OK);

  static final BytesArg AUTH_USER = bytes("username").optional();
  static final CommandSpec AUTH =
      named("AUTH", CONNECTION, "1.0.0")
          .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, CommandFlag.ALLOW_BUSY)
          .arguments(AUTH_USER, PASSWORD)
          .handler((SessionHandler) (_, _) -> Reply.OK);

  static final CommandSpec OBJECT =
      named("OBJECT", GENERIC, "2.2.3")
          .subcommands(
              named("OBJECT|ENCODING", GENERIC, "2.2.3")
                  .flags(READONLY)
                  .arguments(key("key", RO))
                  .handler(SampleCommands::nothing),
              Help.of("OBJECT", "6.2.0", GENERIC))
          .container();

  private SampleCommands() {}

  static List<CommandSpec> all() {
    return List.of(
        GET,
        INCRBY,
        ZADD,
        SET,
        MSET,
        DEL,
        HSET,
        BLPOP,
        LMPOP,
        LINSERT,
        LPOS,
        ZUNION,
        ZUNIONSTORE,
        XREAD,
        XREADGROUP,
        XADD,
        XCLAIM,
        XPENDING,
        SORT,
        GEORADIUS,
        EVAL,
        BITFIELD,
        LPOP,
        HELLO,
        AUTH,
        OBJECT);
  }

  static CommandSpec.Builder named(String name, CommandGroup group, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(group)
        .summary("A sample.")
        .complexity("O(1)");
  }

  static Reply nothing(Call call, KeyspaceTxn txn) {
    return Reply.OK;
  }
}
