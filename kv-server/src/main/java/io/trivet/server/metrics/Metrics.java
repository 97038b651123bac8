package io.trivet.server.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// The registry of the node's metrics: declared in [MetricSpecs], bound here to whoever has the
/// number, and written in Prometheus's text formats.
///
/// Suppliers are called when the metrics are read, at most a few times a second; they must be
/// quick, must not block, and must tolerate any thread. One that does not know its number answers
/// NaN.
///
/// Threads: any.
public final class Metrics implements AutoCloseable {
  private static final String COUNTER_SUFFIX = "_total";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Object lock = new Object();

  /// Micrometer refers to the objects of its meters weakly.
  @GuardedBy("lock")
  private final List<DoubleSupplier> suppliers = new ArrayList<>();

  @GuardedBy("lock")
  private final Set<MetricSpec> bound = new HashSet<>();

  /// A registry with the metrics of the JVM and of the process, and no others yet.
  public Metrics() {
    registry.throwExceptionOnRegistrationFailure();
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /// Binds a gauge or a counter without a label.
  public void bind(MetricSpec spec, DoubleSupplier number) {
    register(spec, Tags.empty(), number);
  }

  /// Binds a gauge or a counter for one value of its label.
  public void bind(MetricSpec spec, String labelValue, DoubleSupplier number) {
    register(spec, Tags.of(spec.label(), labelValue), number);
  }

  /// A new histogram that is shown as the metric. It has one writer at a time.
  public LatencyHistogram histogram(MetricSpec spec) {
    LatencyHistogram histogram = new LatencyHistogram();
    registry
        .getPrometheusRegistry()
        .register(() -> Exposition.histogram(spec, histogram.snapshot()));
    note(spec);
    return histogram;
  }

  /// Shows the counters of the commands.
  public void bindCommands(CommandMetrics commands) {
    registry.getPrometheusRegistry().register(new CommandExposition(commands));
    note(MetricSpecs.COMMAND_DURATION);
    note(MetricSpecs.COMMAND_FAILURES);
    note(MetricSpecs.COMMAND_REJECTIONS);
  }

  /// Shows the counters of the errors.
  public void bindErrors(ErrorMetrics errors) {
    registry
        .getPrometheusRegistry()
        .register(() -> Exposition.counters(MetricSpecs.ERRORS, errors.sinceStart()));
    note(MetricSpecs.ERRORS);
  }

  /// Those of some declared metrics that nothing is bound to, so that the server's start can be
  /// checked.
  public List<MetricSpec> unbound(List<MetricSpec> declared) {
    List<MetricSpec> unbound = new ArrayList<>(declared);
    synchronized (lock) {
      unbound.removeAll(bound);
    }
    return List.copyOf(unbound);
  }

  /// Writes all metrics.
  ///
  /// @param contentType `text/plain` or `application/openmetrics-text`, with parameters
  public void write(OutputStream out, String contentType) throws IOException {
    registry.scrape(out, contentType);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private void register(MetricSpec spec, Tags tags, DoubleSupplier number) {
    synchronized (lock) {
      suppliers.add(number);
      bound.add(spec);
    }
    switch (spec.type()) {
      case GAUGE ->
          Gauge.builder(spec.name(), number, DoubleSupplier::getAsDouble)
              .description(spec.meaning())
              .tags(tags)
              .register(registry);
      case COUNTER ->
          FunctionCounter.builder(familyName(spec), number, DoubleSupplier::getAsDouble)
              .description(spec.meaning())
              .tags(tags)
              .register(registry);
      case HISTOGRAM -> throw new IllegalArgumentException(spec.name() + " is a histogram");
    }
  }

  private void note(MetricSpec spec) {
    synchronized (lock) {
      bound.add(spec);
    }
  }

  /// The name of a counter without the suffix that the text format adds.
  static String familyName(MetricSpec spec) {
    String name = spec.name();
    return name.endsWith(COUNTER_SUFFIX)
        ? name.substring(0, name.length() - COUNTER_SUFFIX.length())
        : name;
  }
}
