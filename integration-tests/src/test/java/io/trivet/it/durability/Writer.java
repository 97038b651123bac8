package io.trivet.it.durability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;

/// One connection that writes its sequence until the server is gone, and counts what was sent and
/// what was acknowledged.
///
/// Threads: run() in one thread; the counts may be read by another after it was joined. Invariants:
/// acknowledged <= sent <= acknowledged + batch.
final class Writer implements Runnable {
  private final WriteSequence sequence;
  private final int port;
  private final int batch;
  private volatile long sent;
  private volatile long acknowledged;
  private volatile @Nullable String failure;
  private final CountDownLatch begun = new CountDownLatch(1);

  /// @param batch how many writes are sent before their replies are read
  Writer(WriteSequence sequence, int port, int batch) {
    this.sequence = sequence;
    this.port = port;
    this.batch = batch;
  }

  @Override
  public void run() {
    try (Jedis jedis = new Jedis("127.0.0.1", port)) {
      while (failure == null) {
        if (batch == 1) {
          writeOne(jedis);
        } else {
          writeBatch(jedis);
        }
      }
    } catch (JedisConnectionException e) {
      // The server was killed: that is the end of this run.
    } catch (RuntimeException e) {
      failure = "write " + acknowledged + ": " + e;
    } finally {
      begun.countDown();
    }
  }

  /// Waits until a write was acknowledged or the run is over. Says whether that came in time.
  boolean beginsWithin(long ms) throws InterruptedException {
    return begun.await(ms, TimeUnit.MILLISECONDS);
  }

  WriteSequence sequence() {
    return sequence;
  }

  long sent() {
    return sent;
  }

  long acknowledged() {
    return acknowledged;
  }

  /// A reply that no server should give, or null.
  @Nullable String failure() {
    return failure;
  }

  private void writeOne(Jedis jedis) {
    long number = sent;
    sent = number + 1;
    acknowledge(number, sequence.write(number, jedis::sendCommand));
  }

  private void writeBatch(Jedis jedis) {
    long first = sent;
    Pipeline pipeline = jedis.pipelined();
    List<Response<Object>> replies = new ArrayList<>();
    sent = first + batch;
    for (long number = first; number < first + batch; number++) {
      replies.add(sequence.write(number, pipeline::sendCommand));
    }
    pipeline.sync();
    for (int i = 0; i < batch; i++) {
      acknowledge(first + i, replies.get(i).get());
    }
  }

  private void acknowledge(long number, Object answer) {
    Object reply =
        answer instanceof byte[] octets ? new String(octets, StandardCharsets.UTF_8) : answer;
    if (failure == null && !reply.equals(sequence.reply(number))) {
      failure =
          "write %d of %s answered %s instead of %s"
              .formatted(number, sequence.prefix(), reply, sequence.reply(number));
    }
    acknowledged = number + 1;
    begun.countDown();
  }
}
