package io.betintel.ev.restructure;

import java.util.List;

/** It is refused before it began, or stops where it is; a line per reason, each with its remedy. */
public final class RestructureRefusal extends Exception {
  private final List<String> reasons;

  /** It has begun, and stops where it is. */
  RestructureRefusal(List<String> reasons) {
    this("It stopped, and nothing is half done:", reasons);
  }

  private RestructureRefusal(String what, List<String> reasons) {
    super(what + "\n  " + String.join("\n  ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** It has not begun. */
  static RestructureRefusal beforehand(List<String> reasons) {
    return new RestructureRefusal("Nothing was changed:", reasons);
  }

  public List<String> reasons() {
    return reasons;
  }
}
