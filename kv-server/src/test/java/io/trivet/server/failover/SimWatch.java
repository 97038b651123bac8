package io.trivet.server.failover;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.trivet.raft.AckLevel;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.agent.SimWorld;
import io.trivet.storage.checkpoint.CheckpointReport;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogReader;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sees everything, and names what is broken by the invariant's number.
///
/// What is committed is told by the primaries' watermarks: all frames below, from whomever they are
/// read, are one history that never changes.
final class SimWatch {
  private static final int BUFFER_BYTES = 1 << 13;

  /// A frame by its end, its epoch and its checksum.
  private record Frame(long endSequence, int epoch, int crc) {}

  private final SimulatedGroup group;
  private final SimWorld world;
  private final List<Frame> committed = new ArrayList<>();
  private final Map<Integer, SimMachine> primaries = new HashMap<>();
  private final Map<SimServer, Integer> verified = new HashMap<>();
  private final Map<SimMachine, ConfigVersion> nominations = new HashMap<>();
  private final Map<Bytes, Set<Long>> acknowledged = new TreeMap<>();
  private final Map<Bytes, Set<Long>> appended = new HashMap<>();
  private final Map<Bytes, List<Long>> longestRead = new HashMap<>();
  private int servingEpoch;
  private long neededSequence;
  private long answers;
  private long trace = 17;

  SimWatch(SimulatedGroup group) {
    this.group = group;
    this.world = group.world;
  }

  long answers() {
    return answers;
  }

  /// A number that is the same if the same happened.
  long trace() {
    return trace;
  }

  int epoch() {
    return servingEpoch;
  }

  /// The elements of a list whose appends were acknowledged.
  Set<Long> acknowledged(Bytes key) {
    return acknowledged.computeIfAbsent(key, _ -> new HashSet<>());
  }

  /// A client asks for an append that may happen from now on.
  void asked(SimRequest request) {
    appended.computeIfAbsent(request.key, _ -> new HashSet<>()).add(request.element);
  }

  /// Looks at a process.
  void look(SimServer server) {
    if (server.isServing()) {
      serves(server);
    }
    verify(server);
  }

  /// An answer leaves a process.
  void answered(SimServer server, SimRequest.Answer answer, long needed) {
    look(server);
    int epoch = server.storage().log().lastEpoch();
    check(server.isServing(), "I27: an answer of %s after the end of its tenure", server);
    check(
        epoch == servingEpoch,
        "I22: %s answers in epoch %d, %d serves",
        server,
        epoch,
        servingEpoch);
    check(needed <= end(), "I21: %s answers with %d, committed is %d", server, needed, end());
    isHeld(needed, epoch);
    neededSequence = Math.max(neededSequence, needed);
    answers++;
    mix(answer.request().element);
    mix(needed);
    SimRequest request = answer.request();
    request.over();
    if (request.isWrite()) {
      acknowledged(request.key).add(request.element);
    } else {
      read(request, answer.elements());
    }
  }

  /// A node stands for a new epoch, on top of that configuration.
  void nominated(SimMachine machine, ConfigVersion expected) {
    nominations.put(machine, expected);
  }

  /// I5: a node may acknowledge an epoch, which it must not while an epoch of its own may still
  /// come in its place.
  void acknowledging(SimMachine machine, int epoch) {
    ConfigVersion nomination = nominations.get(machine);
    check(
        nomination == null
            || epoch > nomination.epoch()
            || group.quorum.newest().at().isAfter(nomination),
        "I5: %s acknowledges in epoch %d after it stood on %s",
        machine,
        epoch,
        nomination);
  }

  /// A checkpoint is in the store of that process.
  void checkpointed(SimServer server, CheckpointReport report) {
    look(server);
    mix(report.redoSequence());
    check(
        report.redoSequence() <= end(),
        "I9: checkpoint of %s at %d, committed is %d",
        server,
        report.redoSequence(),
        end());
  }

  /// At most one node answers at a time.
  void only(List<SimServer> servers) {
    long answering = servers.stream().filter(SimServer::mayAnswer).count();
    check(answering < 2, "I22: %d nodes may answer", answering);
  }

  /// In the end both copies are equal, and hold what was acknowledged, once, and nothing else that
  /// nobody asked for.
  void finished(SimServer one, SimServer other, List<Bytes> keys) throws IOException {
    for (Bytes key : keys) {
      List<Long> elements = one.service().look(key);
      check(
          elements.equals(other.service().look(key)),
          "I16: %s and %s differ in %s",
          one,
          other,
          key);
      Set<Long> distinct = new HashSet<>(elements);
      check(distinct.size() == elements.size(), "I28: an element twice in %s: %s", key, elements);
      for (Long element : acknowledged(key)) {
        check(distinct.contains(element), "I7: acknowledged and lost in %s: %d", key, element);
      }
      check(
          appended.getOrDefault(key, Set.of()).containsAll(distinct),
          "an element of %s that nobody appended",
          key);
      isBeginning(longestRead.getOrDefault(key, List.of()), elements, key);
    }
  }

  private void serves(SimServer server) {
    int epoch = server.storage().log().lastEpoch();
    SimMachine before = primaries.putIfAbsent(epoch, server.machine());
    check(
        before == null || before.equals(server.machine()), "I2: two primaries of epoch %d", epoch);
    if (epoch > servingEpoch) {
      servingEpoch = epoch;
      mix(epoch);
      check(
          server.committed() >= neededSequence,
          "I24: %s serves and knows %d as committed, answered was %d",
          server,
          server.committed(),
          neededSequence);
    }
  }

  /// I7: what is answered is on the disk of every copy that counts, where that is asked for and on
  /// the last copy. A machine that is down shows it when it is back.
  private void isHeld(long needed, int epoch) {
    GroupConfig config = group.quorum.newest();
    boolean isSynced = group.policy().ackLevel() == AckLevel.SYNCED || config.inSync().size() == 1;
    boolean isOfWrites = needed > KeyspaceTxn.INITIAL_STATE;
    for (int i = 0; i < 2 && isSynced && isOfWrites && config.epoch() == epoch; i++) {
      SimServer copy = group.machine(i).server();
      if (copy != null && config.inSync().contains(copy.machine().id)) {
        long durable = copy.storage().log().durableSequence();
        check(durable >= needed, "I7: answered is %d, %s has synced %d", needed, copy, durable);
      }
    }
  }

  private void read(SimRequest request, List<Long> elements) {
    check(
        new HashSet<>(elements).containsAll(request.known),
        "I22: a read of %s misses what was acknowledged before it",
        request.key);
    List<Long> longest = longestRead.getOrDefault(request.key, List.of());
    if (elements.size() >= longest.size()) {
      isBeginning(longest, elements, request.key);
      longestRead.put(request.key, elements);
    } else {
      isBeginning(elements, longest, request.key);
    }
  }

  private static void isBeginning(List<Long> shorter, List<Long> longer, Bytes key) {
    check(
        longer.size() >= shorter.size() && longer.subList(0, shorter.size()).equals(shorter),
        "I21: a read of %s that is no beginning of a later one: %s %s",
        key,
        shorter,
        longer);
  }

  private long end() {
    return committed.isEmpty() ? 1 : committed.getLast().endSequence;
  }

  /// Compares what a process takes for committed with what is.
  private void verify(SimServer server) {
    GroupLog log = server.storage().log();
    int index = verified.getOrDefault(server, 0);
    long position = index == 0 ? 0 : committed.get(index - 1).endSequence;
    check(
        log.appendedSequence() >= position,
        "I18: %s has cut what is committed: %d of %d",
        server,
        log.appendedSequence(),
        position);
    long limit = Math.min(server.committed(), log.publishedSequence());
    if (limit <= position || limit <= 1) {
      return;
    }
    try (LogReader reader = log.reader(position, BUFFER_BYTES)) {
      for (int bytes = reader.read(limit); bytes > 0; bytes = reader.read(limit)) {
        index = compare(server, reader.address(), bytes, index);
      }
    } catch (IOException e) {
      check(
          server.isGone() || server.machine().hasFailed(), "%s cannot read its log: %s", server, e);
    }
    verified.put(server, index);
  }

  private int compare(SimServer server, long address, int bytes, int from) {
    int index = from;
    for (int at = 0; at < bytes; at += FrameDescriptor.length(address + at)) {
      long frame = address + at;
      Frame found =
          new Frame(
              FrameDescriptor.start(frame) + FrameDescriptor.length(frame),
              FrameDescriptor.epoch(frame),
              Native.getInt(frame + FrameDescriptor.CRC_AT));
      if (index == committed.size()) {
        check(
            server.isPrimary(),
            "I14: %s takes %s for committed, which no primary does",
            server,
            found);
        committed.add(found);
        mix(found.crc);
      }
      Frame known = committed.get(index);
      check(
          known.equals(found), "I4: %s takes %s for committed, which is %s", server, found, known);
      index++;
    }
    return index;
  }

  private void mix(long value) {
    trace = (trace ^ value ^ world.nowNs()) * 0x9E3779B97F4A7C15L;
    trace ^= trace >>> 29;
  }

  @FormatMethod
  static void check(boolean holds, @FormatString String broken, Object... values) {
    if (!holds) {
      throw new AssertionError(broken.formatted(values));
    }
  }
}
