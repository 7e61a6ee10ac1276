package io.betintel.ev.simulation;

/** The process of a worker ends here. An Error, so that nothing takes it for a failure. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String place) {
    super(place, null, false, false);
  }
}
