package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.memory.Native;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a log was given and what it promised: the oracle of the crash tests.
///
/// Threads: one.
final class LogTrace implements LogListener {

  /// One frame as it was appended or as it was read; a character of the payload is a byte.
  record Sent(long sequence, int epoch, long wallTimeMs, String payload) {

    static Sent read(
        long sequence, int epoch, long wallTimeMs, long payloadAddress, int payloadBytes) {
      byte[] bytes = new byte[payloadBytes];
      Native.copyOut(payloadAddress, bytes, 0, payloadBytes);
      return of(sequence, epoch, wallTimeMs, bytes);
    }

    static Sent of(long sequence, int epoch, long wallTimeMs, byte[] payload) {
      return new Sent(
          sequence, epoch, wallTimeMs, new String(payload, StandardCharsets.ISO_8859_1));
    }
  }

  private final List<Sent> frames = new ArrayList<>();
  private long writtenSequence;
  private long durableSequence;
  private long redoSequence;
  private boolean isFailed;

  LogTrace copy() {
    LogTrace copy = new LogTrace();
    copy.frames.addAll(frames);
    copy.writtenSequence = writtenSequence;
    copy.durableSequence = durableSequence;
    copy.redoSequence = redoSequence;
    return copy;
  }

  @Override
  public void written(long sequence) {
    assertThat(isFailed).as("nothing is reported after a failure").isFalse();
    writtenSequence = Math.max(writtenSequence, sequence);
  }

  @Override
  public void durable(long sequence) {
    assertThat(isFailed).as("nothing is reported after a failure").isFalse();
    durableSequence = Math.max(durableSequence, sequence);
  }

  @Override
  public void failed(LogFailedException cause) {
    assertThat(isFailed).as("a failure is told once").isFalse();
    isFailed = true;
  }

  /// What another thread could read off the log while a call of the disk is under way.
  void seen(GroupLog log) {
    if (log.failure() == null) {
      writtenSequence = Math.max(writtenSequence, log.writtenSequence());
      durableSequence = Math.max(durableSequence, log.durableSequence());
    }
  }

  void sent(Sent frame) {
    frames.add(frame);
  }

  void checkpointed(long sequence) {
    redoSequence = sequence;
  }

  boolean isFailed() {
    return isFailed;
  }

  long redoSequence() {
    return redoSequence;
  }

  long writtenSequence() {
    return writtenSequence;
  }

  long durableSequence() {
    return durableSequence;
  }

  /// Checks that what recovery read is a prefix of what was sent, and reaches `promisedSequence`;
  /// from then on that is all there is.
  void recovered(List<Sent> read, long endSequence, long promisedSequence) {
    List<Sent> expected = frames.stream().filter(frame -> frame.sequence > redoSequence).toList();
    assertThat(read.size()).isLessThanOrEqualTo(expected.size());
    assertThat(read).isEqualTo(expected.subList(0, read.size()));
    assertThat(endSequence).isEqualTo(read.isEmpty() ? redoSequence : read.getLast().sequence);
    assertThat(endSequence).as("what was promised").isGreaterThanOrEqualTo(promisedSequence);
    frames.removeIf(frame -> frame.sequence > endSequence);
    writtenSequence = endSequence;
    durableSequence = endSequence;
    isFailed = false;
  }
}
