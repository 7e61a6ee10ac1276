package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Settlement;
import java.time.Instant;

/** The ladder of one line as its pricing asks it. For one thread. */
final class LineLadder {
  private final FamilyLadder ladder;
  private final LadderModel model;
  private final BetTypeSettings settings;
  private final double threshold;
  private final Runnable refresh;
  private boolean asked;
  private boolean used;

  private LineLadder(
      FamilyLadder ladder,
      LadderModel model,
      BetTypeSettings settings,
      double threshold,
      Runnable refresh) {
    this.refresh = refresh;
    this.ladder = ladder;
    this.model = model;
    this.settings = settings;
    this.threshold = threshold;
  }

  /** Whether the line is a point of a ladder. */
  static boolean isPoint(Line line, BetTypeSettings settings) {
    return settings.ladder().family() != null
        && line.point() != null
        && line.fit() == Line.Fit.WHOLE
        && (line.shape() == Shape.OVER_UNDER || line.shape() == Shape.SPREAD)
        && Settlement.of(line.shape(), line.point()) != null;
  }

  /** What the first outcome's result must be above: of a handicap, the home side's margin. */
  static double threshold(Line line) {
    return line.shape() == Shape.SPREAD ? 0.0 - line.point() : line.point();
  }

  /**
   * @param ladder null if the line is no point of one
   * @param refresh makes its points those of now
   * @return null for null
   */
  static LineLadder of(Line line, BetTypeSettings settings, FamilyLadder ladder, Runnable refresh) {
    return ladder == null
        ? null
        : new LineLadder(
            ladder,
            settings.ladder().model(line.event().sportKey()).orElse(null),
            settings,
            threshold(line),
            refresh);
  }

  /** Null if nothing is known of the sport. */
  LadderModel model() {
    return model;
  }

  /**
   * What the other points say of the line, without what one bookmaker quotes.
   *
   * @param bookmaker null for all
   */
  LadderAnswer without(Bookmaker bookmaker) {
    if (!asked) {
      refresh.run();
      asked = true;
    }
    if (model == null) {
      return LadderAnswer.none(
          ladder.until().equals(Instant.MAX) ? NotPriced.NO_REFERENCE : NotPriced.LADDER_NO_MODEL);
    }
    boolean reference = bookmaker != null && settings.weights().containsKey(bookmaker);
    FamilyLadder.View view = ladder.without(model, reference ? bookmaker : null);
    if (view.ladder() == null) {
      return LadderAnswer.none(NotPriced.NO_REFERENCE);
    }
    LadderAnswer answer = LadderAnswer.of(view.ladder().at(threshold), view.references());
    used |= answer.valued();
    return answer;
  }

  /** Whether the line's prices may be others once the ladder's points are. */
  boolean asked() {
    return asked;
  }

  /** The end of what was used; {@link Instant#MAX} if nothing was. */
  Instant until() {
    return used ? ladder.until() : Instant.MAX;
  }
}
