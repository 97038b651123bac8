package io.trivet.server.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The arguments that one call, or one item of a repetition, reads: each has a slot, in which the
/// parser notes where it was found.
///
/// ```
/// slots of   word: word index       token: word index     choice: ordinal     block: word index
///            alternatives: index of the one taken         repetition: first, last, count
/// ```
///
/// -1 means absent. Slots are found by the argument's id: ids of one class lie close together, so
/// that a small array serves.
final class Scope {
  /// Slots of a repetition after its first.
  static final int LAST = 1;

  static final int COUNT = 2;
  private static final int REPEATED_SLOTS = 3;
  private static final short NO_SLOT = -1;

  private final Sequence sequence;
  private final List<Argument> members = new ArrayList<>();
  private final Argument[] checked;
  private final int firstId;
  private final short[] slotById;
  private final int slots;
  private final boolean isUniform;

  Scope(List<? extends Argument> arguments) {
    sequence = new Sequence(arguments);
    collect(sequence.arguments());
    firstId = members.stream().mapToInt(Argument::id).min().orElse(0);
    int lastId = members.stream().mapToInt(Argument::id).max().orElse(-1);
    slotById = new short[lastId + 1 - firstId];
    Arrays.fill(slotById, NO_SLOT);
    int next = 0;
    for (Argument member : members) {
      if (slotById[member.id() - firstId] != NO_SLOT) {
        throw new IllegalArgumentException("argument " + member + " stands twice");
      }
      slotById[member.id() - firstId] = (short) next;
      next += member instanceof Repeated ? REPEATED_SLOTS : 1;
    }
    slots = next;
    checked = members.stream().filter(Scope::isChecked).toArray(Argument[]::new);
    isUniform =
        members.stream()
            .allMatch(m -> m instanceof WordArgument<?> w && w.token() == null && !w.isOptional());
  }

  Sequence sequence() {
    return sequence;
  }

  /// All arguments that have a slot, those inside blocks and alternatives included.
  List<Argument> members() {
    return members;
  }

  /// The members whose words are not all welcome.
  Argument[] checked() {
    return checked;
  }

  int slots() {
    return slots;
  }

  /// Whether every member is one required word without a token, so that its slot is its distance
  /// from the first word.
  boolean isUniform() {
    return isUniform;
  }

  int slotOf(Argument argument) {
    int index = argument.id() - firstId;
    if (index < 0 || index >= slotById.length || slotById[index] == NO_SLOT) {
      throw new IllegalArgumentException("argument " + argument + " is not declared here");
    }
    return slotById[index];
  }

  private void collect(List<Argument> arguments) {
    for (Argument argument : arguments) {
      members.add(argument);
      switch (argument) {
        case Block block -> collect(block.arguments());
        case Alternatives either -> collect(either.arguments());
        case WordArgument<?> _, Token _, Choice<?> _, RequiredChoice<?> _, Repeated _ -> {}
      }
    }
  }

  private static boolean isChecked(Argument argument) {
    return switch (argument) {
      case WordArgument<?> word -> word.isChecked();
      case Repeated repeated -> repeated.item().checked().length > 0;
      case Token _, Choice<?> _, RequiredChoice<?> _, Block _, Alternatives _ -> false;
    };
  }
}
