package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.ops.HttpGuard;
import io.betintel.ev.ops.HttpLimits;
import io.betintel.ev.ops.Latency;
import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the read API's requests and live streams. */
public final class ApiMetrics {
  private static final List<String> REFUSALS =
      List.of(
          "unknown_key",
          "database",
          "cache",
          "streams",
          "requests",
          "queries",
          "body",
          "malformed",
          "stopping");

  private final MeterRegistry registry;
  private final AtomicInteger streams = new AtomicInteger();

  ApiMetrics(MeterRegistry registry, Keys keys) {
    this.registry = registry;
    Gauge.builder("ev.api.streams", streams, AtomicInteger::get)
        .description("Live streams that are open.")
        .register(registry);
    Gauge.builder("ev.api.keys.current", keys, each -> each.current() ? 1 : 0)
        .description("Whether the keys file is usable; else the last good one is used.")
        .register(registry);
    REFUSALS.forEach(this::refusals);
  }

  private Counter refusals(String reason) {
    return Counter.builder("ev.api.refused")
        .description("Refused requests, by reason.")
        .tag("reason", reason)
        .register(registry);
  }

  /**
   * One request was answered. A live stream is not counted here.
   *
   * @param route as it was declared, such as {@code /v1/lines/{line_id}}; {@code none} if no route
   *     matches, since a caller may send any path
   */
  void answered(String route, Role role, int status, Duration took) {
    Timer.builder("ev.api.requests")
        .description("How long answers took, by route, role and class of status.")
        .tag("route", route)
        .tag("role", role.label())
        .tag("status", status / 100 + "xx")
        .serviceLevelObjectives(Latency.buckets())
        .register(registry)
        .record(took);
  }

  /**
   * A request was refused.
   *
   * @param reason one of {@code unknown_key}, {@code database}, {@code cache}, {@code streams},
   *     {@code requests}, {@code queries}, {@code body}, {@code malformed}, {@code stopping}
   */
  public void refused(String reason) {
    refusals(reason).increment();
  }

  /**
   * Something of which the server holds only so much.
   *
   * @param what the label
   */
  public Limit limit(String what, long most) {
    return new Limit(what, most, registry);
  }

  /** Watches the connections of the API's server. */
  HttpGuard guard(HttpLimits limits) {
    return new HttpGuard("api", limits, registry);
  }

  /** A live stream began; returns how many are open now. */
  public int streamOpened() {
    return streams.incrementAndGet();
  }

  /**
   * A live stream ended.
   *
   * @param reason one of few, such as {@code client}, {@code slow}, {@code key}
   */
  public void streamClosed(String reason) {
    streams.decrementAndGet();
    Counter.builder("ev.api.streams.closed")
        .description("Live streams that ended, by reason.")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /**
   * One event was sent on each of some live streams.
   *
   * @param event {@code line}, {@code withdrawn} or {@code reset}
   */
  public void streamEvents(String event, int streams) {
    Counter.builder("ev.api.stream.events")
        .description("Events sent on live streams, by kind.")
        .tag("event", event)
        .register(registry)
        .increment(streams);
  }
}
