package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When what a line shows as best expires: JSON has it, and it follows from the offers. */
public final class CurrentUntil {
  private CurrentUntil() {}

  public static Figures addTo(Figures line) {
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < line.count("outcomes"); i++) {
      Figures outcome = line.below("outcomes/" + i);
      for (int j = 0; j < outcome.count("offers"); j++) {
        Object book = outcome.get("offers/" + j + "/bookmaker");
        Long end = (Long) outcome.get("offers/" + j + "/valid_until");
        if (book.equals(outcome.get("best_bookmaker"))) {
          line.put("outcomes/" + i + "/best_valid_until", end);
          ends.add(end);
        }
        if (book.equals(outcome.get("top_bookmaker"))) {
          ends.add(end);
        }
      }
    }
    for (int i = 0; i < line.count("middles"); i++) {
      ends.add((Long) line.get("middles/" + i + "/valid_until"));
    }
    if (line.get("arbitrage/valid_until") != null) {
      ends.add((Long) line.get("arbitrage/valid_until"));
    }
    return ends.isEmpty() ? line : line.put("current_until", Collections.min(ends));
  }
}
