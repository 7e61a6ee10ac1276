package io.betintel.ev.cli.bettypes;

import io.betintel.ev.rehearse.Meter;
import io.betintel.ev.restructure.Step;
import io.betintel.ev.restructure.Watch;

/** Tells a meter which step's statements it measures. */
final class MeteredWatch implements Watch {
  private final Watch watch;
  private final Meter meter;

  MeteredWatch(Watch watch, Meter meter) {
    this.watch = watch;
    this.meter = meter;
  }

  @Override
  public void step(Step step) {
    meter.part(step.label());
    watch.step(step);
  }

  @Override
  public void filled(long done, long total) {
    watch.filled(done, total);
  }

  @Override
  public void locked() {
    watch.locked();
  }

  @Override
  public void waiting(String forWhat) {
    watch.waiting(forWhat);
  }
}
