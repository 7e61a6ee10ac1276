package io.betintel.ev.ops;

import io.betintel.ev.ops.Check.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The metric {@code ev.part.up} by part, so that alerts see what {@code /health/ready} says. */
public final class HealthMetrics implements MeterBinder {
  private final Health health;

  /** Has a gauge for each part that {@code health} knows when this is bound. */
  public HealthMetrics(Health health) {
    this.health = health;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Check part : health.checks()) {
      Gauge.builder("ev.part.up", () -> isUp(part.name()) ? 1 : 0)
          .description("1 while this part of the worker works, 0 while it waits or has failed")
          .tag("part", part.name())
          .register(registry);
    }
  }

  private boolean isUp(String part) {
    return health.checks().stream()
        .anyMatch(check -> check.name().equals(part) && check.status() == Status.UP);
  }
}
