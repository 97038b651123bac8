package io.trivet.server;

import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.metrics.Metrics;
import io.trivet.server.metrics.ResidentMemory;
import io.trivet.server.session.ClientRegistry;
import io.trivet.server.session.Traffic;

/// What `/metrics` shows of a node's clients and its process: each number is read when it is asked
/// for.
final class NodeMetrics {

  private NodeMetrics() {}

  static void bind(Metrics metrics, Services services) {
    metrics.bindCommands(services.recorder().metrics());
    metrics.bindErrors(services.errors());
    bindClients(metrics, services.clients(), services.traffic());
    metrics.bind(MetricSpecs.MEMORY_CLIENTS, services.clients()::bufferBytes);
    metrics.bind(MetricSpecs.MEMORY_RESIDENT, ResidentMemory::bytes);
  }

  private static void bindClients(Metrics metrics, ClientRegistry clients, Traffic traffic) {
    metrics.bind(MetricSpecs.CONNECTIONS, clients::count);
    metrics.bind(MetricSpecs.CONNECTIONS_BLOCKED, clients::blockedCount);
    metrics.bind(MetricSpecs.CONNECTIONS_ACCEPTED, traffic::connectionsSinceStart);
    metrics.bind(MetricSpecs.CONNECTIONS_REFUSED, traffic::refusedSinceStart);
    metrics.bind(MetricSpecs.NETWORK_RECEIVED, traffic::receivedSinceStart);
    metrics.bind(MetricSpecs.NETWORK_SENT, traffic::sentSinceStart);
  }
}
