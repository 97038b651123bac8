package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member that has votes answers those that have none.
///
/// Invariants: one change of the membership at a time, and each is made from the newest one. What
/// the leader takes in catches up first, so a request that is late, of an identity that is gone,
/// changes nothing.
///
/// Threads: any.
final class MemberDoor implements JoinProcessor.Door {

  private static final Logger LOG = LoggerFactory.getLogger(MemberDoor.class);

  private final PeerAddress self;
  private final Founders founders;
  private final RaftLogFile log;
  private final Node node;
  private final AtomicBoolean isAdmitting = new AtomicBoolean();

  MemberDoor(PeerAddress self, Founders founders, RaftLogFile log, Node node) {
    this.self = self;
    this.founders = founders;
    this.log = log;
    this.node = node;
  }

  /// A member that was not taken in yet stands in no founder's way: it knows of no vote.
  @Override
  public Standing standing(JoinRequest.Ask ask) {
    if (self.generation() == 0 && founders.names(ask)) {
      return new Standing.FoundedWithYou();
    }
    boolean isMember = self.generation() == 0 || log.last() > 0;
    return isMember ? new Standing.FoundedWithoutYou() : new Standing.Fresh(founders.attempt(self));
  }

  @Override
  public void admit(PeerAddress member, Consumer<Status> done) {
    if (member.generation() == 0) {
      done.accept(new Status(RaftError.EPERM, "generation 0 is for founders"));
    } else if (!isAdmitting.compareAndSet(false, true)) {
      done.accept(new Status(RaftError.EBUSY, "the membership is being changed"));
    } else {
      change(
          member.peerId(),
          status -> {
            isAdmitting.set(false);
            done.accept(status);
          });
    }
  }

  private void change(PeerId member, Consumer<Status> done) {
    List<PeerId> members = members();
    if (members == null) {
      done.accept(new Status(RaftError.EPERM, "not the leader"));
      return;
    }
    List<PeerId> changed = new ArrayList<>(members);
    changed.replaceAll(each -> each.getEndpoint().equals(member.getEndpoint()) ? member : each);
    if (!changed.contains(member)) {
      done.accept(new Status(RaftError.EPERM, "%s is no address of a member", member));
    } else if (changed.equals(members)) {
      done.accept(Status.OK());
    } else {
      LOG.info("takes in member={} from={}", member, members);
      node.changePeers(
          new Configuration(changed),
          status -> {
            LOG.info("took in member={} status={}", member, status);
            done.accept(status);
          });
    }
  }

  /// All members, by the newest entry of the leader's log; null if this one does not lead.
  private @Nullable List<PeerId> members() {
    try {
      return node.listPeers();
    } catch (IllegalStateException e) {
      return null;
    }
  }
}
