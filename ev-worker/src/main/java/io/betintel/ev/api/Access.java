package io.betintel.ev.api;

import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.ops.ConfigException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Who asks, and what they see: the same for every route. */
public final class Access {
  private final Keys keys;
  private final ApiMetrics metrics;
  private final Callers callers;
  private final OpenedTypes opened;
  private final Sample sample;
  private final Shares requests;
  private final Addresses addresses;

  /**
   * Reads the keys file.
   *
   * @param catalogue must have its first catalogue before a request
   * @throws ConfigException if the keys file cannot be used
   */
  public Access(ApiConfig config, BetTypeCatalogue catalogue, MeterRegistry registry) {
    this.keys = new Keys(config.keys());
    this.metrics = new ApiMetrics(registry, keys);
    this.callers = new Callers(keys, metrics);
    this.opened = new OpenedTypes(catalogue);
    this.sample = config.sample();
    this.requests = new Shares(config.requestsPerKey(), 4 * config.requestsPerKey(), Duration.ZERO);
    this.addresses = new Addresses(config.proxies());
  }

  public ApiMetrics metrics() {
    return metrics;
  }

  public Callers callers() {
    return callers;
  }

  public OpenedTypes opened() {
    return opened;
  }

  public Views views() {
    return new Views(callers, opened, sample);
  }

  /** What role free sees. */
  public Sample sample() {
    return sample;
  }

  /** From where a request comes. */
  public Addresses addresses() {
    return addresses;
  }

  /** How many requests each caller may have answered at once. */
  Shares requests() {
    return requests;
  }

  /** Whether the caller's key is still valid: a stream outlives its request. */
  public boolean knows(Caller caller) {
    return keys.knows(caller);
  }
}
