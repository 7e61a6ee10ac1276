package io.betintel.ev.rollout;

import java.util.List;

/** Adding bet types is refused and nothing was changed; one line per reason. */
public final class AdditionRefusal extends Exception {
  AdditionRefusal(List<String> reasons) {
    super("Nothing was changed:\n  " + String.join("\n  ", reasons));
  }
}
