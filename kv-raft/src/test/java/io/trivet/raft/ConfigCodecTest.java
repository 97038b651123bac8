package io.trivet.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Appoint;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.Force;
import io.trivet.raft.Proposal.Found;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Both codecs: what is written is read, and nothing else is.
final class ConfigCodecTest {
  private static final CommitPolicy STRICT =
      new CommitPolicy(WritePolicy.PRIMARY, AckLevel.SYNCED, 2);
  private static final GroupConfig PAIR = Configs.pair(AckLevel.SYNCED);
  private static final GroupConfig RELEASED =
      new GroupConfig(PAIR.at(), Configs.A, true, PAIR.inSync(), PAIR.policy(), PAIR.floor(), 0);
  private static final GroupConfig FORCED = Configs.forced(AckLevel.SYNCED);
  private static final List<GroupConfig> CONFIGS =
      List.of(GroupConfig.NONE, PAIR, RELEASED, Configs.lone(AckLevel.WRITTEN), FORCED, largest());

  private static final List<Proposal> PROPOSALS =
      List.of(
          new Appoint(PAIR.at(), Configs.member(Configs.B), PAIR.inSync()),
          new Shrink(PAIR.at(), Configs.A, Configs.B, PAIR.floor()),
          new Admit(PAIR.at(), Configs.A, Configs.member(Configs.V, 8, 9), PAIR.floor()),
          new Release(PAIR.at(), Configs.A, PAIR.floor()),
          new ChangePolicy(PAIR.at(), Configs.A, STRICT, PAIR.floor()),
          new RaiseFloor(PAIR.at(), Configs.A, new LogPosition(3, Long.MAX_VALUE)),
          new Found(GroupConfig.NONE.at(), Configs.member(Configs.A), 8, STRICT),
          new Force(PAIR.at(), Configs.member(Configs.B), new LogPosition(2, 60)));

  /// Persistent bytes: a change here is a change of the format.
  @Test
  void configHasItsGoldenBytes() {
    assertThat(HexFormat.of().formatHex(GroupConfigCodec.encode(Configs.lone(AckLevel.SYNCED))))
        .isEqualTo(
            "0102030000000700000000000000000101020000006400000000000000"
                + "01016101000000000000000100000000000000"
                + "020000000000000001000000000000000161");
  }

  @Test
  void forcedEpochComesLast() {
    String bytes = HexFormat.of().formatHex(GroupConfigCodec.encode(FORCED));
    assertThat(bytes).startsWith("0106" + "04000000").endsWith("0162" + "04000000");
  }

  @Test
  void forceHasItsGoldenBytes() {
    assertThat(HexFormat.of().formatHex(ProposalCodec.encode(PROPOSALS.getLast())))
        .isEqualTo(
            "0108030000000700000000000000"
                + "0162"
                + "01000000000000000100000000000000"
                + "02000000000000000100000000000000"
                + "020000003c00000000000000");
  }

  @Test
  void proposalHasItsGoldenBytes() {
    assertThat(HexFormat.of().formatHex(ProposalCodec.encode(PROPOSALS.get(1))))
        .isEqualTo("0102030000000700000000000000" + "0161" + "0162" + "020000006400000000000000");
  }

  @Test
  void everyConfigIsReadAsItWasWritten() throws MalformedConfigException {
    for (GroupConfig config : CONFIGS) {
      assertThat(GroupConfigCodec.decode(GroupConfigCodec.encode(config))).isEqualTo(config);
    }
  }

  @Test
  void everyProposalIsReadAsItWasWritten() throws MalformedConfigException {
    for (Proposal proposal : PROPOSALS) {
      assertThat(ProposalCodec.decode(ProposalCodec.encode(proposal))).isEqualTo(proposal);
    }
  }

  @Test
  void bytesThatAreCutOrFollowedByOthersAreRefused() {
    for (GroupConfig config : CONFIGS) {
      byte[] bytes = GroupConfigCodec.encode(config);
      for (int length = 0; length <= bytes.length + 1; length++) {
        byte[] other = Arrays.copyOf(bytes, length);
        if (length != bytes.length) {
          assertThatThrownBy(() -> GroupConfigCodec.decode(other))
              .isInstanceOf(MalformedConfigException.class);
        }
      }
    }
    for (Proposal proposal : PROPOSALS) {
      byte[] bytes = ProposalCodec.encode(proposal);
      for (int length = 0; length <= bytes.length + 1; length++) {
        byte[] other = Arrays.copyOf(bytes, length);
        if (length != bytes.length) {
          assertThatThrownBy(() -> ProposalCodec.decode(other))
              .isInstanceOf(MalformedConfigException.class);
        }
      }
    }
  }

  /// The decoders are total, and what they accept they would write in the same way.
  @Test
  void anyByteMayBeAnything() {
    Random random = new Random(20261122);
    for (GroupConfig config : CONFIGS) {
      for (byte[] bytes : damaged(GroupConfigCodec.encode(config), random)) {
        try {
          assertThat(GroupConfigCodec.encode(GroupConfigCodec.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedConfigException e) {
          assertThat(e).hasMessageContaining("before byte");
        }
      }
    }
    for (Proposal proposal : PROPOSALS) {
      for (byte[] bytes : damaged(ProposalCodec.encode(proposal), random)) {
        try {
          assertThat(ProposalCodec.encode(ProposalCodec.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedConfigException e) {
          assertThat(e).hasMessageContaining("before byte");
        }
      }
    }
  }

  private static List<byte[]> damaged(byte[] bytes, Random random) {
    return random
        .ints(4000, 0, bytes.length)
        .mapToObj(place -> {
          byte[] other = bytes.clone();
          other[place] = (byte) random.nextInt();
          other[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          return other;
        })
        .toList();
  }

  private static GroupConfig largest() {
    InSyncSet all = InSyncSet.EMPTY;
    for (int i = 0; i < InSyncSet.MAX_MEMBERS; i++) {
      all = all.with(Configs.member(new NodeId((char) ('a' + i) + "x".repeat(63)), i, i));
    }
    return new GroupConfig(
        new ConfigVersion(Integer.MAX_VALUE, Long.MAX_VALUE),
        all.members().getLast().node(),
        true,
        all,
        STRICT,
        new LogPosition(Integer.MAX_VALUE, Long.MAX_VALUE),
        Integer.MAX_VALUE);
  }
}
