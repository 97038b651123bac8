package io.trivet.server.command.set;

import io.trivet.server.command.CommandSpec;
import java.util.List;

/// The set commands, in the order of the documentation.
public final class SetCommands {

  private SetCommands() {}

  /// All of them.
  public static List<CommandSpec> all() {
    return List.of(
        SAdd.SPEC,
        SCard.SPEC,
        SetAlgebra.SDIFF,
        SetAlgebra.SDIFFSTORE,
        SetAlgebra.SINTER,
        SInterCard.SPEC,
        SetAlgebra.SINTERSTORE,
        SIsMember.SPEC,
        SMembers.SPEC,
        SMIsMember.SPEC,
        SMove.SPEC,
        SPop.SPEC,
        SRandMember.SPEC,
        SRem.SPEC,
        SScan.SPEC,
        SetAlgebra.SUNION,
        SetAlgebra.SUNIONSTORE);
  }
}
