package io.trivet.raft.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.model.Search.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The positive control of the model check: each rule that is broken leads to something that a
/// client sees, and the search prints the shortest way to it.
final class PlantedBugTest {

  @ParameterizedTest
  @EnumSource
  void isConvicted(PlantedBug bug) {
    Check check =
        bug == PlantedBug.CANDIDATE_DOES_NOT_ASK_FOR_THE_FLOOR
            ? Check.FLOOR
            : Check.SEEN_BY_CLIENTS;
    Result result = new Search(new GroupModel(bug.protocol(), boundsFor(bug)), check).run();
    System.out.printf("%s, %,d states:%n", bug, result.states());
    result.counterExample().forEach(line -> System.out.println("    " + line));
    assertThat(result.counterExample()).isNotEmpty();
  }

  private static Bounds boundsFor(PlantedBug bug) {
    return switch (bug) {
      case CANDIDATE_DOES_NOT_ASK_FOR_THE_FLOOR ->
          new Bounds(AckLevel.SYNCED, 1, 2, 3, 3, 1, 0, 0, 1, true, 0);
      case OLD_COPY_IS_REPAIRED_AFTER_A_FORCE ->
          new Bounds(AckLevel.SYNCED, 1, 1, 3, 3, 1, 0, 0, 0, false, 1);
      case STANDBY_FORGETS_ITS_NOMINATION_AT_A_RESTART,
          STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION,
          PRIMARY_IS_ALONE_BEFORE_IT_HAS_SYNCED,
          CANDIDATE_IS_ALONE_BEFORE_IT_HAS_SYNCED ->
          new Bounds(AckLevel.WRITTEN, 1, 1, 3, 3, 2, 1, 0, 0, false, 0);
      default -> new Bounds(AckLevel.SYNCED, 1, 2, 3, 3, 2, 1, 1, 0, false, 0);
    };
  }
}
