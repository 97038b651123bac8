package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The settings without which the library is not safe or not fast enough here (H8, H9).
class PeerNodeOptionsTest {

  @Test
  void votesAndEntriesAreSyncedAndReadsAskAMajority() {
    try (PeerTransport transport = new PeerTransport(null)) {
      PeerNodeOptions options = new PeerNodeOptions(transport, 300, 100);
      RaftOptions raft = options.getRaftOptions();
      assertThat(raft.isSync()).isTrue();
      assertThat(raft.isSyncMeta()).isTrue();
      assertThat(raft.getReadOnlyOptions()).isEqualTo(ReadOnlyOption.ReadOnlySafe);
      options.nodeStarted();
      assertThat(raft.getMaxElectionDelayMs()).isEqualTo(100);
      assertThat(options.isDisableCli()).isTrue();
    }
  }

  @Test
  void voterIsTheLastToStand() {
    assertThat(
            PeerAddress.configuration(
                    List.of(
                        new PeerAddress("10.0.0.1", 7001, 0, PeerAddress.DATA_PRIORITY),
                        new PeerAddress("10.0.0.2", 7001, 1, PeerAddress.DATA_PRIORITY),
                        new PeerAddress("10.0.0.3", 7001, 0, PeerAddress.VOTER_PRIORITY)))
                .toString())
        .isEqualTo("10.0.0.1:7001::100,10.0.0.2:7001:1:100,10.0.0.3:7001::1");
  }
}
