package io.betintel.ev.restructure;

/** Does nothing; a test overrides what it waits for. */
class SilentWatch implements Watch {
  @Override
  public void step(Step step) {}

  @Override
  public void filled(long done, long total) {}

  @Override
  public void locked() {}

  @Override
  public void waiting(String forWhat) {}
}
