package io.betintel.ev.ops;

import io.betintel.ev.ops.Check.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What {@code /health/ready} says, for alerts: {@code ev.part.up} by part. */
public final class HealthMetrics implements MeterBinder {
  private final Health health;

  /** The parts are those that {@code health} knows when this is bound. */
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
