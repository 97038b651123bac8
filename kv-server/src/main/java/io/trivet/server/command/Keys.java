package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.resp.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a command's keys are: the specifications told to clients, and the way the server itself
/// finds them.
///
/// Ranges from a fixed word are computed from the number of words alone. For all other commands the
/// parser finds the keys, so that the keys that are locked, routed and checked are those that the
/// handler reads.
final class Keys {
  private final List<KeySpec> specs;
  private final KeyRangeSum sum;

  /// One for each specification if all are ranges, else null.
  private final RangePlan @Nullable [] plans;

  private final Scope scope;

  private Keys(List<KeySpec> specs, KeyRangeSum sum, RangePlan @Nullable [] plans, Scope scope) {
    this.specs = specs;
    this.sum = sum;
    this.plans = plans;
    this.scope = scope;
  }

  /// A range, and what is done with its keys.
  record RangePlan(KeySpec.Range range, int flagBits) {}

  static Keys of(Scope scope, int nameWords) {
    List<KeySpec> specs = KeySpecs.of(scope.sequence(), nameWords);
    return new Keys(specs, KeyRangeSum.of(specs), plans(specs), scope);
  }

  private static RangePlan @Nullable [] plans(List<KeySpec> specs) {
    RangePlan[] plans = new RangePlan[specs.size()];
    for (int i = 0; i < plans.length; i++) {
      KeySpec.Range range = specs.get(i).simpleRange();
      if (range == null) {
        return null;
      }
      plans[i] = new RangePlan(range, bits(specs.get(i)));
    }
    return plans;
  }

  private static int bits(KeySpec spec) {
    return spec.flags().stream().mapToInt(KeyFlag::bit).reduce(0, (a, b) -> a | b);
  }

  /// For clients.
  List<KeySpec> specs() {
    return specs;
  }

  /// First, last, step for old clients.
  KeySpec.Range range() {
    return sum.range();
  }

  /// Whether the range does not tell everything.
  boolean areMovable() {
    return sum.areMovable();
  }

  boolean exist() {
    return !specs.isEmpty();
  }

  boolean find(CommandSpec spec, Request request, KeyPositions found) {
    found.clear();
    if (plans != null) {
      addRanges(plans, request.count(), found);
      return true;
    }
    try {
      addKeys(Call.structureOnly(spec, request), scope, found);
      return true;
    } catch (CommandError e) {
      return false;
    }
  }

  void find(Call call, KeyPositions found) {
    found.clear();
    if (plans != null) {
      addRanges(plans, call.request().count(), found);
    } else {
      addKeys(call, scope, found);
    }
  }

  private static void addRanges(RangePlan[] plans, int count, KeyPositions found) {
    for (RangePlan plan : plans) {
      int last = plan.range.last() < 0 ? count + plan.range.last() : plan.range.last();
      for (int word = plan.range.first(); word <= last && word < count; word += plan.range.step()) {
        found.add(word, plan.flagBits);
      }
    }
  }

  private static void addKeys(Call call, Scope scope, KeyPositions found) {
    for (Argument argument : scope.members()) {
      int position = call.position(argument);
      if (position < 0) {
        continue;
      }
      if (argument instanceof KeyArg key) {
        found.add(position, key.flagBits());
      } else if (argument instanceof Repeated repeated && repeated.hasKeys()) {
        for (Call item : call.each(repeated)) {
          addKeys(item, repeated.item(), found);
        }
      }
    }
  }
}
