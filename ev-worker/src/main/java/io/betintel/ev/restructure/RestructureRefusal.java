package io.betintel.ev.restructure;

import java.util.List;

/** It is refused and nothing was changed; one line per reason, each with its remedy. */
public final class RestructureRefusal extends Exception {
  private final List<String> reasons;

  RestructureRefusal(List<String> reasons) {
    super("Nothing was changed:\n  " + String.join("\n  ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  public List<String> reasons() {
    return reasons;
  }
}
