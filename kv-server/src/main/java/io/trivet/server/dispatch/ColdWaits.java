package io.trivet.server.dispatch;

import io.trivet.server.reply.CommandError;
import io.trivet.storage.keyspace.ColdKey;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Clients of one event loop whose command waits for keys from disk.
///
/// When the keys are there the client gives its request again. When they cannot be read, the same
/// request is answered with the reason: nothing of it has happened.
///
/// Threads: the event loop's.
final class ColdWaits {

  private final ColdLoader loader;
  private final IdentityHashMap<Client, IOException> failures = new IdentityHashMap<>();

  ColdWaits(ColdLoader loader) {
    this.loader = loader;
  }

  /// Loads keys, after which the client is resumed.
  Outcome load(Client client, List<ColdKey> keys) {
    loader.load(keys, failure -> client.loop().execute(() -> loaded(client, failure)));
    return Outcome.AGAIN;
  }

  /// Why the request that the client gives now cannot be executed, or null. Asked once a request.
  @Nullable CommandError takeFailure(Client client) {
    if (failures.isEmpty()) {
      return null;
    }
    IOException failure = failures.remove(client);
    return failure == null ? null : Failure.coldRead(failure);
  }

  /// The client is gone.
  void cancel(Client client) {
    failures.remove(client);
  }

  private void loaded(Client client, @Nullable IOException failure) {
    if (failure != null) {
      failures.put(client, failure);
    }
    client.resume();
    failures.remove(client); // nothing is kept for a client that is gone
  }
}
