package io.trivet.raft.jraft;

import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// The proposals of one member that are not answered yet, each under an id of its own.
///
/// A proposal is sent as often as needed, until it is decided: after a try that failed, and to
/// every leader that is found, for the one that has it may never answer. It is answered when the
/// first entry with its id is applied here, which is the one that could change something: the
/// version that it expects is gone after that (I3). A snapshot may hold that entry, so from then on
/// an outcome tells nothing, and the answer is "unknown".
///
/// Threads: the callback thread of the quorum.
final class OpenProposals {

  private final Map<UUID, Open> open = new LinkedHashMap<>();
  private final Consumer<ProposalEntry> send;

  /// @param send makes one try to bring an entry to the leader's log
  OpenProposals(Consumer<ProposalEntry> send) {
    this.send = send;
  }

  private record Open(ProposalEntry entry, Consumer<Outcome> decided) {}

  /// Begins one.
  ///
  /// @param decided told once
  void add(UUID id, Proposal proposal, Consumer<Outcome> decided) {
    ProposalEntry entry = new ProposalEntry(id, proposal);
    open.put(id, new Open(entry, decided));
    send.accept(entry);
  }

  /// A try to send it failed some time ago.
  void sendAgain(ProposalEntry entry) {
    if (open.containsKey(entry.id())) {
      send.accept(entry);
    }
  }

  /// Another leader is known.
  void leaderFound() {
    List.copyOf(open.values()).forEach(each -> send.accept(each.entry()));
  }

  /// An entry was applied here, of whichever member.
  void decided(UUID id, Outcome outcome) {
    Open known = open.remove(id);
    if (known != null) {
      known.decided().accept(outcome);
    }
  }

  /// Nobody waits for it any longer.
  void giveUp(UUID id) {
    decided(id, new Outcome.Unknown());
  }

  /// A snapshot came in place of entries, or there is nothing to come.
  void giveUpAll() {
    List.copyOf(open.keySet()).forEach(this::giveUp);
  }
}
