package io.betintel.ev.fit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.ladder.Estimate;
import io.betintel.ev.ladder.Ladder;
import io.betintel.ev.ladder.Rung;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What {@code backtest --ladders} measures: models as they are, on files that are new to them. */
public final class LadderBacktest {
  private final Function<BetType, Optional<Shape>> shapes;
  private final Function<BetType, BetTypeSettings> settings;

  /**
   * @param shapes how a bet type's outcomes pair into lines; empty if the type is unknown
   * @param settings of a bet type: its references, margin method and ladder
   */
  public LadderBacktest(
      Function<BetType, Optional<Shape>> shapes, Function<BetType, BetTypeSettings> settings) {
    this.shapes = shapes;
    this.settings = settings;
  }

  /** A row for each family and sport, in their order. */
  public List<LadderRow> run(LadderFiles files) {
    List<LadderRow> rows = new ArrayList<>();
    files.ladders(shapes, settings).forEach((group, ladders) -> rows.add(row(group, ladders)));
    return rows;
  }

  private LadderRow row(LadderGroup group, List<QuotedLadder> ladders) {
    BetTypeSettings its = settings.apply(new BetType(group.family()));
    LadderModel model = its.ladder().model(group.sport()).orElse(null);
    Set<Bookmaker> references = its.weights().keySet();
    int offers = 0;
    int before = 0;
    int after = 0;
    for (QuotedLadder ladder : ladders) {
      Map<Bookmaker, References> others = new HashMap<>();
      for (QuotedPoint point : ladder.points()) {
        References own =
            others.computeIfAbsent(
                point.bookmaker(), book -> References.without(book, ladder, references, model));
        boolean quoted = own.quote(point.threshold());
        offers += point.offers();
        before += quoted ? point.offers() : 0;
        after += quoted || own.value(point.threshold()) ? point.offers() : 0;
      }
    }
    return new LadderRow(
        group,
        ladders.size(),
        offers,
        before,
        after,
        model != null,
        Quality.of(model == null ? List.of() : LeaveOneOut.of(ladders, model), Floor.of(ladders)));
  }

  /**
   * What a bookmaker's offers are valued by.
   *
   * @param ladder null if there is no model
   */
  private record References(List<Rung> rungs, Ladder ladder) {
    static References without(
        Bookmaker own, QuotedLadder ladder, Set<Bookmaker> references, LadderModel model) {
      List<Rung> rungs =
          LeaveOneOut.rungs(
              ladder.points(),
              point -> references.contains(point.bookmaker()) && !point.bookmaker().equals(own));
      return new References(rungs, model == null ? null : Ladder.of(model, rungs));
    }

    boolean quote(double threshold) {
      return rungs.stream().anyMatch(rung -> rung.threshold() == threshold);
    }

    boolean value(double threshold) {
      return ladder != null && ladder.at(threshold) instanceof Estimate.Valued;
    }
  }
}
