package io.trivet.cli.drill;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads back what was acknowledged.
final class DrillCheck {
  private static final int TIMEOUT_MS = 30_000;
  private static final int BATCH = 500;
  private static final int MOST_NAMED = 10;

  private final String run;
  private final List<String> lost = new ArrayList<>();
  private long lostCount;

  DrillCheck(String run) {
    this.run = run;
  }

  /// Reads every acknowledged write of all writers from the primary.
  void read(ServerAddress primary, DrillLedger ledger, int writers) throws IOException {
    try (RespClient client = RespClient.connect(primary.host(), primary.port(), TIMEOUT_MS)) {
      for (int writer = 0; writer < writers; writer++) {
        read(client, writer, ledger.acknowledged(writer));
      }
    }
  }

  /// Deletes all that the drill wrote, also what is in doubt.
  void delete(ServerAddress primary, DrillLedger ledger, int writers) throws IOException {
    try (RespClient client = RespClient.connect(primary.host(), primary.port(), TIMEOUT_MS)) {
      for (int writer = 0; writer < writers; writer++) {
        int last = ledger.acknowledged(writer).length() + BATCH;
        for (int from = 0; from < last; from += BATCH) {
          List<String> words = new ArrayList<>(List.of("UNLINK"));
          for (int number = from; number < from + BATCH; number++) {
            words.add(DrillWriter.key(run, writer, number));
          }
          client.call(words.toArray(new String[0]));
        }
      }
    }
  }

  /// How many acknowledged writes are not there.
  long lostCount() {
    return lostCount;
  }

  /// The first of them.
  List<String> lost() {
    return lost;
  }

  private void read(RespClient client, int writer, BitSet numbers) throws IOException {
    int number = numbers.nextSetBit(0);
    while (number >= 0) {
      List<Integer> batch = new ArrayList<>();
      while (number >= 0 && batch.size() < BATCH) {
        batch.add(number);
        number = numbers.nextSetBit(number + 1);
      }
      batch.forEach(each -> client.send("GET", DrillWriter.key(run, writer, each)));
      client.flush();
      for (int each : batch) {
        compare(writer, each, client.read());
      }
    }
  }

  private void compare(int writer, int number, RespValue reply) throws IOException {
    if (reply instanceof RespValue.Failure(String message)) {
      throw new IOException("the check was refused: " + message);
    }
    boolean isThere =
        reply instanceof RespValue.Bulk
            && reply.text().equals(DrillWriter.value(run, writer, number));
    if (!isThere) {
      lostCount++;
      if (lost.size() < MOST_NAMED) {
        lost.add(DrillWriter.key(run, writer, number));
      }
    }
  }
}
