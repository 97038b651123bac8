package io.trivet.raft;

import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Appoint;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.Force;
import io.trivet.raft.Proposal.Found;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;

/// A proposal as bytes: an entry of the quorum's log.
///
/// ```
///  format | kind | expected  | the proposal's own fields
///  u8 = 1 | u8   | i32   i64 |
/// ```
///
/// Kinds: 1 appoint (member, in-sync set) · 2 shrink (proposer, removed node, floor) · 3 admit
/// (proposer, member, floor) · 4 release (proposer, floor) · 5 policy (proposer, policy, floor) · 6
/// floor (proposer, floor) · 7 found (member, epoch i32, policy) · 8 force (member, floor). The
/// parts are written as in [GroupConfigCodec].
///
/// Persistent, little-endian: never change, never reuse.
public final class ProposalCodec {
  private static final int FORMAT = 1;
  private static final int APPOINT = 1;
  private static final int SHRINK = 2;
  private static final int ADMIT = 3;
  private static final int RELEASE = 4;
  private static final int CHANGE_POLICY = 5;
  private static final int RAISE_FLOOR = 6;
  private static final int FOUND = 7;
  private static final int FORCE = 8;

  private ProposalCodec() {}

  public static byte[] encode(Proposal proposal) {
    FieldWriter fields =
        new FieldWriter().int8(FORMAT).int8(kindOf(proposal)).version(proposal.expected());
    if (!proposal.beginsEpoch()) {
      fields.node(proposal.proposer());
    }
    switch (proposal) {
      case Appoint appoint -> fields.member(appoint.primary()).inSync(appoint.inSync());
      case Found found ->
          fields.member(found.primary()).epoch(found.epoch()).policy(found.policy());
      case Force force -> fields.member(force.primary()).position(force.floor());
      case Shrink shrink -> fields.node(shrink.removed()).position(shrink.floor());
      case Admit admit -> fields.member(admit.admitted()).position(admit.floor());
      case Release release -> fields.position(release.floor());
      case ChangePolicy change -> fields.policy(change.policy()).position(change.floor());
      case RaiseFloor raise -> fields.position(raise.floor());
    }
    return fields.toBytes();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws MalformedConfigException if it did not
  public static Proposal decode(byte[] bytes) throws MalformedConfigException {
    FieldReader fields = new FieldReader(bytes);
    int format = fields.int8();
    if (format != FORMAT) {
      throw fields.malformed("proposal of format " + format);
    }
    int kind = fields.int8();
    ConfigVersion expected = fields.version();
    Proposal proposal =
        switch (kind) {
          case APPOINT -> new Appoint(expected, fields.member(), fields.inSync());
          case FOUND -> found(expected, fields);
          case FORCE -> new Force(expected, fields.member(), fields.position());
          default -> ofPrimary(kind, expected, fields.node(), fields);
        };
    fields.end();
    return proposal;
  }

  private static Proposal found(ConfigVersion expected, FieldReader fields)
      throws MalformedConfigException {
    if (expected.epoch() != 0) {
      throw fields.malformed("a group founded on epoch " + expected.epoch());
    }
    return new Found(expected, fields.member(), fields.epoch(), fields.policy());
  }

  private static Proposal ofPrimary(
      int kind, ConfigVersion expected, NodeId proposer, FieldReader fields)
      throws MalformedConfigException {
    return switch (kind) {
      case SHRINK -> new Shrink(expected, proposer, fields.node(), fields.position());
      case ADMIT -> new Admit(expected, proposer, fields.member(), fields.position());
      case RELEASE -> new Release(expected, proposer, fields.position());
      case CHANGE_POLICY ->
          new ChangePolicy(expected, proposer, fields.policy(), fields.position());
      case RAISE_FLOOR -> new RaiseFloor(expected, proposer, fields.position());
      default -> throw fields.malformed("proposal of kind " + kind);
    };
  }

  private static int kindOf(Proposal proposal) {
    return switch (proposal) {
      case Appoint _ -> APPOINT;
      case Found _ -> FOUND;
      case Force _ -> FORCE;
      case Shrink _ -> SHRINK;
      case Admit _ -> ADMIT;
      case Release _ -> RELEASE;
      case ChangePolicy _ -> CHANGE_POLICY;
      case RaiseFloor _ -> RAISE_FLOOR;
    };
  }
}
