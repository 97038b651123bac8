package io.trivet.server.command.bitmap;

import static io.trivet.server.command.ArgumentType.INTEGER;
import static io.trivet.server.command.ArgumentType.STRING;
import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.either;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.parsed;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.BITMAP;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;
import static io.trivet.server.command.KeyFlag.VARIABLE_FLAGS;

import io.trivet.server.command.Block;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// BITFIELD and BITFIELD_RO: integers of any width inside a string.
public final class BitField {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE, VARIABLE_FLAGS);
  private static final ParsedArg<FieldType> GET_TYPE = type();
  private static final ParsedArg<FieldOffset> GET_OFFSET = offset();
  private static final Block GET = block("get-block", GET_TYPE, GET_OFFSET).after("GET");
  private static final ParsedArg<FieldType> SET_TYPE = type();
  private static final ParsedArg<FieldOffset> SET_OFFSET = offset();
  private static final Int64Arg SET_VALUE = int64("value");
  private static final Block SET = block("set-block", SET_TYPE, SET_OFFSET, SET_VALUE).after("SET");
  private static final ParsedArg<FieldType> INCRBY_TYPE = type();
  private static final ParsedArg<FieldOffset> INCRBY_OFFSET = offset();
  private static final Int64Arg INCREMENT = int64("increment");
  private static final Block INCRBY =
      block("incrby-block", INCRBY_TYPE, INCRBY_OFFSET, INCREMENT).after("INCRBY");
  private static final ParsedArg<Overflow> OVERFLOW =
      parsed("overflow-block", STRING, Overflow::parse).after("OVERFLOW");
  private static final Repeated STEPS =
      repeated("operation", either("step", GET, OVERFLOW, SET, INCRBY)).optional();

  private static final KeyArg READ_KEY = key("key", RO, ACCESS);
  private static final ParsedArg<FieldType> READ_TYPE = type();
  private static final ParsedArg<FieldOffset> READ_OFFSET = offset();
  private static final Repeated READS =
      repeated("get-block", READ_TYPE, READ_OFFSET).eachAfter("GET");

  /// The declaration of BITFIELD.
  public static final CommandSpec BITFIELD =
      CommandSpec.named("BITFIELD")
          .since("3.2.0")
          .group(BITMAP)
          .summary("Reads, sets and increments integers of any width inside a string.")
          .complexity("O(1) for each step")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, STEPS)
          .handler((Call call, KeyspaceTxn txn) -> run(call.get(KEY), steps(call), txn));

  /// The declaration of BITFIELD_RO.
  public static final CommandSpec BITFIELD_RO =
      CommandSpec.named("BITFIELD_RO")
          .since("6.0.0")
          .group(BITMAP)
          .summary("Reads integers of any width inside a string.")
          .complexity("O(1) for each step")
          .flags(READONLY, FAST)
          .arguments(READ_KEY, READS)
          .surplusError(ErrorText.BITFIELD_RO_GET)
          .handler((Call call, KeyspaceTxn txn) -> run(call.get(READ_KEY), reads(call), txn));

  private BitField() {}

  private static ParsedArg<FieldType> type() {
    return parsed("encoding", STRING, FieldType::parse);
  }

  private static ParsedArg<FieldOffset> offset() {
    return parsed("offset", INTEGER, FieldOffset::parse);
  }

  /// Replies with one number a step, absent where a step failed for overflow. The string grows as
  /// far as its steps may write, also if none of them does.
  private static Reply run(Bytes key, List<FieldOperation> steps, KeyspaceTxn txn) {
    int bytes = 0;
    for (FieldOperation step : steps) {
      bytes = step.kind() == FieldOperation.Kind.GET ? bytes : Math.max(bytes, step.lastByte() + 1);
    }
    if (bytes > txn.stringLength(key)) {
      txn.putRange(key, bytes - 1, Bytes.of(new byte[1]));
    }
    List<Reply> replies = new ArrayList<>(steps.size());
    for (FieldOperation step : steps) {
      Long number = step.execute(key, txn);
      replies.add(number == null ? Reply.absent() : Reply.integer(number));
    }
    return Reply.array(replies);
  }

  private static List<FieldOperation> steps(Call call) {
    List<FieldOperation> steps = new ArrayList<>(call.count(STEPS));
    Overflow overflow = Overflow.WRAP;
    for (Call step : call.each(STEPS)) {
      if (step.has(OVERFLOW)) {
        overflow = step.get(OVERFLOW);
      } else if (step.has(GET)) {
        steps.add(get(step.get(GET_TYPE), step.get(GET_OFFSET)));
      } else if (step.has(SET)) {
        FieldType type = step.get(SET_TYPE);
        long bit = step.get(SET_OFFSET).bit(type);
        long value = step.get(SET_VALUE);
        steps.add(new FieldOperation(FieldOperation.Kind.SET, type, bit, value, overflow));
      } else {
        FieldType type = step.get(INCRBY_TYPE);
        long bit = step.get(INCRBY_OFFSET).bit(type);
        long increment = step.get(INCREMENT);
        steps.add(new FieldOperation(FieldOperation.Kind.INCRBY, type, bit, increment, overflow));
      }
    }
    return steps;
  }

  private static List<FieldOperation> reads(Call call) {
    List<FieldOperation> steps = new ArrayList<>(call.count(READS));
    for (Call read : call.each(READS)) {
      steps.add(get(read.get(READ_TYPE), read.get(READ_OFFSET)));
    }
    return steps;
  }

  private static FieldOperation get(FieldType type, FieldOffset offset) {
    return new FieldOperation(FieldOperation.Kind.GET, type, offset.bit(type), 0, Overflow.WRAP);
  }
}
