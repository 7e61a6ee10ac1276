package io.betintel.ev.rename;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Says once a second how many rows are moved, how fast, and for how long it still takes. */
final class RowProgress {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long all;
  private final Consumer<String> progress;
  private final long began = System.nanoTime();
  private long moved;
  private long said = began;

  RowProgress(long all, Consumer<String> progress) {
    this.all = all;
    this.progress = progress;
  }

  boolean isAny() {
    return all > 0;
  }

  /**
   * @param portion 0 when nothing is left
   */
  void moved(long portion) {
    moved += portion;
    long now = System.nanoTime();
    if (portion == 0) {
      progress.accept("rows of bets: " + moved + " are moved");
    } else if (now - said >= SECOND) {
      said = now;
      double perSecond = (double) moved * SECOND / (now - began);
      progress.accept(
          String.format(
              Locale.ROOT,
              "rows of bets: %d of %d, %.0f a second, about %.0f s left",
              moved,
              Math.max(all, moved),
              perSecond,
              Math.max(0, all - moved) / perSecond));
    }
  }
}
