package io.trivet.server.command.zset;

import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ScoredVisitor;
import java.util.ArrayList;
import java.util.List;

/// Collects elements for an answer, with or without their scores.
final class Elements implements ScoredVisitor {
  private final List<Bytes> members = new ArrayList<>();
  private final List<Reply> flat = new ArrayList<>();
  private final boolean withScores;

  Elements(boolean withScores) {
    this.withScores = withScores;
  }

  @Override
  public void visit(byte[] array, int from, int to, double score) {
    Bytes member = Bytes.copyOf(array, from, to);
    if (withScores) {
      flat.add(Reply.bulk(member));
      flat.add(Reply.number(score));
    } else {
      members.add(member);
    }
  }

  /// The members; with scores, pairs that RESP2 shows flat.
  Reply reply() {
    return withScores ? Reply.pairs(flat) : Reply.bulks(members);
  }

  /// The first member.
  Reply first() {
    return Reply.bulk(members.getFirst());
  }
}
