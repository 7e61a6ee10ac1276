package io.betintel.ev.fit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.ladder.OneSidedMargin;
import io.betintel.ev.ladder.OneSidedMargin.OneSided;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the usual margin makes of one side alone, on two-sided quotes: each side is priced as if it
 * stood alone, by the bookmaker's other quotes of the family, and compared with what the bookmaker
 * and the others make of both sides.
 */
public final class OneSidedBacktest {
  private final Function<BetType, Optional<Shape>> shapes;
  private final Function<BetType, BetTypeSettings> settings;

  /**
   * @param shapes how a bet type's outcomes pair into lines; empty if the type is unknown
   * @param settings of a bet type: its margin method and ladder
   */
  public OneSidedBacktest(
      Function<BetType, Optional<Shape>> shapes, Function<BetType, BetTypeSettings> settings) {
    this.shapes = shapes;
    this.settings = settings;
  }

  /** A row for each family and sport, in their order. */
  public List<OneSidedRow> run(LadderFiles files) {
    List<OneSidedRow> rows = new ArrayList<>();
    files
        .ladders(shapes, settings)
        .forEach((group, ladders) -> rows.add(new Group(group, ladders).row()));
    return rows;
  }

  /** One family in one sport. */
  private final class Group {
    private final LadderGroup group;
    private final BetTypeSettings its;
    private final double error;
    private final List<QuotedLadder> ladders;
    private final Map<Usual, List<QuotedPoint>> twoSided = new HashMap<>();
    private final List<Double> own = new ArrayList<>();
    private final List<Double> others = new ArrayList<>();
    private final Coverage.Count one = new Coverage.Count();
    private final Coverage.Count two = new Coverage.Count();
    private int alone;
    private int valued;
    private int safe;

    Group(LadderGroup group, List<QuotedLadder> ladders) {
      this.group = group;
      this.ladders = ladders;
      this.its = settings.apply(new BetType(group.family()));
      this.error = OneSidedMargin.error(its.ladder().model(group.sport()).orElse(null));
      for (QuotedLadder ladder : ladders) {
        for (QuotedPoint point : ladder.points()) {
          if (point.isWhole()) {
            twoSided.computeIfAbsent(usual(ladder, point), key -> new ArrayList<>()).add(point);
          }
        }
      }
    }

    OneSidedRow row() {
      for (QuotedLadder ladder : ladders) {
        for (QuotedPoint point : ladder.points()) {
          add(ladder, point, point.over(), true);
          add(ladder, point, point.under(), false);
        }
      }
      return new OneSidedRow(
          group,
          alone,
          valued,
          own.size(),
          new Quantiles(own).median(),
          others.size(),
          new Quantiles(others).median(),
          one.coverage(),
          two.coverage(),
          (double) safe / others.size());
    }

    @SuppressWarnings("ReferenceEquality") // another player's quote may be equal
    private void add(QuotedLadder ladder, QuotedPoint point, double odds, boolean over) {
      if (Double.isNaN(odds)) {
        return;
      }
      boolean single = Double.isNaN(point.over()) || Double.isNaN(point.under());
      OneSidedMargin margin = new OneSidedMargin();
      for (QuotedPoint other : twoSided.getOrDefault(usual(ladder, point), List.of())) {
        if (other != point) {
          margin.add(other.over(), other.under());
        }
      }
      OneSided fair = margin.fair(odds, its.method()).map(usual -> usual.among(error)).orElse(null);
      alone += single ? 1 : 0;
      valued += single && fair != null ? 1 : 0;
      if (fair == null || !point.isWhole()) {
        return;
      }
      own.add(Math.abs(fair.probability() - side(point.above(), over)));
      OptionalDouble mean =
          ladder.points().stream()
              .filter(other -> other.isWhole() && other.threshold() == point.threshold())
              .filter(other -> !other.bookmaker().equals(point.bookmaker()))
              .mapToDouble(QuotedPoint::above)
              .average();
      if (mean.isPresent()) {
        double said = side(mean.getAsDouble(), over);
        double miss = Math.abs(fair.probability() - said);
        others.add(miss);
        one.add(ladder.key(), miss <= fair.standardError());
        two.add(ladder.key(), miss <= OneSidedMargin.TAIL * fair.standardError());
        safe += said >= fair.least() ? 1 : 0;
      }
    }

    private static double side(double above, boolean over) {
      return over ? above : 1 - above;
    }

    private static Usual usual(QuotedLadder ladder, QuotedPoint point) {
      return new Usual(ladder.key().eventId(), ladder.key().observedAt(), point.bookmaker());
    }
  }

  /** Whose quotes of one event at one time say a margin. */
  private record Usual(String eventId, Instant at, Bookmaker bookmaker) {}
}
