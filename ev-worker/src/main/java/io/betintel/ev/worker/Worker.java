package io.betintel.ev.worker;

import io.betintel.ev.api.ApiLogins;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.codec.EnumSubjects;
import io.betintel.ev.consume.ProgressWatch;
import io.betintel.ev.drift.DriftCheck;
import io.betintel.ev.drift.DriftConfig;
import io.betintel.ev.drift.DriftTopics;
import io.betintel.ev.drift.DriftWatch;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.Health;
import io.betintel.ev.ops.HealthMetrics;
import io.betintel.ev.ops.HttpConfig;
import io.betintel.ev.ops.KafkaName;
import io.betintel.ev.ops.OpsServer;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.StreamSettings;
import io.betintel.ev.stream.WarmUp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root of {@code run}: the parts that were asked for, and no others. */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Foundation foundation;
  private final Optional<ReadApi> api;
  private final GrantsWatch grants;
  private final Optional<WarmUp> warmUp;
  private final List<Component> work;
  private final Health health;
  private final OpsServer http;
  private final Deque<Component> running = new ArrayDeque<>();
  private volatile boolean closed;

  private Worker(
      Foundation foundation,
      GrantsWatch grants,
      Optional<ReadApi> api,
      Optional<WarmUp> warmUp,
      List<Component> work) {
    this.foundation = foundation;
    this.grants = grants;
    this.api = api;
    this.warmUp = warmUp;
    this.work = List.copyOf(work);
    this.health = new Health(this::checks);
    foundation.meters().bind(new HealthMetrics(health));
    this.http =
        new OpsServer(
            HttpConfig.from(foundation.settings()), foundation.meters().registry(), health);
  }

  /** A part of the work; other workers of an installation may do the rest. */
  public enum Part {
    stream,
    sinks,
    api
  }

  public static Worker of(Settings settings, Set<Part> parts, String build, Clock clock) {
    Foundation foundation = new Foundation(settings, parts.equals(Set.of(Part.api)), build, clock);
    List<Component> work = new ArrayList<>();
    Optional<WarmUp> warmUp = Optional.empty();
    if (parts.contains(Part.stream) || parts.contains(Part.sinks)) {
      StreamSettings streamSettings = StreamSettings.from(settings);
      SchemaAccess schemas = SchemaAccess.of(foundation);
      work.add(new KafkaName(streamSettings.kafka().bootstrapServers()));
      ProgressWatch watch =
          new ProgressWatch(
              streamSettings.kafka(),
              foundation.registry(),
              foundation.clock(),
              foundation.steady());
      work.add(watch);
      BooleanSupplier pricingIsBehind = () -> false;
      List<Component> stream = List.of();
      if (parts.contains(Part.stream)) {
        WarmUp first = StreamPart.warmUp(foundation, streamSettings, parts.contains(Part.sinks));
        warmUp = Optional.of(first);
        StreamPart part = StreamPart.of(foundation, schemas, streamSettings, first, watch);
        pricingIsBehind = part::isBehind;
        stream = part.components();
      }
      if (parts.contains(Part.sinks)) {
        work.addAll(SinksPart.of(foundation, schemas, streamSettings, watch, pricingIsBehind));
      }
      work.addAll(stream);
      work.add(drift(foundation, schemas, streamSettings));
    }
    return new Worker(
        foundation,
        new GrantsWatch(foundation.pool(), grantedTo(parts, settings)),
        parts.contains(Part.api) ? Optional.of(ApiPart.of(foundation)) : Optional.empty(),
        warmUp,
        work);
  }

  /** What the worker's own user does; the read API may have another one. */
  private static List<String> grantedTo(Set<Part> parts, Settings settings) {
    return parts.stream()
        .filter(part -> part != Part.api || parts.size() == 1 || !ApiLogins.ownRole(settings))
        .map(part -> "run --only " + part)
        .toList();
  }

  /** It asks the registry too, so it runs only with parts that need one. */
  private static DriftWatch drift(
      Foundation foundation, SchemaAccess schemas, StreamSettings settings) {
    return new DriftWatch(
        new DriftCheck(
            new EnumSubjects(schemas.registry()),
            foundation.pool(),
            CatalogueConfig.from(foundation.settings()),
            foundation.redis(),
            List.of(),
            new DriftTopics(
                settings.topics(),
                settings.stream().applicationId(),
                Optional.of(settings.kafka())),
            foundation.clock()),
        DriftConfig.from(foundation.settings()),
        foundation.registry());
  }

  /** Returns once every part runs. */
  public void start() throws InterruptedException {
    begin(http);
    LOG.info("http://127.0.0.1:{}/health/ready", http.port());
    warmUp.ifPresent(this::begin); // while the rest waits for others
    begin(grants); // before what waits for a right for ever
    begin(foundation.catalogue());
    foundation.catalogue().awaitFirst();
    foundation.measureCatalogue();
    api.ifPresent(this::begin); // before what waits for Kafka or the registry
    work.forEach(this::begin);
    health.started();
    LOG.info("started");
  }

  /** Returns when a part has failed for good. */
  public void awaitFailure() throws InterruptedException {
    Health.Answer live = health.isLive();
    while (live.yes()) {
      Thread.sleep(LOOK.toMillis());
      live = health.isLive();
    }
    LOG.error("a part has failed, the worker stops:\n{}", live.parts());
  }

  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    LOG.info("stopping");
    api.ifPresent(ReadApi::close); // from here on no new request arrives; the rest may take a while
    while (!running.isEmpty()) {
      running.pop().close();
    }
    foundation.close();
    LOG.info("stopped");
  }

  private void begin(Component part) {
    synchronized (this) {
      if (closed) {
        return;
      }
      running.push(part);
    }
    part.start();
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(foundation.catalogue().check());
    api.ifPresent(part -> checks.add(part.check()));
    work.forEach(part -> checks.add(part.check()));
    return checks;
  }
}
