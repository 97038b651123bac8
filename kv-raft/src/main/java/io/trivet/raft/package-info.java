/// Who may be primary: the configuration of each group and of the cluster, decided by a quorum.
///
/// It knows neither keys nor clients. It is the API; `raft.group` and `raft.meta` are pure state
/// machines, and only `raft.jraft` meets the consensus library. Main types: [ConfigQuorum],
/// [GroupConfig], [Proposal], [Outcome]; bytes are the matter of [GroupConfigCodec] and
/// [ProposalCodec]. Threads: all but the quorum itself is immutable.
@NullMarked
package io.trivet.raft;

import org.jspecify.annotations.NullMarked;
