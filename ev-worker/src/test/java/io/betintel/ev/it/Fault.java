package io.betintel.ev.it;

import io.betintel.ev.harness.Installation;

/**
 * Something of an installation that is broken by hand, one at a time, and mended again.
 *
 * @param what what was broken
 * @param surface where the check and the metric show it
 * @param said how the check's finding begins: its value and what is different
 */
record Fault(String what, String surface, String said, Step breaking, Step mending) {

  /** SQL statements break and mend it. */
  static Fault sql(String what, String surface, String said, String breaking, String mending) {
    return new Fault(
        what,
        surface,
        said,
        installation -> installation.execute(breaking),
        installation -> installation.execute(mending));
  }

  /** A change of an installation. */
  interface Step {
    void in(Installation installation) throws Exception;
  }
}
